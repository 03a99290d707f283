import { enables, instant, nullable, personal, text, withBinding } from "../../../../src/table/columns.js";
import { source } from "../../../../src/table/model.js";
import { hubspotOrigin } from "../shared/hubspot.js";

export const hubspot_web_events = source({
  name: "raw.hubspot_web_events",
  about: "One row per visit of a page, or other behavioural event, of a contact.",
  origin: hubspotOrigin("WebEvent", {
    otherNames: ["web_events", "hubspot_web_events", "event", "events", "page_views"],
    enables: "page visits in engagement scores",
    createdColumn: "occurred_at",
  }),
  grain: ["system", "id"],
  columns: {
    system: withBinding({ given: "system" }, text("Source as closedloop.yaml names it")),
    id: withBinding({ recordId: "plain", orHeaders: ["event_id"] }, text("Id of the event")),
    contact_id: enables(
      "whose visit it was",
      nullable(
        withBinding(
          { recordId: "plain", orHeaders: ["object_id", "objectId", "contactId"] },
          text("Contact who did it"),
        ),
      ),
    ),
    event_type: withBinding(
      { orHeaders: ["eventType", "type", "event_name"] },
      text("e_visited_page, or the name of a custom event"),
    ),
    url: enables(
      "pages: rules on assets",
      nullable(
        withBinding(
          { orHeaders: ["hs_url", "properties_hs_url", "property_hs_url", "page_url"], longest: 4000 },
          personal(text("The page")),
        ),
      ),
    ),
    occurred_at: withBinding({ orHeaders: ["occurredAt", "timestamp"], orMilliseconds: true }, instant("When, UTC")),
  },
});
