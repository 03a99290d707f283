import { enables, instant, nullable, personal, text, withBinding } from "../../../../src/table/columns.js";
import { source } from "../../../../src/table/model.js";
import { hubspotOrigin } from "../shared/hubspot.js";

export const hubspot_event_participations = source({
  name: "raw.hubspot_event_participations",
  about: "One row per state that a contact had at a marketing event: registered, attended, cancelled.",
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
  columns: {
    system: withBinding({ given: "system" }, text("Source as closedloop.yaml names it")),
    marketing_event_id: withBinding(
      { recordId: "plain", orHeaders: ["marketingEventId", "associations_marketing_event_marketing_event_id"] },
      text("The event"),
    ),
    contact_id: enables(
      "who took part",
      nullable(
        withBinding(
          { recordId: "plain", orHeaders: ["contactId", "associations_contact_contact_id"] },
          text("Contact who took part"),
        ),
      ),
    ),
    email: nullable(
      withBinding(
        { orHeaders: ["associations_contact_email"], longest: 320 },
        personal(text("Address of who took part, where no contact is named")),
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
      text("REGISTERED, ATTENDED, CANCELLED, NO_SHOW"),
    ),
    created_at: withBinding(
      { orHeaders: ["properties_occurred_at", "occurred_at", "createdAt", "timestamp"], orMilliseconds: true },
      instant("When, UTC"),
    ),
  },
});
