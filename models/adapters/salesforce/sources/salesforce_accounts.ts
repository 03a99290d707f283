import {
  enables,
  flag,
  instant,
  money,
  nullable,
  onlyIf,
  text,
  whole,
  withBinding,
} from "../../../../src/table/columns.js";
import { source } from "../../../../src/table/model.js";

export const salesforce_accounts = source({
  name: "raw.salesforce_accounts",
  about: "One row per Account of a Salesforce org, as of the latest load that had it.",
  origin: {
    kind: "export",
    product: "salesforce",
    object: "Account",
    deletedColumn: "IsDeleted",
    enables: "company, industry and size of contacts",
    createdColumn: "CreatedDate",
    changedColumns: ["SystemModstamp", "LastModifiedDate"],
  },
  grain: ["system", "Id"],
  columns: {
    system: withBinding({ given: "system" }, text("Source as closedloop.yaml names it")),
    Id: withBinding({ recordId: "salesforce" }, text("15 or 18 characters, prefix 001")),
    MasterRecordId: enables(
      "contacts of merged accounts find the winner",
      nullable(text("Account that this deleted one was merged into")),
    ),
    ParentId: nullable(text("Account above it in the hierarchy")),
    OwnerId: enables("owners of accounts", nullable(text("User who owns the account"))),
    Name: enables("company names of contacts", nullable(withBinding({ longest: 255 }, text("Name of the company")))),
    Website: enables("domains of accounts", nullable(withBinding({ longest: 1000 }, text("Web address as typed")))),
    Industry: enables("industry of contacts", nullable(text("Industry picklist value"))),
    BillingCountry: enables("country of accounts", nullable(text("Country as typed"))),
    BillingCountryCode: onlyIf(
      "the org uses state and country picklists",
      enables(
        "countries where the export has only codes",
        nullable(text("ISO 3166 code, where the org uses country picklists")),
      ),
    ),
    NumberOfEmployees: enables("size of the companies of contacts", nullable(whole("Employees of the company"))),
    AnnualRevenue: enables(
      "revenue of the companies of contacts",
      nullable(money("Annual revenue of the company", "org currency")),
    ),
    IsDeleted: enables(
      "deleted records are left out; without it they count for ever",
      nullable(flag("In the recycle bin, or merged away; null if the export does not say")),
    ),
    CreatedDate: nullable(instant("When the account was made, UTC")),
    LastModifiedDate: nullable(instant("When a user last changed it, UTC")),
    SystemModstamp: nullable(instant("When anything last changed it, UTC")),
  },
});
