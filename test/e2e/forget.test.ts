import { spawn } from "node:child_process";
import { cpSync, existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { beforeAll, expect, inject, test } from "vitest";
import { withWarehouse } from "../../src/table/database_file.js";
import { closedloop, exampleClock, queryProject, temporaryFolder } from "../support/cli.js";
import { digestsOf } from "../support/digest.js";

const address = "nora.whitfield@harborlight.example";
const ids = ["0035e00000Ct001", "00Q5e00000Ld001"];
const ends: (() => void)[] = [];
let project = "";
let before: Record<string, string> = {};
let told = { code: -1, stdout: "", stderr: "" };

/** The digests of the marts without the person. */
const figuresOfOthers = () =>
  withWarehouse(join(project, "warehouse", "warehouse.duckdb"), "READ_ONLY", async (warehouse) => {
    const found = await warehouse.runAndReadAll(
      "select table_name from duckdb_columns() where schema_name = 'marts' and column_name = 'person_id' order by all",
    );
    const tables = found.getRows().map(([name]) => `marts.${name} where person_id <> 'crm:0035e00000Ct001AAB'`);
    expect(tables.length).toBeGreaterThan(3);
    return digestsOf(warehouse, tables);
  });

const filesIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));

/** Starts to forget, and kills the process as soon as the hashes are kept. */
const killWhileForgetting = () =>
  new Promise<void>((done) => {
    const args = ["forget", address, "--yes", "--project", project, ...exampleClock];
    const child = spawn(process.execPath, [resolve("dist/src/cli/main.js"), ...args], { stdio: "ignore" });
    const watch = setInterval(() => {
      if (existsSync(join(project, "warehouse", "forgotten.json"))) child.kill("SIGKILL");
    }, 2);
    child.on("exit", () => {
      clearInterval(watch);
      done();
    });
  });

beforeAll(async () => {
  project = join(
    temporaryFolder((end) => ends.push(end)),
    "example",
  );
  cpSync(inject("exampleNight").project, project, { recursive: true });
  before = await figuresOfOthers();
  await killWhileForgetting();
  told = await closedloop(["forget", address, "--yes", "--project", project, ...exampleClock]);
  return () => {
    for (const end of ends) end();
  };
});

test("a person is erased and it is proven, also after a run that was killed in the middle", () => {
  expect(told.stderr).toMatch(/proven: \d+ files searched, none has an address, id or name of the person/);
  expect(told.code).toBe(0);
  expect(told.stdout + told.stderr).not.toMatch(/nora|whitfield/i);
  expect(told.stderr).toContain("exports/salesforce/Lead.csv");
});

test("no file of closedloop has the person in its bytes, and no table in its rows", async () => {
  const files = [...filesIn(join(project, "warehouse")), ...filesIn(join(project, "reports"))];
  expect(files.length).toBeGreaterThan(30);
  for (const file of files.filter((path) => !path.endsWith("run.lock"))) {
    const bytes = readFileSync(file).toString("latin1");
    expect([file, /nora.?whitfield/i.test(bytes)]).toEqual([file, false]);
  }
  const tables = await queryProject(
    project,
    "select schema_name || '.' || table_name as name from duckdb_tables() where not internal order by all",
  );
  const named = tables.map(
    ({ name }) =>
      `select '${name}' as name from ${name} as rows where regexp_matches(rows::varchar, '${ids.join("|")}|(?i)nora.?whitfield')`,
  );
  expect(await queryProject(project, named.join(" union all "))).toEqual([]);
});

test("the figures of everybody else stay", async () => {
  expect(await figuresOfOthers()).toEqual(before);
});

test("the run is recorded without the person, and the hashes are private", () => {
  const results = JSON.parse(readFileSync(join(project, "warehouse", "run_results.json"), "utf8"));
  expect(results).toMatchObject({ command: "forget", status: "published", exit_code: 0 });
  expect(statSync(join(project, "warehouse", "forgotten.json")).mode & 0o777).toBe(0o600);
});

test("the next exports do not bring the person back, neither as the same record nor as a new one", async () => {
  const leads = join(project, "exports", "salesforce", "Lead.csv");
  const tasks = join(project, "exports", "salesforce", "Task.csv");
  const newId = "00Q5e00000Ld999AAA";
  const text = readFileSync(leads, "utf8");
  const row = text.split("\n").find((line) => line.includes(address))!;
  writeFileSync(leads, `${text.trimEnd()}\n${row.replace(/00Q5e00000Ld001\w*/, newId)}\n`);
  const taskText = readFileSync(tasks, "utf8");
  const task = taskText.split("\n").find((line) => /00Q|003/.test(line))!;
  writeFileSync(
    tasks,
    `${taskText.trimEnd()}\n${task.replace(/(00Q|003)\w{12,15}/, newId).replace(/00T\w{12,15}/, "00T5e00000Tk999AAA")}\n`,
  );
  const night = await closedloop(["run", "--project", project, "--as-of", "2026-07-02T00:00:00Z"]);
  expect(night).toMatchObject({ code: 0 });
  expect(night.stderr).toMatch(/Lead\.csv -> raw\.salesforce_leads: \d+ loaded, 2 forgotten/);
  expect(
    await queryProject(
      project,
      `select 'lead' as what from raw.salesforce_leads where email = '${address}' or id in ('${newId}', '00Q5e00000Ld001EAB')
      union all select 'task' from raw.salesforce_tasks where whoid = '${newId}'
      union all select 'person' from marts.people where email = '${address}'`,
    ),
  ).toEqual([]);
  expect(
    await queryProject(project, `select "check" from marts.data_quality where "check" like '%missing at once%'`),
  ).toEqual([]);
});

test("who forgets nobody is told so", async () => {
  expect(await closedloop(["forget", "nobody@nowhere.example", "--dry-run", "--project", project])).toMatchObject({
    code: 2,
    stderr: expect.stringContaining("nobody has this email or id"),
  });
  expect(await closedloop(["forget", "info@acme.example", "--yes", "--project", project])).toMatchObject({
    code: 2,
    stderr: expect.stringContaining("shared mailbox"),
  });
  const list = await closedloop(["forget", "--list", "--project", project]);
  expect(list.stdout).toMatch(/^2026-07-01T00:00:00Z {2}\d+ hash\(es\)/);
});
