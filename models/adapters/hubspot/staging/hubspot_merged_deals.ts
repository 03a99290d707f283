import { text } from "../../../../src/table/columns.js";
import { model } from "../../../../src/table/model.js";
import { hubspot_merged_deals as raw } from "../sources/hubspot_merged_deals.js";

export const hubspot_merged_deals = model({
  name: "staging.hubspot_merged_deals",
  about: "One row per deal that was merged into another, renamed.",
  materialized: "view",
  grain: ["system", "deal_id", "merged_deal_id"],
  from: { raw },
  columns: {
    system: text("Source as closedloop.yaml names it"),
    deal_id: text("The deal that stands"),
    merged_deal_id: text("The deal that was merged into it"),
  },
  select: (db) => db.selectFrom("raw").select(["system", "deal_id", "merged_deal_id"]),
});
