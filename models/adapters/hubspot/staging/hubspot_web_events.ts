import { staged } from "../../../../src/table/staged.js";
import { hubspot_web_events as raw } from "../sources/hubspot_web_events.js";

export const hubspot_web_events = staged(raw, {
  name: "staging.hubspot_web_events",
  about: "One row per page view or other behavioral event of a HubSpot contact, columns renamed.",
  isLarge: true,
  grain: ["system", "web_event_id"],
  columns: {
    system: "system",
    web_event_id: "id",
    contact_id: "contact_id",
    type: "event_type",
    url: "url",
    occurred_at: "occurred_at",
  },
});
