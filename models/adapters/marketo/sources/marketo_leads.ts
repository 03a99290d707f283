import {
  enables,
  flag,
  instant,
  money,
  nullable,
  personal,
  text,
  whole,
  withBinding,
} from "../../../../src/table/columns.js";
import { source } from "../../../../src/table/model.js";
import {
  crmIdColumn,
  recordIdColumn,
  replicaDeletedColumn,
  systemColumn,
} from "../../../../src/table/source_columns.js";
import { marketoOrigin } from "../shared/marketo.js";

export const marketo_leads = source({
  name: "raw.marketo_leads",
  about: "One row per lead of a Marketo instance, as last loaded; columns have their names in the REST API.",
  origin: marketoOrigin("leads", {
    otherNames: ["lead"],
    enables: "people of marketing, their first source, and links to the CRM",
    describesPeople: true,
    attributes: {
      email: "email",
      job_title: "title",
      country: "country",
      industry: "industry",
      employee_count: "numberOfEmployees",
      annual_revenue: "annualRevenue",
    },
    createdColumn: "createdAt",
    changedColumns: ["updatedAt"],
    deletedColumn: "isDeleted",
    whenMissing: "deleted",
  }),
  grain: ["system", "id"],
  people: { ids: ["id", "sfdcLeadId", "sfdcContactId"], addresses: ["email"] },
  columns: {
    system: systemColumn,
    id: recordIdColumn("Id of the lead, a whole number"),
    sfdcLeadId: enables(
      "joining Marketo leads with Salesforce leads",
      nullable(crmIdColumn("Salesforce lead that it is synchronised with; null if none")),
    ),
    sfdcContactId: enables(
      "joining Marketo leads with Salesforce contacts",
      nullable(crmIdColumn("Salesforce contact that it is synchronised with; null if none")),
    ),
    sfdcAccountId: nullable(crmIdColumn("Account of that Salesforce contact; null if none")),
    acquisitionProgramId: enables(
      "the campaign that brought a lead",
      nullable(recordIdColumn("Program that acquired the lead; null if none")),
    ),
    sfdcType: nullable(text("Lead or Contact; null if not synchronised")),
    fullName: nullable(withBinding({ longest: 500 }, personal(text("Full name")))),
    firstName: nullable(withBinding({ longest: 255 }, personal(text("First name")))),
    lastName: nullable(withBinding({ longest: 255 }, personal(text("Last name")))),
    email: enables(
      "joining records by email address; finding test and internal records",
      nullable(withBinding({ longest: 320 }, personal(text("Email address as typed, in any case")))),
    ),
    title: enables("persona, seniority and department", nullable(personal(text("Job title as typed")))),
    company: enables("company names", nullable(withBinding({ longest: 255 }, personal(text("Company as typed"))))),
    country: enables("regions", nullable(text("Country as typed or ISO code"))),
    industry: enables("reports by industry, and fit rules on it", nullable(text("Industry as typed"))),
    leadSource: enables(
      "reports by source and channel",
      nullable(text("First-touch source in the instance's own words, e.g. Webinar")),
    ),
    originalSourceType: enables(
      "a source for leads without leadSource",
      nullable(text("How the lead first came into Marketo, e.g. Web form fillout or List import")),
    ),
    leadStatus: nullable(text("Lead status in the instance's own words")),
    numberOfEmployees: enables(
      "reports by company size, and fit rules on it",
      nullable(whole("Number of employees of the company")),
    ),
    annualRevenue: enables(
      "fit rules on revenue",
      nullable(money("Annual revenue of the company", "currency of the instance")),
    ),
    unsubscribed: enables(
      "fit rules on people who opted out of email",
      nullable(flag("True if the lead opted out of marketing email; null if the export does not say")),
    ),
    emailInvalid: enables(
      "fit rules on addresses that bounced",
      nullable(flag("True if email to the address bounced for good; null if the export does not say")),
    ),
    isAnonymous: enables(
      "leaving out anonymous web visitors",
      nullable(flag("True if it is an anonymous web visitor; null if the export does not say")),
    ),
    isDeleted: replicaDeletedColumn("the lead was deleted or merged into another"),
    createdAt: enables("when a lead was created", nullable(instant("When the lead was created, UTC"))),
    updatedAt: enables(
      "the exact time of changes between two nightly exports; without it they get the time of the load",
      nullable(instant("When a standard field last changed, UTC")),
    ),
  },
});
