import { enables, instant, nullable, personal, text, withBinding } from "../../../../src/table/columns.js";
import { source } from "../../../../src/table/model.js";
import { recordIdColumn, systemColumn } from "../../../../src/table/source_columns.js";
import { hubspotOrigin } from "../shared/hubspot.js";

export const hubspot_event_participations = source({
  name: "raw.hubspot_event_participations",
  about: "One row per state that a contact reached at a marketing event, e.g. registered, then attended.",
  origin: hubspotOrigin("MarketingEventParticipant", {
    otherNames: [
      "marketing_event_participants",
      "marketing_event_participation",
      "marketing_event_participations",
      "hubspot_event_participations",
    ],
    enables: "webinar and event attendance in engagement scores",
    createdColumn: "created_at",
  }),
  grain: ["system", "marketing_event_id", "contact_id", "email", "attendance_state", "created_at"],
  people: { ids: ["contact_id"], addresses: ["email"] },
  columns: {
    system: systemColumn,
    marketing_event_id: recordIdColumn(
      "Marketing event",
      "marketingEventId",
      "associations_marketing_event_marketing_event_id",
    ),
    contact_id: enables(
      "linking events to the people who took part",
      nullable(recordIdColumn("Contact who took part", "contactId", "associations_contact_contact_id")),
    ),
    email: nullable(
      withBinding(
        { orHeaders: ["associations_contact_email"], longest: 320 },
        personal(text("Email address of the participant, for rows without a contact")),
      ),
    ),
    attendance_state: withBinding(
      {
        orHeaders: [
          "properties_attendance_state",
          "attendanceState",
          "hs_attendance_state",
          "properties_hs_attendance_state",
        ],
      },
      text("REGISTERED, ATTENDED, CANCELLED or NO_SHOW"),
    ),
    created_at: withBinding(
      { orHeaders: ["properties_occurred_at", "occurred_at", "createdAt", "timestamp"] },
      instant("When the contact reached the state, UTC"),
    ),
  },
});
