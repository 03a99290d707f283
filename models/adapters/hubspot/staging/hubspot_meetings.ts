import { flag, instant, nullable, text } from "../../../../src/table/columns.js";
import { model } from "../../../../src/table/model.js";
import { hubspot_meetings as raw } from "../sources/hubspot_meetings.js";

export const hubspot_meetings = model({
  name: "staging.hubspot_meetings",
  about: "One row per meeting that HubSpot logged, renamed.",
  materialized: "view",
  grain: ["system", "engagement_id"],
  from: { raw },
  columns: {
    system: text("Source as closedloop.yaml names it"),
    engagement_id: text("Id of the meeting"),
    owner_id: nullable(text("Owner; a UI export with labels writes the name")),
    booking_link_id: nullable(text("Booking page that it was made from")),
    contact_ids: nullable(text("Contacts that it was with, as a;b, where the export has associations in it")),
    deal_ids: nullable(text("Deals that it was about, as a;b, where the export has associations in it")),
    outcome: nullable(text("SCHEDULED, COMPLETED, RESCHEDULED, NO_SHOW, CANCELED")),
    source: nullable(text("What made it: MEETINGS_PUBLIC where the other side booked it")),
    is_deleted: flag("Deleted in HubSpot; false if the export does not say"),
    started_at: nullable(instant("When it begins, UTC")),
    occurred_at: nullable(instant("When it happened or is due, UTC")),
    created_at: nullable(instant("When it was logged, UTC")),
    modified_at: nullable(instant("When it last changed, UTC")),
  },
  select: (db) =>
    db
      .selectFrom("raw")
      .select(({ fn, lit }) => [
        "system",
        "id as engagement_id",
        "hubspot_owner_id as owner_id",
        "created_from_link_id as booking_link_id",
        "contact_ids",
        "deal_ids",
        "hs_meeting_outcome as outcome",
        "hs_meeting_source as source",
        fn.coalesce("is_deleted", lit(false)).as("is_deleted"),
        "hs_meeting_start_time as started_at",
        "hs_timestamp as occurred_at",
        "hs_createdate as created_at",
        "hs_lastmodifieddate as modified_at",
      ]),
});
