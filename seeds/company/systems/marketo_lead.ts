/** The columns of a Marketo lead. */
import type { Human, SystemRecord } from "../world/human.js";
import type { CrmIds } from "./system_writer.js";

export const leadColumns = [
  "id",
  "email",
  "firstName",
  "lastName",
  "title",
  "company",
  "industry",
  "country",
  "numberOfEmployees",
  "annualRevenue",
  "leadSource",
  "createdAt",
  "updatedAt",
  "unsubscribed",
  "emailInvalid",
  "isAnonymous",
  "sfdcType",
  "sfdcLeadId",
  "sfdcContactId",
  "acquisitionProgramId",
] as const;

/** All columns except the dates, whose format depends on the export. */
export function marketoLead(human: Human, record: SystemRecord, { lead, contact }: CrmIds) {
  const { employer } = human;
  return {
    id: record.id,
    email: record.email,
    firstName: human.first,
    lastName: human.last,
    title: record.title.title,
    company: employer.name,
    industry: record.industry,
    country: employer.country.name,
    numberOfEmployees: record.employees,
    annualRevenue: record.employees === null ? null : employer.revenue,
    leadSource: record.source.name,
    unsubscribed: false,
    emailInvalid: false,
    isAnonymous: false,
    sfdcType: contact !== null ? "Contact" : lead !== null ? "Lead" : null,
    sfdcLeadId: lead,
    sfdcContactId: contact,
    acquisitionProgramId: record.program,
  };
}
