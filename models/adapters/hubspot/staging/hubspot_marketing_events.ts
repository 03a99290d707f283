import { flag, instant, nullable, text } from "../../../../src/table/columns.js";
import { model } from "../../../../src/table/model.js";
import { hubspot_marketing_events as raw } from "../sources/hubspot_marketing_events.js";

export const hubspot_marketing_events = model({
  name: "staging.hubspot_marketing_events",
  about: "One row per HubSpot marketing event, renamed.",
  materialized: "view",
  grain: ["system", "marketing_event_id"],
  from: { raw },
  columns: {
    system: text("Source as closedloop.yaml names it"),
    marketing_event_id: text("Id of the event"),
    name: nullable(text("Name of the event")),
    type: nullable(text("WEBINAR, CONFERENCE, ... as the organizer words it")),
    is_deleted: flag("Deleted in HubSpot; false if the export does not say"),
    started_at: nullable(instant("When it began, UTC")),
  },
  select: (db) =>
    db
      .selectFrom("raw")
      .select(({ fn, lit }) => [
        "system",
        "id as marketing_event_id",
        "event_name as name",
        "event_type as type",
        fn.coalesce("is_deleted", lit(false)).as("is_deleted"),
        "start_date_time as started_at",
      ]),
});
