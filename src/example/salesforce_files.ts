/** A Salesforce weekly Data Export: every field quoted, LF, clocks behind dates, all-zero ids for empty lookups. */
import { join } from "node:path";
import { dataExportText, floorDay } from "./calendar.js";
import { CsvFile } from "./csv_file.js";
import type { Micros } from "./life.js";

/** The columns of each object, as the export heads them. */
const objects = {
  User: ["Id", "Name", "Email", "IsActive", "UserType"],
  Campaign: ["Id", "IsDeleted", "Name", "Type", "StartDate", "CreatedDate", "SystemModstamp"],
  Account: [
    ...["Id", "IsDeleted", "MasterRecordId", "Name", "Website", "Industry", "NumberOfEmployees", "AnnualRevenue"],
    ...["BillingCountry", "OwnerId", "CreatedDate", "SystemModstamp"],
  ],
  Lead: [
    ...["Id", "IsDeleted", "MasterRecordId", "LastName", "FirstName", "Title", "Company", "Country", "Email"],
    ...["LeadSource", "Status", "Industry", "NumberOfEmployees", "AnnualRevenue", "OwnerId", "IsConverted"],
    ...["ConvertedDate", "ConvertedAccountId", "ConvertedContactId", "ConvertedOpportunityId", "CreatedDate"],
    ...["LastModifiedDate", "SystemModstamp", "Disqualified_Reason__c", "MQL_Date__c"],
  ],
  LeadHistory: ["Id", "IsDeleted", "LeadId", "CreatedById", "CreatedDate", "Field", "OldValue", "NewValue"],
  Contact: [
    ...["Id", "IsDeleted", "MasterRecordId", "AccountId", "LastName", "FirstName", "Title", "Email", "LeadSource"],
    ...["OwnerId", "MailingCountry", "CreatedDate", "LastModifiedDate", "SystemModstamp", "MQL_Date__c"],
  ],
  CampaignMember: [
    ...["Id", "IsDeleted", "CampaignId", "LeadId", "ContactId", "Status", "HasResponded", "FirstRespondedDate"],
    ...["CreatedDate", "SystemModstamp"],
  ],
  Opportunity: [
    ...["Id", "IsDeleted", "AccountId", "CampaignId", "Name", "StageName", "IsClosed", "IsWon", "CurrencyIsoCode"],
    ...["Amount", "CloseDate", "LeadSource", "Type", "OwnerId", "CreatedDate", "LastModifiedDate", "SystemModstamp"],
    "LossReason__c",
  ],
  OpportunityHistory: [
    ...["Id", "OpportunityId", "StageName", "Amount", "CloseDate", "Probability", "CreatedDate", "SystemModstamp"],
    "IsDeleted",
  ],
  OpportunityContactRole: [
    ...["Id", "OpportunityId", "ContactId", "Role", "IsPrimary", "IsDeleted", "CreatedDate", "SystemModstamp"],
  ],
  Task: [
    ...["Id", "WhoId", "WhatId", "Subject", "ActivityDate", "Status", "IsClosed", "TaskSubtype", "CallType"],
    ...["CompletedDateTime", "OwnerId", "IsDeleted", "CreatedDate", "SystemModstamp"],
  ],
  Event: [
    ...["Id", "WhoId", "WhatId", "Subject", "StartDateTime", "ActivityDate", "OwnerId", "IsChild", "IsDeleted"],
    ...["CreatedDate", "SystemModstamp"],
  ],
} as const;

export type SalesforceObject = keyof typeof objects;

const lookups = /^(MasterRecordId|WhoId|WhatId|CampaignId|LeadId|ContactId|Converted(Account|Contact|Opportunity)Id)$/;
const quoted = (value: string) => `"${value.includes('"') ? value.replaceAll('"', '""') : value}"`;
const none = "000000000000000AAA";

/** A field of an export: text, number, flag, or null. Instants and dates are texts already. */
export type Field = string | number | boolean | null | undefined;

export class SalesforceFiles {
  private readonly files = new Map<SalesforceObject, CsvFile>();

  constructor(folder: string) {
    for (const object of Object.keys(objects) as SalesforceObject[]) {
      const header = `${objects[object].map(quoted).join(",")}\n`;
      this.files.set(object, new CsvFile(join(folder, `${object}.csv`), header));
    }
  }

  /** One record; a column that is not given is blank, or the all-zero id of an empty lookup. */
  write(object: SalesforceObject, record: Readonly<Record<string, Field>>): void {
    const fields = objects[object].map((column) => {
      const value = record[column];
      if (value === null || value === undefined) return lookups.test(column) ? `"${none}"` : '""';
      if (typeof value === "boolean") return value ? '"1"' : '"0"';
      return quoted(String(value));
    });
    this.files.get(object)!.write(`${fields.join(",")}\n`);
  }

  get rows(): Record<string, number> {
    return Object.fromEntries([...this.files].map(([object, { rows }]) => [`${object}.csv`, rows]));
  }

  close(): void {
    for (const file of this.files.values()) file.close();
  }
}

/** An instant, in UTC without a mark. */
export const instant = dataExportText;
/** A day with the clock of midnight behind it. */
export const date = (local: Micros): string => dataExportText(floorDay(local));

const digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const checks = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345";

/** The 18-character id of the n-th record of an object, by its key prefix. */
export function salesforceId(prefix: string, no: number): string {
  let own = "";
  for (let left = no; own.length < 9; left = Math.floor(left / 62)) own = digits[left % 62] + own;
  const id = `${prefix}5e0${own}`;
  let suffix = "";
  for (const from of [0, 5, 10]) {
    let bits = 0;
    for (let at = 0; at < 5; at++) if (/[A-Z]/.test(id[from + at]!)) bits |= 1 << at;
    suffix += checks[bits];
  }
  return id + suffix;
}
