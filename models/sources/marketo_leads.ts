import { bound, flag, instant, money, nullable, personal, text, whole } from "../../src/columns.js";
import { source } from "../../src/model.js";
import { marketoExport } from "../../src/systems/marketo.js";

export const marketo_leads = source({
  name: "raw.marketo_leads",
  about: "One row per lead of a Marketo instance, as of the latest load that had it; named as the REST API names it.",
  origin: marketoExport("leads", { describesPeople: true, made: "createdAt", changed: ["updatedAt"] }),
  grain: ["system", "id"],
  columns: {
    system: bound({ given: "system" }, text("Source as closedloop.yaml names it")),
    id: bound({ recordId: "plain" }, text("Id of the lead, a whole number")),
    sfdcLeadId: nullable(text("Salesforce lead that it is synchronised with, 15 or 18 characters")),
    sfdcContactId: nullable(text("Salesforce contact that it is synchronised with, 15 or 18 characters")),
    sfdcAccountId: nullable(text("Account of that contact, 15 or 18 characters")),
    acquisitionProgramId: nullable(text("Program that acquired the lead")),
    sfdcType: nullable(text("Lead or Contact, where synchronised")),
    fullName: nullable(bound({ longest: 500 }, personal(text("Full name")))),
    firstName: nullable(bound({ longest: 255 }, personal(text("Given name")))),
    lastName: nullable(bound({ longest: 255 }, personal(text("Family name")))),
    email: nullable(bound({ longest: 320 }, personal(text("As typed; any case")))),
    title: nullable(text("Job title as typed")),
    company: nullable(bound({ longest: 255 }, text("Company as typed"))),
    country: nullable(text("Country as typed or ISO code")),
    industry: nullable(text("Industry as typed")),
    leadSource: nullable(text("First-touch source as the instance words it")),
    originalSourceType: nullable(text("How Marketo itself first met the lead: Web form fillout, List import, ...")),
    leadStatus: nullable(text("Lead status as the instance words it")),
    numberOfEmployees: nullable(whole("Employees of the company")),
    annualRevenue: nullable(money("Annual revenue of the company", "instance currency")),
    unsubscribed: nullable(flag("Whether the lead refused marketing mail")),
    emailInvalid: nullable(flag("Whether mail to the address came back for good")),
    isAnonymous: nullable(flag("Whether it is a web visitor whom nobody knows")),
    createdAt: nullable(instant("When the lead was made, UTC")),
    updatedAt: nullable(instant("When a standard field of it last changed, UTC")),
  },
});
