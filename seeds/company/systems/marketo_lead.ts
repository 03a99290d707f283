/** A lead as Marketo has it. */
import type { Human, SystemRecord } from "../world/human.js";
import type { CrmIds } from "./system_writer.js";

export const leadColumns = [
  ...["id", "email", "firstName", "lastName", "title", "company", "industry", "country", "numberOfEmployees"],
  ...["annualRevenue", "leadSource", "createdAt", "updatedAt", "unsubscribed", "emailInvalid", "isAnonymous"],
  ...["sfdcType", "sfdcLeadId", "sfdcContactId", "acquisitionProgramId"],
] as const;

/** All columns but the dates, which each format writes in its own way. */
export function marketoLead(human: Human, held: SystemRecord, { lead, contact }: CrmIds) {
  const { employer } = human;
  return {
    id: held.id,
    email: held.email,
    firstName: human.first,
    lastName: human.last,
    title: held.title.title,
    company: employer.name,
    industry: held.industry,
    country: employer.country.name,
    numberOfEmployees: held.employees,
    annualRevenue: held.employees === null ? null : employer.revenue,
    leadSource: held.source.name,
    unsubscribed: false,
    emailInvalid: false,
    isAnonymous: false,
    sfdcType: contact !== null ? "Contact" : lead !== null ? "Lead" : null,
    sfdcLeadId: lead,
    sfdcContactId: contact,
    acquisitionProgramId: held.program,
  };
}
