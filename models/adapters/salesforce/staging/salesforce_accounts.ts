import { sql } from "kysely";
import { flag, nullable, text } from "../../../../src/table/columns.js";
import { salesforceId } from "../../../../src/table/salesforce_id.js";
import { asSalesforceId, computed, firstKnown, orFalse, staged } from "../../../../src/table/staged.js";
import { wholeNameOrParts } from "../../../shared/full_name.js";
import { modifiedAt } from "../shared/salesforce.js";
import { salesforce_accounts as raw } from "../sources/salesforce_accounts.js";

const isPerson = sql<boolean>`coalesce("IsPersonAccount", ${salesforceId(sql.ref<string | null>("PersonContactId"))} is not null, false)`;

export const salesforce_accounts = staged(raw, {
  name: "staging.salesforce_accounts",
  about: "One row per Salesforce account, columns renamed; ids in their 18-character form.",
  grain: ["system", "account_id"],
  columns: {
    system: "system",
    account_id: asSalesforceId("Id"),
    master_account_id: asSalesforceId("MasterRecordId"),
    parent_account_id: asSalesforceId("ParentId"),
    person_contact_id: asSalesforceId("PersonContactId"),
    owner_id: asSalesforceId("OwnerId"),
    company_name: computed(
      nullable(text("Name of the company; null for a person account")),
      () => sql<string | null>`case when not ${isPerson} then "Name" end`,
    ),
    person_name: wholeNameOrParts("Name", "FirstName", "LastName"),
    website: "Website",
    industry: "Industry",
    country: firstKnown("Billing country as typed, else its ISO code", "BillingCountry", "BillingCountryCode"),
    person_email: "PersonEmail",
    person_title: "PersonTitle",
    person_country: firstKnown(
      "Mailing country of a person account, else its billing country",
      "PersonMailingCountry",
      "BillingCountry",
      "BillingCountryCode",
    ),
    person_lead_source: "PersonLeadSource",
    employee_count: "NumberOfEmployees",
    annual_revenue: "AnnualRevenue",
    is_person: computed(flag("True if the account is a person; false if the export does not say"), () => isPerson),
    person_has_opted_out_of_email: "PersonHasOptedOutOfEmail",
    is_deleted: orFalse("IsDeleted"),
    person_email_bounced_at: "PersonEmailBouncedDate",
    created_at: "CreatedDate",
    modified_at: modifiedAt,
  },
});
