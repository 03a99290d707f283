/** Files in the shapes that APIs, connectors and spreadsheets write. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import { closedloop, temporaryFolder } from "../support/cli.js";
import { createFieldProject } from "../support/field_project.js";

vi.setConfig({ testTimeout: 600_000 });

test("contacts whose fields are nested under `properties`, as the API of HubSpot writes them, become MQLs", async () => {
  const project = await createFieldProject("13-hubspot-nested-properties");
  expect(await project.run("2026-02-01T12:00:00Z")).toMatchObject({ code: 0 });
  expect(await project.query("select count(*) as mqls from marts.mql_cycles")).toEqual([{ mqls: 3 }]);
  const beyond = `select example from marts.data_quality where "check" = 'columns beyond the contract'`;
  expect(JSON.stringify(await project.query(beyond))).not.toMatch(/properties/);
});

test("a table with headers in plain words is recognised, and what cannot be guessed is asked for", async () => {
  const { folder } = await createFieldProject("24-plain-word-headers", "");
  const { code, stdout } = await closedloop(["doctor", join(folder, "exports"), "--project", temporaryFolder()]);
  expect(code).toBe(0);
  expect(stdout).toContain("Leads.csv: not used: Converted, Do Not Email");
  expect(stdout).toMatch(/columns: \{record_id: Lead Number, source: Lead Source\}/);
  expect(stdout).toMatch(/please add created_at/);
  expect(stdout).toMatch(/please add: Converted \(0, 1\) says who reached the stage sql/);
});

test("an empty field beyond the header is no field: the row is loaded, and the run and data quality count it", async () => {
  const config = `sources:
  - name: shop
    system: mapped
    path: exports
    settle_seconds: 0
    entities:
      people: {file: leads.csv, columns: {record_id: lead_no, source: source, created_at: created}}
      stage_events: {file: leads.csv, columns: {record_id: lead_no, occurred_at: mql_date}, constants: {stage: mql}}
`;
  const project = await createFieldProject("25-value-beyond-the-header", config);
  const { code, stderr } = await project.run("2026-02-01T12:00:00Z");
  expect(code).toBe(0);
  expect(stderr).toMatch(/noted: empty fields beyond the header left out: 1/);
  expect(await project.query("select count(*) as mqls from marts.mql_cycles")).toEqual([{ mqls: 1 }]);
  const noted = await project.query(`select subject, count::integer as count from marts.data_quality
    where "check" = 'empty fields beyond the header left out' order by subject`);
  expect(noted.map(({ count }) => count)).toEqual([1, 1]);
});

test("a Salesforce report is refused as what it is, with what to do", async () => {
  const folder = temporaryFolder();
  mkdirSync(join(folder, "exports"));
  writeFileSync(
    join(folder, "exports", "Lead.csv"),
    '"Lead ID","Lead Owner","Company / Account","Email","Converted Date"\n"00Q000000000001","Ann","Acme","secret@x.example","1/2/2026"\n',
  );
  writeFileSync(
    join(folder, "closedloop.yaml"),
    "sources:\n  - {name: crm, system: salesforce, path: exports, settle_seconds: 0}\n",
  );
  const { code, stderr } = await closedloop(["run", "--project", folder, "--as-of", "2026-02-01T12:00:00Z"]);
  expect(code).toBe(3);
  expect(stderr).toMatch(/looks like a Salesforce report export: .*Lead ID, Lead Owner, Company \/ Account/);
  expect(stderr).not.toMatch(/secret/);
});
