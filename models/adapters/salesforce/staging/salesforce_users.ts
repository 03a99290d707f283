import { asSalesforceId, staged } from "../../../../src/table/staged.js";
import { stagedName } from "../shared/salesforce.js";
import { salesforce_users as raw } from "../sources/salesforce_users.js";

export const salesforce_users = staged(raw, {
  name: "staging.salesforce_users",
  about: "One row per Salesforce user, columns renamed; ids in their 18-character form.",
  grain: ["system", "user_id"],
  columns: {
    system: "system",
    user_id: asSalesforceId("Id"),
    full_name: stagedName,
    department: "Department",
    is_active: "IsActive",
    created_at: "CreatedDate",
  },
});
