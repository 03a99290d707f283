import { asSalesforceId, staged } from "../../../../src/table/staged.js";
import { stagedFieldHistory } from "../shared/field_history.js";
import { salesforce_lead_history as raw } from "../sources/salesforce_lead_history.js";

export const salesforce_lead_history = staged(raw, {
  name: "staging.salesforce_lead_history",
  about:
    "One row per change of a tracked field of a Salesforce lead, columns renamed; a change of owner has two rows, one with names and one with ids.",
  grain: ["system", "lead_history_id"],
  columns: {
    system: "system",
    lead_history_id: asSalesforceId("Id"),
    lead_id: asSalesforceId("LeadId"),
    ...stagedFieldHistory,
  },
});
