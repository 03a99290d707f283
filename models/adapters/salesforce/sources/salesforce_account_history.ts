import { source } from "../../../../src/table/model.js";
import { systemColumn } from "../../../../src/table/source_columns.js";
import { fieldHistoryColumns, fieldHistoryLimit } from "../shared/field_history.js";
import { salesforceIdColumn, salesforceOrigin } from "../shared/salesforce.js";

export const salesforce_account_history = source({
  name: "raw.salesforce_account_history",
  about: "One row per change of a tracked field of an account in a Salesforce org.",
  origin: salesforceOrigin("AccountHistory", {
    enables: "industry, size, revenue and country of accounts at each MQL",
    history: {
      of: "Account",
      limit: fieldHistoryLimit,
      remedy: "export accounts every night: closedloop dates later changes itself",
    },
  }),
  grain: ["system", "Id"],
  people: { ids: ["AccountId"] },
  columns: {
    system: systemColumn,
    Id: salesforceIdColumn("Id of the history row"),
    AccountId: salesforceIdColumn("Account that was changed"),
    ...fieldHistoryColumns(
      "Industry, NumberOfEmployees, AnnualRevenue, BillingCountry, Owner, created, ...",
      "the value of an account's field",
    ),
  },
});
