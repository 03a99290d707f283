import { orFalse, staged } from "../../../../src/table/staged.js";
import { hubspot_marketing_events as raw } from "../sources/hubspot_marketing_events.js";

export const hubspot_marketing_events = staged(raw, {
  name: "staging.hubspot_marketing_events",
  about: "One row per HubSpot marketing event, columns renamed.",
  grain: ["system", "marketing_event_id"],
  columns: {
    system: "system",
    marketing_event_id: "id",
    name: "event_name",
    type: "event_type",
    is_deleted: orFalse("is_deleted"),
    started_at: "start_date_time",
  },
});
