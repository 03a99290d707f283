import { sql } from "kysely";
import { pickColumns, type RowOf } from "../../../../src/table/columns.js";
import { model } from "../../../../src/table/model.js";
import { source_systems } from "../../../run/source_systems.js";
import { hubspot_deals } from "../staging/hubspot_deals.js";

const columns = pickColumns(hubspot_deals, "system", "deal_id");

/** With a Salesforce source in the project, its opportunity counts and HubSpot's copy does not. Without one, the copy counts. */
export const hubspot_deals_mirrored = model({
  name: "intermediate.hubspot_deals_mirrored",
  about: "One row per HubSpot deal that is a copy of a Salesforce opportunity, if the project has a Salesforce source.",
  materialized: "view",
  grain: ["system", "deal_id"],
  from: { deals: hubspot_deals, systems: source_systems },
  columns,
  select: () => sql<RowOf<typeof columns>>`
    select system, deal_id
    from deals
    where salesforce_opportunity_id is not null and exists (from systems where systems.product = 'salesforce')`,
});
