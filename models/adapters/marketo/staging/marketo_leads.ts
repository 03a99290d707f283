import { asSalesforceId, firstKnown, orFalse, staged, trimmed } from "../../../../src/table/staged.js";
import { wholeNameOrParts } from "../../../shared/full_name.js";
import { marketo_leads as raw } from "../sources/marketo_leads.js";

export const marketo_leads = staged(raw, {
  name: "staging.marketo_leads",
  about: "One row per Marketo lead, columns renamed; ids of Salesforce in their 18-character form.",
  grain: ["system", "lead_id"],
  columns: {
    system: "system",
    lead_id: "id",
    salesforce_lead_id: asSalesforceId("sfdcLeadId"),
    salesforce_contact_id: asSalesforceId("sfdcContactId"),
    salesforce_account_id: asSalesforceId("sfdcAccountId"),
    acquisition_program_id: trimmed("acquisitionProgramId"),
    salesforce_type: "sfdcType",
    email: "email",
    full_name: wholeNameOrParts("fullName", "firstName", "lastName"),
    job_title: "title",
    company: "company",
    industry: "industry",
    country: "country",
    lead_source: "leadSource",
    original_source_type: "originalSourceType",
    status: "leadStatus",
    employee_count: "numberOfEmployees",
    annual_revenue: "annualRevenue",
    is_unsubscribed: "unsubscribed",
    is_email_invalid: "emailInvalid",
    is_anonymous: orFalse("isAnonymous"),
    is_deleted: orFalse("isDeleted"),
    created_at: "createdAt",
    modified_at: firstKnown(
      "When a standard field last changed, else when it was created, UTC",
      "updatedAt",
      "createdAt",
    ),
  },
});
