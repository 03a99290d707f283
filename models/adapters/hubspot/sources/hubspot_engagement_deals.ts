import { text, withBinding } from "../../../../src/table/columns.js";
import { source } from "../../../../src/table/model.js";
import { hubspotOrigin } from "../shared/hubspot.js";

export const hubspot_engagement_deals = source({
  name: "raw.hubspot_engagement_deals",
  about: "One row per engagement and deal that it was about.",
  origin: hubspotOrigin("EngagementDeal", {
    otherNames: ["engagement_deals", "hubspot_engagement_deals"],
    enables: "touches by opportunity",
  }),
  grain: ["system", "engagement_id", "deal_id"],
  columns: {
    system: withBinding({ given: "system" }, text("Source as closedloop.yaml names it")),
    engagement_id: withBinding({ recordId: "plain" }, text("The call, email, meeting, note or task")),
    deal_id: withBinding({ recordId: "plain" }, text("Deal that it was about")),
  },
});
