import { enables, instant, nullable, personal, text, withBinding } from "../../../../src/table/columns.js";
import { source } from "../../../../src/table/model.js";
import { recordIdColumn, systemColumn } from "../../../../src/table/source_columns.js";
import { hubspotOrigin } from "../shared/hubspot.js";

export const hubspot_web_events = source({
  name: "raw.hubspot_web_events",
  about: "One row per page view or other behavioral event of a contact.",
  origin: hubspotOrigin("WebEvent", {
    otherNames: ["web_events", "hubspot_web_events", "event", "events", "page_views"],
    enables: "page views in engagement scores",
    createdColumn: "occurred_at",
  }),
  grain: ["system", "id"],
  people: { ids: ["contact_id"] },
  columns: {
    system: systemColumn,
    id: recordIdColumn("Id of the event", "event_id"),
    contact_id: enables(
      "linking page views to people",
      nullable(recordIdColumn("Contact who did it", "object_id", "objectId", "contactId")),
    ),
    event_type: withBinding(
      { orHeaders: ["eventType", "type", "event_name"] },
      text("e_visited_page for a page view, or the name of a custom event"),
    ),
    url: enables(
      "activity rules by page",
      nullable(
        withBinding(
          { orHeaders: ["hs_url", "properties_hs_url", "property_hs_url", "page_url"], longest: 4000 },
          personal(text("Address of the page")),
        ),
      ),
    ),
    occurred_at: withBinding({ orHeaders: ["occurredAt", "timestamp"] }, instant("When it happened, UTC")),
  },
});
