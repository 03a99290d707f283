import { asSalesforceId, firstKnown, orFalse, staged } from "../../../../src/table/staged.js";
import { salesforce_accounts as raw } from "../sources/salesforce_accounts.js";

export const salesforce_accounts = staged(raw, {
  name: "staging.salesforce_accounts",
  about: "One row per Salesforce account, columns renamed; ids in their 18-character form.",
  grain: ["system", "account_id"],
  columns: {
    system: "system",
    account_id: asSalesforceId("Id"),
    master_account_id: asSalesforceId("MasterRecordId"),
    parent_account_id: asSalesforceId("ParentId"),
    owner_id: asSalesforceId("OwnerId"),
    name: "Name",
    website: "Website",
    industry: "Industry",
    country: firstKnown("Billing country as typed, else its ISO code", "BillingCountry", "BillingCountryCode"),
    employee_count: "NumberOfEmployees",
    annual_revenue: "AnnualRevenue",
    is_deleted: orFalse("IsDeleted"),
    created_at: "CreatedDate",
  },
});
