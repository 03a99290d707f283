import { text, withBinding } from "../../../../src/table/columns.js";
import { source } from "../../../../src/table/model.js";
import { hubspotOrigin } from "../shared/hubspot.js";

export const hubspot_merged_deals = source({
  name: "raw.hubspot_merged_deals",
  about: "One row per deal that was merged into another.",
  origin: hubspotOrigin("MergedDeal", {
    otherNames: ["merged_deals", "hubspot_merged_deals"],
    enables: "merged deals count once",
  }),
  grain: ["system", "deal_id", "merged_deal_id"],
  columns: {
    system: withBinding({ given: "system" }, text("Source as closedloop.yaml names it")),
    deal_id: withBinding({ recordId: "plain" }, text("The deal that stands")),
    merged_deal_id: withBinding({ recordId: "plain" }, text("The deal that was merged into it")),
  },
});
