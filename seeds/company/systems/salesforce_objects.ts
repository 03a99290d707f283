/** The company's Salesforce objects: columns by API name, and key prefixes. */
import { floorDay } from "../world/calendar.js";
import type { Micros } from "../world/time_units.js";
import type { RowWriter } from "./system_writer.js";

/** The columns of each object in the order of the export. */
export const objectColumns = {
  User: ["Id", "Name", "Email", "IsActive", "UserType"],
  Campaign: ["Id", "IsDeleted", "Name", "Type", "StartDate", "CreatedDate", "SystemModstamp"],
  Account: [
    "Id",
    "IsDeleted",
    "MasterRecordId",
    "Name",
    "Website",
    "Industry",
    "NumberOfEmployees",
    "AnnualRevenue",
    "BillingCountry",
    "OwnerId",
    "CreatedDate",
    "SystemModstamp",
  ],
  Lead: [
    "Id",
    "IsDeleted",
    "MasterRecordId",
    "LastName",
    "FirstName",
    "Title",
    "Company",
    "Country",
    "Email",
    "LeadSource",
    "Status",
    "Industry",
    "NumberOfEmployees",
    "AnnualRevenue",
    "OwnerId",
    "IsConverted",
    "ConvertedDate",
    "ConvertedAccountId",
    "ConvertedContactId",
    "ConvertedOpportunityId",
    "CreatedDate",
    "LastModifiedDate",
    "SystemModstamp",
    "Disqualified_Reason__c",
    "MQL_Date__c",
  ],
  LeadHistory: ["Id", "IsDeleted", "LeadId", "CreatedById", "CreatedDate", "Field", "OldValue", "NewValue"],
  Contact: [
    "Id",
    "IsDeleted",
    "MasterRecordId",
    "AccountId",
    "LastName",
    "FirstName",
    "Title",
    "Email",
    "LeadSource",
    "OwnerId",
    "MailingCountry",
    "CreatedDate",
    "LastModifiedDate",
    "SystemModstamp",
    "MQL_Date__c",
  ],
  CampaignMember: [
    "Id",
    "IsDeleted",
    "CampaignId",
    "LeadId",
    "ContactId",
    "Status",
    "HasResponded",
    "FirstRespondedDate",
    "CreatedDate",
    "SystemModstamp",
  ],
  Opportunity: [
    "Id",
    "IsDeleted",
    "AccountId",
    "CampaignId",
    "Name",
    "StageName",
    "IsClosed",
    "IsWon",
    "CurrencyIsoCode",
    "Amount",
    "CloseDate",
    "LeadSource",
    "Type",
    "OwnerId",
    "CreatedDate",
    "LastModifiedDate",
    "SystemModstamp",
    "LossReason__c",
  ],
  OpportunityHistory: [
    "Id",
    "OpportunityId",
    "StageName",
    "Amount",
    "CloseDate",
    "Probability",
    "CreatedDate",
    "SystemModstamp",
    "IsDeleted",
  ],
  OpportunityContactRole: [
    "Id",
    "OpportunityId",
    "ContactId",
    "Role",
    "IsPrimary",
    "IsDeleted",
    "CreatedDate",
    "SystemModstamp",
  ],
  Task: [
    "Id",
    "WhoId",
    "WhatId",
    "Subject",
    "ActivityDate",
    "Status",
    "IsClosed",
    "TaskSubtype",
    "CallType",
    "CompletedDateTime",
    "OwnerId",
    "IsDeleted",
    "CreatedDate",
    "SystemModstamp",
  ],
  Event: [
    "Id",
    "WhoId",
    "WhatId",
    "Subject",
    "StartDateTime",
    "ActivityDate",
    "OwnerId",
    "IsChild",
    "IsDeleted",
    "CreatedDate",
    "SystemModstamp",
  ],
} as const;

export type SalesforceObject = keyof typeof objectColumns;

/** Key prefixes of the objects whose ids the writer assigns. */
export const keyPrefixes = {
  Account: "001",
  Contact: "003",
  Opportunity: "006",
  OpportunityHistory: "008",
  LeadHistory: "017",
  OpportunityContactRole: "00K",
  Lead: "00Q",
  Task: "00T",
  Event: "00U",
  CampaignMember: "00v",
} as const;

/** A field's value. `at` is an instant, `day` a date as its midnight in UTC; each export format writes them in its own way. */
export type SalesforceValue =
  | string
  | number
  | boolean
  | null
  | undefined
  | { readonly at: Micros }
  | { readonly day: Micros };
export type SalesforceRow = Readonly<Record<string, SalesforceValue>>;

export const instantValue = (at: Micros): SalesforceValue => ({ at });
/** The day of a local time. */
export const dayValue = (local: Micros): SalesforceValue => ({ day: floorDay(local) });

/** An export format. Columns that a row lacks are written blank. */
export interface SalesforceTables extends RowWriter {
  write(object: SalesforceObject, record: SalesforceRow): void;
  /** The file of an object, relative to the source's folder. */
  fileOf(object: SalesforceObject): string;
}
