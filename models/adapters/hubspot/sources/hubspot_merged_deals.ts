import { source } from "../../../../src/table/model.js";
import { recordIdColumn, systemColumn } from "../../../../src/table/source_columns.js";
import { hubspotOrigin } from "../shared/hubspot.js";

export const hubspot_merged_deals = source({
  name: "raw.hubspot_merged_deals",
  about: "One row per deal that was merged into another.",
  origin: hubspotOrigin("MergedDeal", {
    otherNames: ["merged_deals", "hubspot_merged_deals"],
    enables: "counting merged deals once",
    saidBy: ["Deal.hs_merged_object_ids"],
  }),
  grain: ["system", "deal_id", "merged_deal_id"],
  columns: {
    system: systemColumn,
    deal_id: recordIdColumn("Deal that survived the merge"),
    merged_deal_id: recordIdColumn("Deal that was merged into the other one"),
  },
});
