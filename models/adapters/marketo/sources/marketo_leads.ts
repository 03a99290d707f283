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
import { marketoOrigin } from "../shared/marketo.js";

export const marketo_leads = source({
  name: "raw.marketo_leads",
  about: "One row per lead of a Marketo instance, as of the latest load that had it; named as the REST API names it.",
  origin: marketoOrigin("leads", {
    otherNames: ["lead"],
    enables: "people of marketing, their first source, links to the CRM",
    describesPeople: true,
    attributes: {
      ...{ email: "email", job_title: "title", country: "country", industry: "industry" },
      ...{ employee_count: "numberOfEmployees", annual_revenue: "annualRevenue" },
    },
    createdColumn: "createdAt",
    changedColumns: ["updatedAt"],
  }),
  grain: ["system", "id"],
  columns: {
    system: withBinding({ given: "system" }, text("Source as closedloop.yaml names it")),
    id: withBinding({ recordId: "plain" }, text("Id of the lead, a whole number")),
    sfdcLeadId: enables(
      "Marketo leads and Salesforce leads are one person",
      nullable(text("Salesforce lead that it is synchronised with, 15 or 18 characters")),
    ),
    sfdcContactId: enables(
      "Marketo leads and contacts are one person",
      nullable(text("Salesforce contact that it is synchronised with, 15 or 18 characters")),
    ),
    sfdcAccountId: nullable(text("Account of that contact, 15 or 18 characters")),
    acquisitionProgramId: enables("the campaign that brought a lead", nullable(text("Program that acquired the lead"))),
    sfdcType: nullable(text("Lead or Contact, where synchronised")),
    fullName: nullable(withBinding({ longest: 500 }, personal(text("Full name")))),
    firstName: nullable(withBinding({ longest: 255 }, personal(text("Given name")))),
    lastName: nullable(withBinding({ longest: 255 }, personal(text("Family name")))),
    email: enables(
      "records of one human are joined; internal and test records are known",
      nullable(withBinding({ longest: 320 }, personal(text("As typed; any case")))),
    ),
    title: enables("persona, seniority, department", nullable(text("Job title as typed"))),
    company: enables("company names", nullable(withBinding({ longest: 255 }, text("Company as typed")))),
    country: enables("regions", nullable(text("Country as typed or ISO code"))),
    industry: enables("industry as a dimension and in fit rules", nullable(text("Industry as typed"))),
    leadSource: enables("source and channel", nullable(text("First-touch source as the instance words it"))),
    originalSourceType: enables(
      "a source for leads without leadSource",
      nullable(text("How Marketo itself first met the lead: Web form fillout, List import, ...")),
    ),
    leadStatus: nullable(text("Lead status as the instance words it")),
    numberOfEmployees: enables("company-size bands and fit rules on size", nullable(whole("Employees of the company"))),
    annualRevenue: enables(
      "fit rules on revenue",
      nullable(money("Annual revenue of the company", "instance currency")),
    ),
    unsubscribed: enables("fit rules on who refused mail", nullable(flag("Whether the lead refused marketing mail"))),
    emailInvalid: enables(
      "fit rules on addresses that bounce",
      nullable(flag("Whether mail to the address came back for good")),
    ),
    isAnonymous: enables(
      "web visitors whom nobody knows are left out",
      nullable(flag("Whether it is a web visitor whom nobody knows")),
    ),
    createdAt: enables("when a lead was made", nullable(instant("When the lead was made, UTC"))),
    updatedAt: enables(
      "changes between two nightly exports get their own instant, not that of the load",
      nullable(instant("When a standard field of it last changed, UTC")),
    ),
  },
});
