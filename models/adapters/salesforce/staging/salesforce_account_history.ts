import { asSalesforceId, staged } from "../../../../src/table/staged.js";
import { stagedFieldHistory } from "../shared/field_history.js";
import { salesforce_account_history as raw } from "../sources/salesforce_account_history.js";

export const salesforce_account_history = staged(raw, {
  name: "staging.salesforce_account_history",
  about: "One row per change of a tracked field of a Salesforce account, columns renamed.",
  isLarge: true,
  grain: ["system", "account_history_id"],
  columns: {
    system: "system",
    account_history_id: asSalesforceId("Id"),
    account_id: asSalesforceId("AccountId"),
    ...stagedFieldHistory,
  },
});
