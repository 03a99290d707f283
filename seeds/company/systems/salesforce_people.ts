/** Rows of Lead and Contact. */
import type { Clock } from "../world/calendar.js";
import type { Held, Human } from "../world/human.js";
import { at, day, type Fields } from "./salesforce_objects.js";

const common = ({ first, last }: Human, record: Held): Fields => ({
  Id: record.id,
  IsDeleted: record.isDeleted,
  MasterRecordId: record.mergedInto,
  LastName: last,
  FirstName: first,
  Title: record.title.title,
  Email: record.email,
  LeadSource: record.source.name,
  OwnerId: record.owner?.id,
  CreatedDate: at(record.created),
  LastModifiedDate: at(record.modified),
  SystemModstamp: at(record.modified),
  MQL_Date__c: record.mqlDate === null ? null : day(record.mqlDate),
});

export function contactRow(human: Human, record: Held): Fields {
  const { account, country } = human.employer;
  return { ...common(human, record), AccountId: account?.id, MailingCountry: country.name };
}

export function leadRow(human: Human, record: Held, zone: Clock): Fields {
  const { employer } = human;
  const { converted } = record;
  return {
    ...common(human, record),
    Company: employer.name,
    Country: employer.country.name,
    Status: record.status,
    Industry: record.industry,
    NumberOfEmployees: record.employees,
    AnnualRevenue: record.employees === null ? null : employer.revenue,
    IsConverted: converted !== null,
    ConvertedDate: converted && day(zone.local(converted.at)),
    ConvertedAccountId: converted && employer.account?.id,
    ConvertedContactId: converted?.contactId,
    ConvertedOpportunityId: converted?.opportunityId,
    Disqualified_Reason__c: record.reason,
  };
}
