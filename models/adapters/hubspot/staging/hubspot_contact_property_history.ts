import { staged } from "../../../../src/table/staged.js";
import { stagedPropertyHistory } from "../shared/property_history.js";
import { hubspot_contact_property_history as raw } from "../sources/hubspot_contact_property_history.js";

export const hubspot_contact_property_history = staged(raw, {
  name: "staging.hubspot_contact_property_history",
  about: "One row per value that a property of a HubSpot contact was set to, columns renamed.",
  isLarge: true,
  grain: ["system", "contact_id", "property", "occurred_at"],
  columns: {
    system: "system",
    contact_id: "contact_id",
    ...stagedPropertyHistory,
  },
});
