import { source } from "../../../../src/table/model.js";
import { recordIdColumn, replicaDeletedColumn, systemColumn } from "../../../../src/table/source_columns.js";
import { hubspotOrigin } from "../shared/hubspot.js";

export const hubspot_engagement_contacts = source({
  name: "raw.hubspot_engagement_contacts",
  about: "One row per engagement and contact on it.",
  origin: hubspotOrigin("EngagementContact", {
    otherNames: ["engagement_contacts", "hubspot_engagement_contacts"],
    enables: "linking sales touches to people",
    deletedColumn: "is_deleted",
    saidBy: [
      "EngagementCall.contact_ids",
      "EngagementEmail.contact_ids",
      "EngagementMeeting.contact_ids",
      "EngagementNote.contact_ids",
      "EngagementTask.contact_ids",
    ],
  }),
  grain: ["system", "engagement_id", "contact_id"],
  people: { activity: "engagement_id", ids: ["contact_id"] },
  columns: {
    system: systemColumn,
    engagement_id: recordIdColumn("Call, email, meeting, note or task"),
    contact_id: recordIdColumn("Contact that the engagement was with"),
    is_deleted: replicaDeletedColumn("the contact was taken off the engagement"),
  },
});
