import { sql } from "kysely";
import { date, flag, instant, money, nullable, personal, text, whole } from "../../../../src/table/columns.js";
import { model } from "../../../../src/table/model.js";
import { salesforceId } from "../../../../src/table/salesforce_id.js";
import { fullName } from "../../../shared/full_name.js";
import { salesforce_leads as raw } from "../sources/salesforce_leads.js";

export const salesforce_leads = model({
  name: "staging.salesforce_leads",
  about: "One row per Salesforce lead, renamed; ids in their 18-character form.",
  materialized: "view",
  grain: ["system", "lead_id"],
  from: { raw },
  columns: {
    system: text("Source as closedloop.yaml names it"),
    lead_id: text("Lead id"),
    master_lead_id: nullable(text("Lead that this deleted one was merged into; null if not merged")),
    owner_id: nullable(text("User or queue who owns the lead")),
    converted_account_id: nullable(text("Account of the conversion")),
    converted_contact_id: nullable(text("Contact of the conversion")),
    converted_opportunity_id: nullable(text("Opportunity of the conversion; null if none was made")),
    email: nullable(personal(text("As typed; any case"))),
    full_name: nullable(personal(text("Name, else first and last name"))),
    job_title: nullable(text("Job title as typed")),
    company: nullable(text("Company as typed")),
    country: nullable(text("Country as typed, else its ISO code")),
    industry: nullable(text("Industry picklist value")),
    lead_source: nullable(text("First-touch source as the org words it")),
    status: nullable(text("Lead status as the org words it")),
    employee_count: nullable(whole("Employees of the company")),
    annual_revenue: nullable(money("Annual revenue of the company", "org currency")),
    is_converted: flag("Whether the lead was converted; false if the export does not say"),
    is_deleted: flag("In the recycle bin, or merged away; false if the export does not say"),
    has_opted_out_of_email: nullable(flag("Whether the human refused marketing mail; null if the export does not say")),
    converted_date: nullable(date("Day of the conversion in the reporting zone")),
    email_bounced_at: nullable(instant("When mail to the address last came back, UTC; null if none did")),
    created_at: nullable(instant("When the lead was made, UTC")),
    modified_at: nullable(instant("When a user last changed it, else when it was made, UTC")),
  },
  select: (db) =>
    db.selectFrom("raw").select(({ fn, lit, ref }) => [
      "system",
      salesforceId(ref("Id")).as("lead_id"),
      salesforceId(ref("MasterRecordId")).as("master_lead_id"),
      salesforceId(ref("OwnerId")).as("owner_id"),
      salesforceId(ref("ConvertedAccountId")).as("converted_account_id"),
      salesforceId(ref("ConvertedContactId")).as("converted_contact_id"),
      salesforceId(ref("ConvertedOpportunityId")).as("converted_opportunity_id"),
      "Email as email",
      fullName(ref("Name"), ref("FirstName"), ref("LastName")).as("full_name"),
      "Title as job_title",
      "Company as company",
      fn.coalesce("Country", "CountryCode").as("country"),
      "Industry as industry",
      "LeadSource as lead_source",
      "Status as status",
      "NumberOfEmployees as employee_count",
      "AnnualRevenue as annual_revenue",
      // A SOQL export may leave the flag out and still name what the conversion made.
      sql<boolean>`coalesce("IsConverted", ${salesforceId(ref("ConvertedContactId"))} is not null, false)`.as(
        "is_converted",
      ),
      fn.coalesce("IsDeleted", lit(false)).as("is_deleted"),
      "HasOptedOutOfEmail as has_opted_out_of_email",
      "ConvertedDate as converted_date",
      "EmailBouncedDate as email_bounced_at",
      "CreatedDate as created_at",
      fn.coalesce("LastModifiedDate", "SystemModstamp", "CreatedDate").as("modified_at"),
    ]),
});
