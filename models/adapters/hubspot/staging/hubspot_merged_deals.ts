import { staged } from "../../../../src/table/staged.js";
import { hubspot_merged_deals as raw } from "../sources/hubspot_merged_deals.js";

export const hubspot_merged_deals = staged(raw, {
  name: "staging.hubspot_merged_deals",
  about: "One row per HubSpot deal that was merged into another.",
  grain: ["system", "deal_id", "merged_deal_id"],
  columns: {
    system: "system",
    deal_id: "deal_id",
    merged_deal_id: "merged_deal_id",
  },
});
