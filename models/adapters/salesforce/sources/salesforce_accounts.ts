import {
  enables,
  flag,
  instant,
  money,
  nullable,
  onlyIf,
  personal,
  text,
  whole,
  withBinding,
} from "../../../../src/table/columns.js";
import { source } from "../../../../src/table/model.js";
import { systemColumn } from "../../../../src/table/source_columns.js";
import {
  changedColumns,
  isDeletedColumn,
  lastModifiedColumn,
  namePartColumn,
  ofPersonAccounts,
  salesforceIdColumn,
  salesforceOrigin,
  systemModstampColumn,
} from "../shared/salesforce.js";

export const salesforce_accounts = source({
  name: "raw.salesforce_accounts",
  about: "One row per Account of a Salesforce org, as last loaded.",
  origin: salesforceOrigin("Account", {
    enables: "company, industry and size of the people of an account",
    attributes: {
      country: "BillingCountry",
      industry: "Industry",
      employee_count: "NumberOfEmployees",
      annual_revenue: "AnnualRevenue",
    },
    // The field X__c of contacts is X__pc of person accounts.
    alsoDescribes: { object: "Contact", id: "PersonContactId", fieldEnd: [/_c$/i, "_pc"] },
    changedColumns,
    whenMissing: "told",
    exceptMissing: { name: "people", id: "PersonContactId", flag: "IsPersonAccount", meaning: "deleted" },
  }),
  grain: ["system", "Id"],
  people: { ids: ["Id", "MasterRecordId", "PersonContactId"], addresses: ["PersonEmail"], mentions: ["ParentId"] },
  columns: {
    system: systemColumn,
    Id: salesforceIdColumn("Id of the account, prefix 001"),
    MasterRecordId: enables(
      "the account of people and opportunities whose own account was merged into another",
      nullable(salesforceIdColumn("Account that this deleted one was merged into; null if not merged")),
    ),
    ParentId: nullable(salesforceIdColumn("Parent account in the hierarchy; null at the top")),
    PersonContactId: ofPersonAccounts(
      "people, opportunities and conversions of person accounts",
      salesforceIdColumn("Contact (003) that is the same person; null if the account is a company"),
    ),
    OwnerId: enables("owners of accounts", nullable(salesforceIdColumn("User who owns the account"))),
    Name: enables(
      "company names of contacts",
      nullable(
        withBinding({ longest: 255 }, personal(text("Name of the company; of a person account, of the person"))),
      ),
    ),
    FirstName: onlyIf(
      "the org has person accounts",
      namePartColumn("First name of a person account; null for a company"),
    ),
    LastName: onlyIf(
      "the org has person accounts",
      namePartColumn("Last name of a person account; null for a company"),
    ),
    Website: enables(
      "domains of accounts",
      nullable(withBinding({ longest: 1000 }, personal(text("Web address as typed")))),
    ),
    Industry: enables("industry of contacts", nullable(text("Industry picklist value"))),
    BillingCountry: enables("country of accounts", nullable(text("Billing country as typed"))),
    BillingCountryCode: onlyIf(
      "the org uses state and country picklists",
      enables(
        "the country where the export has only its code",
        nullable(text("ISO 3166 code of the billing country; only in orgs with country picklists")),
      ),
    ),
    PersonEmail: ofPersonAccounts(
      "email addresses of person accounts, where the export has no contacts",
      withBinding({ longest: 320 }, personal(text("Email address of a person account"))),
    ),
    PersonTitle: ofPersonAccounts(
      "persona and seniority of person accounts, where the export has no contacts",
      personal(text("Job title of a person account")),
    ),
    PersonMailingCountry: ofPersonAccounts(
      "regions of person accounts, where the export has no contacts",
      text("Mailing country of a person account"),
    ),
    PersonLeadSource: ofPersonAccounts(
      "the source of person accounts, where the export has no contacts",
      text("First-touch source of a person account"),
    ),
    NumberOfEmployees: enables("company size of contacts", nullable(whole("Number of employees"))),
    AnnualRevenue: enables("company revenue of contacts", nullable(money("Annual revenue", "currency of the org"))),
    IsPersonAccount: ofPersonAccounts(
      "telling people from companies among accounts",
      flag("True if the account is a person; null if the export does not say"),
    ),
    PersonHasOptedOutOfEmail: ofPersonAccounts(
      "fit rules on person accounts that opted out of email, where the export has no contacts",
      flag("True if the person opted out of marketing email; null if the export does not say"),
    ),
    IsDeleted: isDeletedColumn("in the recycle bin or merged into another account"),
    PersonEmailBouncedDate: ofPersonAccounts(
      "fit rules on addresses of person accounts that bounced, where the export has no contacts",
      instant("When email to the address last bounced, UTC; null if none did"),
    ),
    CreatedDate: nullable(instant("When the account was created, UTC")),
    LastModifiedDate: lastModifiedColumn,
    SystemModstamp: systemModstampColumn,
  },
});
