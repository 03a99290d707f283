import { enables, text, withBinding } from "../../../../src/table/columns.js";
import { source } from "../../../../src/table/model.js";
import { engagementAssociations, engagementIds, engagementOrigin, engagementTimes } from "../shared/engagements.js";
import { isDeleted, property } from "../shared/hubspot.js";

export const hubspot_emails = source({
  name: "raw.hubspot_emails",
  about: "One row per email logged in HubSpot, as last loaded; without its text.",
  origin: engagementOrigin("EngagementEmail", "emails", "one-to-one emails of sales, and the replies to them"),
  grain: ["system", "id"],
  people: { activity: "id", participants: ["contact_ids"] },
  columns: {
    ...engagementIds("email"),
    hs_sequence_id: enables(
      "telling emails of sequences from those that a person wrote",
      property(
        "hs_sequence_id",
        withBinding({ recordId: "plain" }, text("Sequence that sent the email; null if a person did")),
        "Sequence ID",
      ),
    ),
    ...engagementAssociations("email"),
    hs_email_direction: enables(
      "telling emails of sales from replies to them",
      property(
        "hs_email_direction",
        text("EMAIL: sent by sales; INCOMING_EMAIL: a reply; FORWARDED_EMAIL"),
        "Email direction",
      ),
    ),
    hs_email_status: property(
      "hs_email_status",
      text("Status of sending: SENT, BOUNCED, SCHEDULED, FAILED, ..."),
      "Email send status",
      "status",
    ),
    hs_engagement_source: property(
      "hs_engagement_source",
      text("What logged the email: CRM_UI, SEQUENCES, WORKFLOWS, ..."),
      "Engagement Source",
      "hs_object_source",
      "property_hs_object_source",
    ),
    is_deleted: isDeleted,
    ...engagementTimes,
  },
});
