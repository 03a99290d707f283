import { enables, flag, instant, nullable, personal, text, withBinding } from "../../../../src/table/columns.js";
import { source } from "../../../../src/table/model.js";
import { deletedHeaders, pardotOrigin } from "../shared/pardot.js";

const crmId = "15 or 18 characters";

export const pardot_prospects = source({
  name: "raw.pardot_prospects",
  about: "One row per prospect of a Pardot account, as of the latest load that had it; an address may have several.",
  origin: pardotOrigin("prospects", {
    otherNames: ["prospect"],
    enables: "people of marketing, their first source, links to the CRM",
    describesPeople: true,
    attributes: { email: "email", job_title: "job_title", country: "country", industry: "industry" },
    createdColumn: "created_at",
    changedColumns: ["updated_at"],
    deletedColumn: "is_deleted",
  }),
  grain: ["system", "id"],
  columns: {
    system: withBinding({ given: "system" }, text("Source as closedloop.yaml names it")),
    id: withBinding({ recordId: "plain", orHeaders: ["prospect_id"] }, text("Id of the prospect, a whole number")),
    campaign_id: enables("the campaign that brought a prospect", nullable(text("Campaign of the first touch"))),
    salesforce_id: enables(
      "prospects and Salesforce records are one person, in exports of version 5",
      nullable(text(`Salesforce lead (00Q) or contact (003), as version 5 has it: ${crmId}`)),
    ),
    crm_lead_fid: enables(
      "prospects and Salesforce leads are one person",
      nullable(text(`Salesforce lead that it is synchronised with, ${crmId}`)),
    ),
    crm_contact_fid: enables(
      "prospects and contacts are one person",
      nullable(text(`Salesforce contact that it is synchronised with, ${crmId}`)),
    ),
    crm_owner_fid: enables(
      "owners of prospects that the CRM does not have",
      nullable(withBinding({ orHeaders: ["salesforce_owner_id"] }, text(`Salesforce user who owns it, ${crmId}`))),
    ),
    first_name: nullable(personal(text("Given name"))),
    last_name: nullable(personal(text("Family name"))),
    email: enables(
      "records of one human are joined; internal and test records are known",
      nullable(withBinding({ longest: 320 }, personal(text("As typed; any case")))),
    ),
    job_title: enables("persona, seniority, department", nullable(text("Job title as typed"))),
    company: enables("company names", nullable(text("Company as typed"))),
    country: enables("regions", nullable(text("Country as typed or ISO code"))),
    industry: enables("industry as a dimension and in fit rules", nullable(text("Industry as typed"))),
    source: enables("source and channel", nullable(text("First-touch source as the account words it"))),
    employees: enables(
      "company-size bands and fit rules on size",
      nullable(text("Employees of the company, as typed: Pardot takes any text")),
    ),
    annual_revenue: enables("fit rules on revenue", nullable(text("Annual revenue, as typed: Pardot takes any text"))),
    opted_out: enables("fit rules on who refused mail", nullable(flag("Whether the prospect refused marketing mail"))),
    is_do_not_email: enables("fit rules on who refused mail", nullable(flag("Whether the account sends it no mail"))),
    is_deleted: enables(
      "deleted prospects are left out; without it they count for ever",
      nullable(withBinding({ orHeaders: deletedHeaders }, flag("In the recycle bin; null if the export does not say"))),
    ),
    email_bounced_at: enables(
      "fit rules on addresses that bounce",
      nullable(withBinding({ orHeaders: ["email_bounced_date"] }, instant("When mail to it came back for good, UTC"))),
    ),
    created_at: enables(
      "when a prospect was made",
      nullable(withBinding({ orHeaders: ["Created Date"] }, instant("When the prospect was made, UTC"))),
    ),
    updated_at: enables(
      "changes between two nightly exports get their own instant, not that of the load",
      nullable(withBinding({ orHeaders: ["Updated Date"] }, instant("When it last changed, UTC"))),
    ),
  },
});
