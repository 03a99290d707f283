import { expect, test } from "vitest";
import { salesforce_accounts } from "../../../../models/adapters/salesforce/staging/salesforce_accounts.js";
import { runModel } from "../../../support/run_model.js";

test("an account keeps its cents and its employees, and missing values are null", async () => {
  const rows = await runModel(salesforce_accounts, {
    raw: [{ Name: "Acme", NumberOfEmployees: 120_210n, AnnualRevenue: "1200000000.05" }, { Name: "Blank" }],
  });
  expect(rows).toMatchObject([
    { company_name: "Acme", employee_count: 120_210n, annual_revenue: "1200000000.05" },
    { company_name: "Blank", employee_count: null, annual_revenue: null, website: null, created_at: null },
  ]);
});

test("a merged account names the surviving one, and the top of a hierarchy has no parent", async () => {
  const [account] = await runModel(salesforce_accounts, {
    raw: [
      { Id: "001AbCdEfGhIjKl", MasterRecordId: "001zzCdEfGhIjKl", ParentId: "000000000000000AAA", IsDeleted: true },
    ],
  });
  expect(account).toMatchObject({
    account_id: "001AbCdEfGhIjKlIVK",
    master_account_id: "001zzCdEfGhIjKlAVK",
    parent_account_id: null,
    is_deleted: true,
  });
});
