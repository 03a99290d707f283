import { staged } from "../../../../src/table/staged.js";
import { hubspot_deal_stages as raw } from "../sources/hubspot_deal_stages.js";

export const hubspot_deal_stages = staged(raw, {
  name: "staging.hubspot_deal_stages",
  about: "One row per stage that a HubSpot deal entered, columns renamed.",
  grain: ["system", "deal_id", "stage", "entered_at"],
  columns: {
    system: "system",
    deal_id: "deal_id",
    stage: "value",
    entered_at: "date_entered",
  },
});
