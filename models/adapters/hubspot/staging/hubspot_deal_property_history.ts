import { staged } from "../../../../src/table/staged.js";
import { stagedPropertyHistory } from "../shared/property_history.js";
import { hubspot_deal_property_history as raw } from "../sources/hubspot_deal_property_history.js";

export const hubspot_deal_property_history = staged(raw, {
  name: "staging.hubspot_deal_property_history",
  about: "One row per value that a property of a HubSpot deal was set to, columns renamed.",
  grain: ["system", "deal_id", "property", "occurred_at"],
  columns: {
    system: "system",
    deal_id: "deal_id",
    ...stagedPropertyHistory,
  },
});
