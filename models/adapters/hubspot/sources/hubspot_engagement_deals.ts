import { source } from "../../../../src/table/model.js";
import { recordIdColumn, replicaDeletedColumn, systemColumn } from "../../../../src/table/source_columns.js";
import { hubspotOrigin } from "../shared/hubspot.js";

export const hubspot_engagement_deals = source({
  name: "raw.hubspot_engagement_deals",
  about: "One row per engagement and deal that it was about.",
  origin: hubspotOrigin("EngagementDeal", {
    otherNames: ["engagement_deals", "hubspot_engagement_deals"],
    enables: "touches by opportunity",
    deletedColumn: "is_deleted",
    saidBy: [
      "EngagementCall.deal_ids",
      "EngagementEmail.deal_ids",
      "EngagementMeeting.deal_ids",
      "EngagementNote.deal_ids",
      "EngagementTask.deal_ids",
    ],
  }),
  grain: ["system", "engagement_id", "deal_id"],
  people: { activity: "engagement_id" },
  columns: {
    system: systemColumn,
    engagement_id: recordIdColumn("Call, email, meeting, note or task"),
    deal_id: recordIdColumn("Deal that the engagement was about"),
    is_deleted: replicaDeletedColumn("the deal was taken off the engagement"),
  },
});
