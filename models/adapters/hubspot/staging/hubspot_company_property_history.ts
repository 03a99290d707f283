import { staged } from "../../../../src/table/staged.js";
import { stagedPropertyHistory } from "../shared/property_history.js";
import { hubspot_company_property_history as raw } from "../sources/hubspot_company_property_history.js";

export const hubspot_company_property_history = staged(raw, {
  name: "staging.hubspot_company_property_history",
  about: "One row per value that a property of a HubSpot company was set to, columns renamed.",
  isLarge: true,
  grain: ["system", "company_id", "property", "occurred_at"],
  columns: {
    system: "system",
    company_id: "company_id",
    ...stagedPropertyHistory,
  },
});
