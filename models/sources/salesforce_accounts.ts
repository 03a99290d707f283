import { bound, flag, instant, money, nullable, text, whole } from "../../src/columns.js";
import { source } from "../../src/model.js";

export const salesforce_accounts = source({
  name: "raw.salesforce_accounts",
  about: "One row per Account of a Salesforce org, as of the latest load that had it.",
  origin: {
    kind: "export",
    product: "salesforce",
    object: "Account",
    made: "CreatedDate",
    changed: ["SystemModstamp", "LastModifiedDate"],
  },
  grain: ["system", "Id"],
  columns: {
    system: bound({ given: "system" }, text("Source as closedloop.yaml names it")),
    Id: bound({ recordId: "salesforce" }, text("15 or 18 characters, prefix 001")),
    MasterRecordId: nullable(text("Account that this deleted one was merged into")),
    ParentId: nullable(text("Account above it in the hierarchy")),
    OwnerId: nullable(text("User who owns the account")),
    Name: nullable(bound({ longest: 255 }, text("Name of the company"))),
    Website: nullable(bound({ longest: 1000 }, text("Web address as typed"))),
    Industry: nullable(text("Industry picklist value")),
    BillingCountry: nullable(text("Country as typed")),
    BillingCountryCode: nullable(text("ISO 3166 code, where the org uses country picklists")),
    NumberOfEmployees: nullable(whole("Employees of the company")),
    AnnualRevenue: nullable(money("Annual revenue of the company", "org currency")),
    IsDeleted: nullable(flag("In the recycle bin, or merged away; null if the export does not say")),
    CreatedDate: nullable(instant("When the account was made, UTC")),
    LastModifiedDate: nullable(instant("When a user last changed it, UTC")),
    SystemModstamp: nullable(instant("When anything last changed it, UTC")),
  },
});
