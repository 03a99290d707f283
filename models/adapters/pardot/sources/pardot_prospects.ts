import { enables, flag, instant, nullable, personal, text, withBinding } from "../../../../src/table/columns.js";
import { source } from "../../../../src/table/model.js";
import { crmIdColumn, recordIdColumn, systemColumn } from "../../../../src/table/source_columns.js";
import { isDeleted, pardotOrigin, updatedAt } from "../shared/pardot.js";

export const pardot_prospects = source({
  name: "raw.pardot_prospects",
  about:
    "One row per prospect of a Pardot account, as last loaded; several may have the same email address; Salesforce ids have 15 or 18 characters.",
  origin: pardotOrigin("prospects", {
    otherNames: ["prospect"],
    enables: "the people of marketing, their first source and their links to the CRM",
    describesPeople: true,
    attributes: {
      email: "email",
      job_title: "job_title",
      country: "country",
      industry: "industry",
      employee_count: "employees",
      annual_revenue: "annual_revenue",
      owner_id: "crm_owner_fid",
    },
    createdColumn: "created_at",
    changedColumns: ["updated_at"],
    deletedColumn: "is_deleted",
    whenMissing: "deleted",
  }),
  grain: ["system", "id"],
  people: { ids: ["id", "salesforce_id", "crm_lead_fid", "crm_contact_fid"], addresses: ["email"] },
  columns: {
    system: systemColumn,
    id: recordIdColumn("Id of the prospect, a whole number", "prospect_id"),
    campaign_id: enables(
      "the campaign that brought a prospect",
      nullable(recordIdColumn("Campaign of the first touch; null if none")),
    ),
    salesforce_id: enables(
      "joining prospects with Salesforce records, in exports of version 5 of the API",
      nullable(crmIdColumn("Salesforce lead (prefix 00Q) or contact (003), in exports of version 5 of the API")),
    ),
    crm_lead_fid: enables(
      "joining prospects with Salesforce leads",
      nullable(crmIdColumn("Salesforce lead that the prospect is synchronized with; null if none")),
    ),
    crm_contact_fid: enables(
      "joining prospects with Salesforce contacts",
      nullable(crmIdColumn("Salesforce contact that the prospect is synchronized with; null if none")),
    ),
    crm_owner_fid: enables(
      "owners of prospects that are not in the CRM",
      nullable(
        withBinding(
          { orHeaders: ["salesforce_owner_id"] },
          crmIdColumn("Salesforce user who owns the prospect; null if none"),
        ),
      ),
    ),
    first_name: nullable(personal(text("First name"))),
    last_name: nullable(personal(text("Last name"))),
    email: enables(
      "joining records by email address; finding test and internal records",
      nullable(withBinding({ longest: 320 }, personal(text("Email address as typed, in any case")))),
    ),
    job_title: enables(
      "persona, seniority and department, and fit rules on them",
      nullable(personal(text("Job title as typed"))),
    ),
    company: enables("company names", nullable(personal(text("Company as typed")))),
    country: enables("regions", nullable(text("Country as typed or ISO code"))),
    industry: enables("reports by industry, and fit rules on it", nullable(text("Industry as typed"))),
    source: enables(
      "reports by source and channel",
      nullable(text("First-touch source in the account's own words, e.g. Webinar")),
    ),
    employees: enables(
      "reports by company size, and fit rules on it",
      nullable(personal(text("Number of employees of the company, as typed: Pardot takes any text"))),
    ),
    annual_revenue: enables(
      "fit rules on revenue",
      nullable(personal(text("Annual revenue of the company, as typed: Pardot takes any text"))),
    ),
    opted_out: enables(
      "fit rules on people who opted out of email",
      nullable(flag("True if the prospect opted out of marketing email; null if the export does not say")),
    ),
    is_do_not_email: enables(
      "fit rules on people who opted out of email",
      nullable(flag("True if the account sends the prospect no email; null if the export does not say")),
    ),
    is_deleted: enables("leaving out deleted prospects; without it they stay in every number", isDeleted),
    email_bounced_at: enables(
      "fit rules on addresses that bounce",
      nullable(
        withBinding(
          { orHeaders: ["email_bounced_date"] },
          instant("When email to the prospect bounced for good, UTC; null if it did not"),
        ),
      ),
    ),
    created_at: enables(
      "when a prospect was created",
      nullable(withBinding({ orHeaders: ["Created Date"] }, instant("When the prospect was created, UTC"))),
    ),
    updated_at: enables(
      "the time of a change between two exports; without it the time of the load",
      withBinding({ orHeaders: ["Updated Date"] }, updatedAt),
    ),
  },
});
