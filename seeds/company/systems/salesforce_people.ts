/** Rows of Lead and Contact. */
import type { LocalCalendar } from "../world/calendar.js";
import type { Human, SystemRecord } from "../world/human.js";
import { dayValue, instantValue, type SalesforceRow } from "./salesforce_objects.js";

const commonColumns = ({ first, last }: Human, record: SystemRecord): SalesforceRow => ({
  Id: record.id,
  IsDeleted: record.isDeleted,
  MasterRecordId: record.mergedInto,
  LastName: last,
  FirstName: first,
  Title: record.title.title,
  Email: record.email,
  LeadSource: record.source.name,
  OwnerId: record.owner?.id,
  CreatedDate: instantValue(record.created),
  LastModifiedDate: instantValue(record.modified),
  SystemModstamp: instantValue(record.modified),
  MQL_Date__c: record.mqlDate === null ? null : dayValue(record.mqlDate),
});

export function contactRow(human: Human, record: SystemRecord): SalesforceRow {
  const { account, country } = human.employer;
  return { ...commonColumns(human, record), AccountId: account?.id, MailingCountry: country.name };
}

export function leadRow(human: Human, record: SystemRecord, zone: LocalCalendar): SalesforceRow {
  const { employer } = human;
  const { converted } = record;
  return {
    ...commonColumns(human, record),
    Company: employer.name,
    Country: employer.country.name,
    Status: record.status,
    Industry: record.industry,
    NumberOfEmployees: record.employees,
    AnnualRevenue: record.employees === null ? null : employer.revenue,
    IsConverted: converted !== null,
    ConvertedDate: converted && dayValue(zone.local(converted.at)),
    ConvertedAccountId: converted && employer.account?.id,
    ConvertedContactId: converted?.contactId,
    ConvertedOpportunityId: converted?.opportunityId,
    Disqualified_Reason__c: record.reason,
  };
}
