import { enables, instant, nullable, text, withBinding } from "../../../../src/table/columns.js";
import { source } from "../../../../src/table/model.js";
import { recordIdColumn, systemColumn } from "../../../../src/table/source_columns.js";
import { hubspotOrigin, isDeleted } from "../shared/hubspot.js";

/** What exports call a property of an event: the API, HubSpot's objects, replicas of either, and the UI. */
const headersOf = (apiName: string, property: string, label: string) => ({
  orHeaders: [apiName, property, `property_${property}`, `properties_${property}`, label],
});

export const hubspot_marketing_events = source({
  name: "raw.hubspot_marketing_events",
  about: "One row per marketing event, e.g. a webinar or a conference.",
  origin: hubspotOrigin("MarketingEvent", {
    otherNames: ["marketing_events", "hubspot_marketing_events"],
    enables: "webinars and events by name and kind",
    deletedColumn: "is_deleted",
  }),
  grain: ["system", "id"],
  columns: {
    system: systemColumn,
    id: recordIdColumn("Id of the event", "object_id", "hs_object_id", "property_hs_object_id", "Record ID"),
    event_name: enables(
      "events by name",
      nullable(
        withBinding(
          { ...headersOf("eventName", "hs_event_name", "Event Name"), longest: 1000 },
          text("Name of the event"),
        ),
      ),
    ),
    event_type: enables(
      "telling webinars from other events",
      nullable(
        withBinding(
          headersOf("eventType", "hs_event_type", "Event Type"),
          text("Kind of event in the organizer's words: WEBINAR, CONFERENCE, ..."),
        ),
      ),
    ),
    is_deleted: isDeleted,
    start_date_time: nullable(
      withBinding(headersOf("startDateTime", "hs_start_datetime", "Start Date"), instant("When the event starts, UTC")),
    ),
  },
});
