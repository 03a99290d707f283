import { enables, instant, money, nullable, onlyIf, text, whole, withBinding } from "../../../../src/table/columns.js";
import { source } from "../../../../src/table/model.js";
import { systemColumn } from "../../../../src/table/source_columns.js";
import {
  changedColumns,
  isDeletedColumn,
  lastModifiedColumn,
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
    changedColumns,
  }),
  grain: ["system", "Id"],
  columns: {
    system: systemColumn,
    Id: salesforceIdColumn("Id of the account, prefix 001"),
    MasterRecordId: enables(
      "the surviving account of a merge",
      nullable(salesforceIdColumn("Account that this deleted one was merged into; null if not merged")),
    ),
    ParentId: nullable(salesforceIdColumn("Parent account in the hierarchy; null at the top")),
    OwnerId: enables("owners of accounts", nullable(salesforceIdColumn("User who owns the account"))),
    Name: enables("company names of contacts", nullable(withBinding({ longest: 255 }, text("Name of the company")))),
    Website: enables("domains of accounts", nullable(withBinding({ longest: 1000 }, text("Web address as typed")))),
    Industry: enables("industry of contacts", nullable(text("Industry picklist value"))),
    BillingCountry: enables("country of accounts", nullable(text("Billing country as typed"))),
    BillingCountryCode: onlyIf(
      "the org uses state and country picklists",
      enables(
        "the country where the export has only its code",
        nullable(text("ISO 3166 code of the billing country; only in orgs with country picklists")),
      ),
    ),
    NumberOfEmployees: enables("company size of contacts", nullable(whole("Number of employees"))),
    AnnualRevenue: enables("company revenue of contacts", nullable(money("Annual revenue", "currency of the org"))),
    IsDeleted: isDeletedColumn("in the recycle bin or merged into another account"),
    CreatedDate: nullable(instant("When the account was created, UTC")),
    LastModifiedDate: lastModifiedColumn,
    SystemModstamp: systemModstampColumn,
  },
});
