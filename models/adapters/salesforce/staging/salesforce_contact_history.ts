import { asSalesforceId, staged } from "../../../../src/table/staged.js";
import { stagedFieldHistory } from "../shared/field_history.js";
import { salesforce_contact_history as raw } from "../sources/salesforce_contact_history.js";

export const salesforce_contact_history = staged(raw, {
  name: "staging.salesforce_contact_history",
  about:
    "One row per change of a tracked field of a Salesforce contact, columns renamed; a change of owner has two rows, one with names and one with ids.",
  grain: ["system", "contact_history_id"],
  columns: {
    system: "system",
    contact_history_id: asSalesforceId("Id"),
    contact_id: asSalesforceId("ContactId"),
    ...stagedFieldHistory,
  },
});
