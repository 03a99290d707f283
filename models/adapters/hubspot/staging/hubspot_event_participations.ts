import { staged } from "../../../../src/table/staged.js";
import { hubspot_event_participations as raw } from "../sources/hubspot_event_participations.js";

export const hubspot_event_participations = staged(raw, {
  name: "staging.hubspot_event_participations",
  about: "One row per state that a contact reached at a HubSpot marketing event, columns renamed.",
  grain: ["system", "marketing_event_id", "contact_id", "email", "attendance_state", "occurred_at"],
  columns: {
    system: "system",
    marketing_event_id: "marketing_event_id",
    contact_id: "contact_id",
    email: "email",
    attendance_state: "attendance_state",
    occurred_at: "created_at",
  },
});
