import { instant, nullable, personal, text } from "../../../../src/table/columns.js";
import { model } from "../../../../src/table/model.js";
import { hubspot_event_participations as raw } from "../sources/hubspot_event_participations.js";

export const hubspot_event_participations = model({
  name: "staging.hubspot_event_participations",
  about: "One row per state that a contact had at a HubSpot marketing event, renamed.",
  materialized: "view",
  grain: ["system", "marketing_event_id", "contact_id", "email", "attendance_state", "occurred_at"],
  from: { raw },
  columns: {
    system: text("Source as closedloop.yaml names it"),
    marketing_event_id: text("The event"),
    contact_id: nullable(text("Contact who took part")),
    email: nullable(personal(text("Address of who took part, where no contact is named"))),
    attendance_state: text("REGISTERED, ATTENDED, CANCELLED, NO_SHOW"),
    occurred_at: instant("When, UTC"),
  },
  select: (db) =>
    db
      .selectFrom("raw")
      .select(["system", "marketing_event_id", "contact_id", "email", "attendance_state", "created_at as occurred_at"]),
});
