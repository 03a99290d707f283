import { enables, flag, instant, nullable, text, withBinding } from "../../../../src/table/columns.js";
import { source } from "../../../../src/table/model.js";
import { hubspotOrigin } from "../shared/hubspot.js";

export const hubspot_marketing_events = source({
  name: "raw.hubspot_marketing_events",
  about: "One row per marketing event: a webinar, a conference.",
  origin: hubspotOrigin("MarketingEvent", {
    otherNames: ["marketing_events", "hubspot_marketing_events"],
    enables: "webinars and events by name and kind",
    deletedColumn: "is_deleted",
  }),
  grain: ["system", "id"],
  columns: {
    system: withBinding({ given: "system" }, text("Source as closedloop.yaml names it")),
    id: withBinding(
      { recordId: "plain", orHeaders: ["object_id", "hs_object_id", "property_hs_object_id", "Record ID"] },
      text("Id of the event"),
    ),
    event_name: enables(
      "events by name",
      nullable(
        withBinding(
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
        withBinding(
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
        withBinding(
          { orHeaders: ["_fivetran_deleted", "archived"] },
          flag("Deleted in HubSpot; null if the export does not say"),
        ),
      ),
    ),
    start_date_time: nullable(
      withBinding(
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
