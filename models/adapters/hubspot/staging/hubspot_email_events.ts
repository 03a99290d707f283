import { staged } from "../../../../src/table/staged.js";
import { hubspot_email_events as raw } from "../sources/hubspot_email_events.js";

export const hubspot_email_events = staged(raw, {
  name: "staging.hubspot_email_events",
  about: "One row per event of a HubSpot marketing email, columns renamed.",
  isLarge: true,
  grain: ["system", "email_event_id"],
  columns: {
    system: "system",
    email_event_id: "id",
    email_campaign_id: "email_campaign_id",
    recipient: "recipient",
    type: "type",
    subscription_status: "portal_subscription_status",
    url: "url",
    is_filtered: "filtered_event",
    occurred_at: "created",
  },
});
