import { bound, text } from "../../../../src/table/columns.js";
import { source } from "../../../../src/table/model.js";
import { hubspotExport } from "../shared/hubspot.js";

export const hubspot_engagement_deals = source({
  name: "raw.hubspot_engagement_deals",
  about: "One row per engagement and deal that it was about.",
  origin: hubspotExport("EngagementDeal", {
    otherNames: ["engagement_deals", "hubspot_engagement_deals"],
    enables: "touches by opportunity",
  }),
  grain: ["system", "engagement_id", "deal_id"],
  columns: {
    system: bound({ given: "system" }, text("Source as closedloop.yaml names it")),
    engagement_id: bound({ recordId: "plain" }, text("The call, email, meeting, note or task")),
    deal_id: bound({ recordId: "plain" }, text("Deal that it was about")),
  },
});
