/** Words for nothing, amounts and times as other people's tools write them. */
import { expect, test } from "vitest";
import { createFieldProject } from "../support/field_project.js";

test("the word null in an export of the Salesforce command line is no merge, no company and no source", async () => {
  const project = await createFieldProject("17-word-null-in-sfdx-csv");
  const { code, stderr } = await project.run("2026-06-30T00:00:00Z");
  expect(code).toBe(0);
  expect(stderr).toContain("the word null stands for nothing in Lead.csv (23 value(s))");
  const [counts] = await project.query(`select
    (select count(*) from marts.people) as people,
    (select count(*) from marts.mql_cycles where cycle_no > 0) as cycles,
    (select count(*) from marts.people where source is not null or company is not null) as described,
    (select count(*) from marts.people where email is not null) as reachable`);
  expect(counts).toEqual({ people: 5, cycles: 5, described: 0, reachable: 2 });
  expect(
    await project.query(
      `select subject, count, severity from marts.data_quality where "check" = 'words read as nothing'`,
    ),
  ).toEqual([{ subject: "crm: Lead.csv -> raw.salesforce_leads: null", count: 23, severity: "info" }]);
});

test("times of Salesforce's Bulk API in JSON are milliseconds since 1970", async () => {
  const project = await createFieldProject("14-salesforce-bulk-json-epoch-ms");
  expect((await project.run("2026-02-01T00:00:00Z")).code).toBe(0);
  expect(await project.query(`select min(created_at)::varchar as first, count(*) as people from marts.people`)).toEqual(
    [{ first: "2026-01-05 10:00:00", people: 3 }],
  );
});

test("an amount with more decimals than cents is kept, rounded and counted", async () => {
  const config = "sources:\n  - {name: crm, system: salesforce, path: exports, settle_seconds: 0}\n";
  const project = await createFieldProject("23-amount-with-four-decimals", config);
  const { code, stderr } = await project.run("2026-02-01T00:00:00Z");
  expect([code, stderr]).toEqual([
    0,
    expect.stringContaining("Opportunity.csv -> raw.salesforce_opportunities: 1 loaded"),
  ]);
  expect(await project.query(`select "Amount"::varchar as amount from raw.salesforce_opportunities`)).toEqual([
    { amount: "1234.57" },
  ]);
  expect(
    await project.query(
      `select subject, count, example from marts.data_quality where "check" = 'values: rounded to two decimals'`,
    ),
  ).toEqual([{ subject: "crm: Opportunity.csv -> raw.salesforce_opportunities: Amount", count: 1, example: "line 2" }]);
});
