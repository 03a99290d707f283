import { sql } from "kysely";
import { pickColumns, type RowOf } from "../../../../src/table/columns.js";
import { model } from "../../../../src/table/model.js";
import { splitIds } from "../shared/hubspot.js";
import { hubspot_deals } from "../staging/hubspot_deals.js";
import { hubspot_merged_deals } from "../staging/hubspot_merged_deals.js";

const columns = pickColumns(hubspot_deals, "system", "deal_id");

/** A replica still has deals that were merged away, without any mark. */
export const hubspot_deals_merged = model({
  name: "intermediate.hubspot_deals_merged",
  about: "One row per HubSpot deal that was merged into another deal.",
  materialized: "view",
  grain: ["system", "deal_id"],
  from: { deals: hubspot_deals, merged: hubspot_merged_deals },
  columns,
  select: () => sql<RowOf<typeof columns>>`
    select system, merged_deal_id as deal_id
    from merged
    where merged_deal_id <> deal_id
    union
    select system, unnest(list_filter(${splitIds(sql`merged_deal_ids`)}, lambda id: id <> deal_id))
    from deals`,
});
