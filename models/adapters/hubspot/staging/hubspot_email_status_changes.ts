import { staged } from "../../../../src/table/staged.js";
import { hubspot_email_status_changes as raw } from "../sources/hubspot_email_status_changes.js";

export const hubspot_email_status_changes = staged(raw, {
  name: "staging.hubspot_email_status_changes",
  about: "One row per change of a HubSpot subscription, columns renamed.",
  grain: ["system", "email_event_id"],
  columns: {
    system: "system",
    email_event_id: "id",
    subscription_status: "portal_subscription_status",
  },
});
