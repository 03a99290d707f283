import { asSalesforceId, staged } from "../../../../src/table/staged.js";
import { stagedFieldHistory } from "../shared/field_history.js";
import { salesforce_opportunity_field_history as raw } from "../sources/salesforce_opportunity_field_history.js";

export const salesforce_opportunity_field_history = staged(raw, {
  name: "staging.salesforce_opportunity_field_history",
  about: "One row per change of a tracked field of a Salesforce opportunity, columns renamed.",
  grain: ["system", "opportunity_field_history_id"],
  columns: {
    system: "system",
    opportunity_field_history_id: asSalesforceId("Id"),
    opportunity_id: asSalesforceId("OpportunityId"),
    ...stagedFieldHistory,
  },
});
