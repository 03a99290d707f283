import { sql } from "kysely";
import { type RowOf, text } from "../../../../src/table/columns.js";
import { model } from "../../../../src/table/model.js";
import { source_systems } from "../../../run/source_systems.js";
import { hubspot_deals } from "../staging/hubspot_deals.js";

const columns = {
  system: text("Source"),
  deal_id: text("Deal"),
};

/** Beside a Salesforce source its opportunities are told by it, and better; without one HubSpot's copy is all there is. */
export const hubspot_deals_mirrored = model({
  name: "intermediate.hubspot_deals_mirrored",
  about: "One row per HubSpot deal that a Salesforce source of this project tells as an opportunity.",
  materialized: "view",
  grain: ["system", "deal_id"],
  from: { deals: hubspot_deals, systems: source_systems },
  columns,
  select: () => sql<RowOf<typeof columns>>`
    select system, deal_id
    from deals
    where salesforce_opportunity_id is not null and exists (from systems where systems.product = 'salesforce')`,
});
