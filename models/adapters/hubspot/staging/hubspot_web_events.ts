import { instant, nullable, personal, text } from "../../../../src/table/columns.js";
import { model } from "../../../../src/table/model.js";
import { hubspot_web_events as raw } from "../sources/hubspot_web_events.js";

export const hubspot_web_events = model({
  name: "staging.hubspot_web_events",
  about: "One row per visit of a page, or other behavioural event, of a HubSpot contact, renamed.",
  materialized: "view",
  grain: ["system", "web_event_id"],
  from: { raw },
  columns: {
    system: text("Source as closedloop.yaml names it"),
    web_event_id: text("Id of the event"),
    contact_id: nullable(text("Contact who did it")),
    type: text("e_visited_page, or the name of a custom event"),
    url: nullable(personal(text("The page"))),
    occurred_at: instant("When, UTC"),
  },
  select: (db) =>
    db
      .selectFrom("raw")
      .select(["system", "id as web_event_id", "contact_id", "event_type as type", "url", "occurred_at"]),
});
