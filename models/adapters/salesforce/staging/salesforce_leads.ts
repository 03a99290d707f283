import { sql } from "kysely";
import { flag } from "../../../../src/table/columns.js";
import { salesforceId } from "../../../../src/table/salesforce_id.js";
import { asSalesforceId, computed, firstKnown, orFalse, staged } from "../../../../src/table/staged.js";
import { modifiedAt, stagedName } from "../shared/salesforce.js";
import { salesforce_leads as raw } from "../sources/salesforce_leads.js";

export const salesforce_leads = staged(raw, {
  name: "staging.salesforce_leads",
  about: "One row per Salesforce lead, columns renamed; ids in their 18-character form.",
  grain: ["system", "lead_id"],
  columns: {
    system: "system",
    lead_id: asSalesforceId("Id"),
    master_lead_id: asSalesforceId("MasterRecordId"),
    owner_id: asSalesforceId("OwnerId"),
    converted_account_id: asSalesforceId("ConvertedAccountId"),
    converted_contact_id: asSalesforceId("ConvertedContactId"),
    converted_opportunity_id: asSalesforceId("ConvertedOpportunityId"),
    email: "Email",
    full_name: stagedName,
    job_title: "Title",
    company: "Company",
    country: firstKnown("Country as typed, else its ISO code", "Country", "CountryCode"),
    industry: "Industry",
    lead_source: "LeadSource",
    status: "Status",
    employee_count: "NumberOfEmployees",
    annual_revenue: "AnnualRevenue",
    // A SOQL export may lack IsConverted and still have the ids that the lead was converted to.
    is_converted: computed(
      flag("True if the lead was converted; false if the export does not say"),
      ({ ref }) => sql<boolean>`coalesce("IsConverted", ${salesforceId(ref("ConvertedContactId"))} is not null, false)`,
    ),
    is_deleted: orFalse("IsDeleted"),
    has_opted_out_of_email: "HasOptedOutOfEmail",
    converted_date: "ConvertedDate",
    email_bounced_at: "EmailBouncedDate",
    created_at: "CreatedDate",
    modified_at: modifiedAt,
  },
});
