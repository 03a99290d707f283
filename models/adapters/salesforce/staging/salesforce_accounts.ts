import { flag, instant, money, nullable, text, whole } from "../../../../src/table/columns.js";
import { model } from "../../../../src/table/model.js";
import { salesforceId } from "../../../../src/table/salesforce_id.js";
import { salesforce_accounts as raw } from "../sources/salesforce_accounts.js";

export const salesforce_accounts = model({
  name: "staging.salesforce_accounts",
  about: "One row per Salesforce account, renamed; ids in their 18-character form.",
  materialized: "view",
  grain: ["system", "account_id"],
  from: { raw },
  columns: {
    system: text("Source as closedloop.yaml names it"),
    account_id: text("Account id"),
    master_account_id: nullable(text("Account that this deleted one was merged into; null if not merged")),
    parent_account_id: nullable(text("Account above it in the hierarchy; null at the top")),
    owner_id: nullable(text("User who owns the account")),
    name: nullable(text("Name of the company")),
    website: nullable(text("Web address as typed")),
    industry: nullable(text("Industry picklist value")),
    country: nullable(text("Billing country as typed, else its ISO code")),
    employee_count: nullable(whole("Employees of the company")),
    annual_revenue: nullable(money("Annual revenue of the company", "org currency")),
    is_deleted: flag("In the recycle bin, or merged away; false if the export does not say"),
    created_at: nullable(instant("When the account was made, UTC")),
  },
  select: (db) =>
    db
      .selectFrom("raw")
      .select(({ fn, lit, ref }) => [
        "system",
        salesforceId(ref("Id")).as("account_id"),
        salesforceId(ref("MasterRecordId")).as("master_account_id"),
        salesforceId(ref("ParentId")).as("parent_account_id"),
        salesforceId(ref("OwnerId")).as("owner_id"),
        "Name as name",
        "Website as website",
        "Industry as industry",
        fn.coalesce("BillingCountry", "BillingCountryCode").as("country"),
        "NumberOfEmployees as employee_count",
        "AnnualRevenue as annual_revenue",
        fn.coalesce("IsDeleted", lit(false)).as("is_deleted"),
        "CreatedDate as created_at",
      ]),
});
