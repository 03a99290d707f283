import { flag, instant, money, nullable, personal, text, whole } from "../../../../src/table/columns.js";
import { model } from "../../../../src/table/model.js";
import { salesforceId } from "../../../../src/table/salesforce_id.js";
import { fullName } from "../../../shared/full_name.js";
import { marketo_leads as raw } from "../sources/marketo_leads.js";

export const marketo_leads = model({
  name: "staging.marketo_leads",
  about: "One row per Marketo lead, renamed; ids of Salesforce in their 18-character form.",
  materialized: "view",
  grain: ["system", "lead_id"],
  from: { raw },
  columns: {
    system: text("Source as closedloop.yaml names it"),
    lead_id: text("Id of the lead"),
    salesforce_lead_id: nullable(text("Salesforce lead that it is synchronised with; null if none")),
    salesforce_contact_id: nullable(text("Salesforce contact that it is synchronised with; null if none")),
    salesforce_account_id: nullable(text("Account of that contact; null if none")),
    acquisition_program_id: nullable(text("Program that acquired the lead")),
    salesforce_type: nullable(text("Lead or Contact, where synchronised")),
    email: nullable(personal(text("As typed; any case"))),
    full_name: nullable(personal(text("Name as one text; null if none was typed"))),
    job_title: nullable(text("Job title as typed")),
    company: nullable(text("Company as typed")),
    industry: nullable(text("Industry as typed")),
    country: nullable(text("Country as typed or ISO code")),
    lead_source: nullable(text("First-touch source as the instance words it")),
    original_source_type: nullable(text("How Marketo itself first met the lead")),
    status: nullable(text("Lead status as the instance words it")),
    employee_count: nullable(whole("Employees of the company")),
    annual_revenue: nullable(money("Annual revenue of the company", "instance currency")),
    is_unsubscribed: nullable(flag("Whether the lead refused marketing mail; null if the export does not say")),
    is_email_invalid: nullable(flag("Whether mail to the address came back for good; null if the export does not say")),
    is_anonymous: flag("Whether it is a web visitor whom nobody knows; false if the export does not say"),
    created_at: nullable(instant("When the lead was made, UTC")),
    modified_at: nullable(instant("When a standard field of it last changed, else when it was made, UTC")),
  },
  select: (db) =>
    db
      .selectFrom("raw")
      .select(({ fn, lit, ref }) => [
        "system",
        "id as lead_id",
        salesforceId(ref("sfdcLeadId")).as("salesforce_lead_id"),
        salesforceId(ref("sfdcContactId")).as("salesforce_contact_id"),
        salesforceId(ref("sfdcAccountId")).as("salesforce_account_id"),
        fn<string | null>("trim", ["acquisitionProgramId"]).as("acquisition_program_id"),
        "sfdcType as salesforce_type",
        "email",
        fullName(ref("fullName"), ref("firstName"), ref("lastName")).as("full_name"),
        "title as job_title",
        "company",
        "industry",
        "country",
        "leadSource as lead_source",
        "originalSourceType as original_source_type",
        "leadStatus as status",
        "numberOfEmployees as employee_count",
        "annualRevenue as annual_revenue",
        "unsubscribed as is_unsubscribed",
        "emailInvalid as is_email_invalid",
        fn.coalesce("isAnonymous", lit(false)).as("is_anonymous"),
        "createdAt as created_at",
        fn.coalesce("updatedAt", "createdAt").as("modified_at"),
      ]),
});
