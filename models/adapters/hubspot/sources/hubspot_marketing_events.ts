import { bound, enables, flag, instant, nullable, text } from "../../../../src/table/columns.js";
import { source } from "../../../../src/table/model.js";
import { hubspotExport } from "../shared/hubspot.js";

export const hubspot_marketing_events = source({
  name: "raw.hubspot_marketing_events",
  about: "One row per marketing event: a webinar, a conference.",
  origin: hubspotExport("MarketingEvent", {
    otherNames: ["marketing_events", "hubspot_marketing_events"],
    enables: "webinars and events by name and kind",
    deleted: "is_deleted",
  }),
  grain: ["system", "id"],
  columns: {
    system: bound({ given: "system" }, text("Source as closedloop.yaml names it")),
    id: bound(
      { recordId: "plain", orHeaders: ["object_id", "hs_object_id", "property_hs_object_id", "Record ID"] },
      text("Id of the event"),
    ),
    event_name: enables(
      "events by name",
      nullable(
        bound(
          {
            orHeaders: [
              "eventName",
              "hs_event_name",
              "property_hs_event_name",
              "properties_hs_event_name",
              "Event Name",
            ],
            longest: 1000,
          },
          text("Name of the event"),
        ),
      ),
    ),
    event_type: enables(
      "webinars apart from other events",
      nullable(
        bound(
          {
            orHeaders: [
              "eventType",
              "hs_event_type",
              "property_hs_event_type",
              "properties_hs_event_type",
              "Event Type",
            ],
          },
          text("WEBINAR, CONFERENCE, ... as the organizer words it"),
        ),
      ),
    ),
    is_deleted: enables(
      "deleted records are left out; without it they count for ever",
      nullable(
        bound(
          { orHeaders: ["_fivetran_deleted", "archived"] },
          flag("Deleted in HubSpot; null if the export does not say"),
        ),
      ),
    ),
    start_date_time: nullable(
      bound(
        {
          orHeaders: [
            "startDateTime",
            "hs_start_datetime",
            "property_hs_start_datetime",
            "properties_hs_start_datetime",
            "Start Date",
          ],
          orMilliseconds: true,
        },
        instant("When it began, UTC"),
      ),
    ),
  },
});
