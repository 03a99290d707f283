/** Rows of the exports about people and their companies. */
import { marketoText } from "./calendar.js";
import type { Exports } from "./exports.js";
import { contactOf, type Employer, type Held, type Human } from "./human.js";
import type { Micros } from "./life.js";
import { date, instant } from "./salesforce_files.js";

export function writeAccount(exports: Exports, employer: Employer): void {
  if (employer.account === null) return;
  const made = instant(employer.account.created);
  exports.crm.write("Account", {
    ...{ Id: employer.account.id, IsDeleted: false, Name: employer.name, Website: `www.${employer.domain}` },
    Industry: employer.industry,
    NumberOfEmployees: employer.employees,
    AnnualRevenue: employer.revenue,
    BillingCountry: employer.country.name,
    OwnerId: employer.owner.id,
    CreatedDate: made,
    SystemModstamp: made,
  });
}

export function writeRecord(exports: Exports, human: Human, record: Held): void {
  if (record.object === "MapLead") writeMapLead(exports, human, record);
  else if (record.object === "Contact") writeContact(exports, human, record);
  else writeLead(exports, human, record);
}

const common = ({ first, last }: Human, record: Held) => ({
  Id: record.id,
  IsDeleted: record.isDeleted,
  MasterRecordId: record.mergedInto,
  LastName: last,
  FirstName: first,

  Title: record.title.title,
  Email: record.email,
  LeadSource: record.source.name,
  OwnerId: record.owner?.id,
  CreatedDate: instant(record.created),
  LastModifiedDate: instant(record.modified),
  SystemModstamp: instant(record.modified),
  MQL_Date__c: record.mqlDate === null ? null : date(record.mqlDate),
});

function writeContact(exports: Exports, human: Human, record: Held): void {
  const { account, country } = human.employer;
  exports.crm.write("Contact", { ...common(human, record), AccountId: account?.id, MailingCountry: country.name });
}

function writeLead(exports: Exports, human: Human, record: Held): void {
  const { employer } = human;
  const { converted } = record;
  exports.crm.write("Lead", {
    ...common(human, record),
    Company: employer.name,
    Country: employer.country.name,
    Status: record.status,
    Industry: record.industry,
    NumberOfEmployees: record.employees,
    AnnualRevenue: record.employees === null ? null : employer.revenue,
    IsConverted: converted !== null,
    ConvertedDate: converted && date(exports.zone.local(converted.at)),
    ConvertedAccountId: converted && employer.account?.id,
    ConvertedContactId: converted?.contactId,
    ConvertedOpportunityId: converted?.opportunityId,
    Disqualified_Reason__c: record.reason,
  });
  for (const { at, field, from, to, by } of record.changes) {
    exports.crm.write("LeadHistory", {
      Id: exports.id("LeadHistory"),
      IsDeleted: false,
      LeadId: record.id,
      CreatedById: by,
      CreatedDate: instant(at),
      Field: field,
      OldValue: from,
      NewValue: to,
    });
  }
}

/** A Marketo lead as the extract has it; a merged or erased one is not in it. */
function writeMapLead(exports: Exports, human: Human, held: Held): void {
  if (held.isDeleted || held.mergedInto !== null) return;
  const { employer, chance } = human;
  const lead = human.held.find(({ object, mergedInto }) => object === "Lead" && mergedInto === null);
  const contact = contactOf(human);
  const short = (id: string) => (chance.is(0.2) ? id.slice(0, 15) : id);
  const isLinked = !held.status.includes("unlinked");
  exports.map.lead(
    {
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
      createdAt: marketoText(held.created),
      updatedAt: marketoText(held.modified),
      unsubscribed: false,
      emailInvalid: false,
      isAnonymous: false,
      sfdcType: isLinked ? (contact ? "Contact" : lead ? "Lead" : null) : null,
      sfdcLeadId: isLinked && lead ? short(lead.id) : null,
      sfdcContactId: isLinked && contact ? short(contact.id) : null,
      acquisitionProgramId: held.program,
    },
    held.created,
  );
}

/** A web visitor whom nobody knows. */
export function writeAnonymous(exports: Exports, id: string, created: Micros): void {
  const at = marketoText(created);
  const blank = { email: null, firstName: null, lastName: null, title: null, company: null, industry: null };
  const rest = { country: null, numberOfEmployees: null, annualRevenue: null, leadSource: null, sfdcType: null };
  const links = { sfdcLeadId: null, sfdcContactId: null, acquisitionProgramId: null };
  const flags = { unsubscribed: false, emailInvalid: false, isAnonymous: true };
  exports.map.lead({ id, ...blank, ...rest, ...links, ...flags, createdAt: at, updatedAt: at }, created);
}
