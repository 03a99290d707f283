import { appendFileSync, existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { type RunResults, runRecordSchema, runResultsSchema } from "../../src/runs/run_results.js";
import { type CommandResult, closedloop, exampleClock, queryProject, temporaryFolder } from "../support/cli.js";
import { copyProject } from "../support/example_night.js";
import { createFieldProject } from "../support/field_project.js";

const night = inject("exampleNight");
const ends: (() => void)[] = [];
afterAll(() => {
  for (const end of ends) end();
});

const resultsOf = (project: string): RunResults =>
  runResultsSchema.parse(JSON.parse(readFileSync(join(project, "warehouse/run_results.json"), "utf8")));
const nextNight = ["--as-of", "2026-07-02T00:00:00Z"];
const canary = "canary@acme.example";

let project: string;
/** The output of a night with a torn file of leads, of a second try with a truncated file, and of a third that accepts it. */
const told: Record<"torn" | "cut" | "accepted", CommandResult> = {} as never;
const results: Record<keyof typeof told, RunResults> = {} as never;
beforeAll(async () => {
  project = copyProject(
    night.project,
    temporaryFolder((end) => ends.push(end)),
  );
  const lead = join(project, "exports/salesforce/Lead.csv");
  const run = async (name: keyof typeof told, ...more: string[]) => {
    told[name] = await closedloop(["run", "--project", project, ...nextNight, ...more]);
    results[name] = resultsOf(project);
  };
  const sound = readFileSync(lead, "utf8");
  writeFileSync(join(project, "exports/salesforce/notes.xlsx"), "x");
  writeFileSync(lead, `${sound}"${canary}"`);
  await run("torn");
  writeFileSync(lead, `${sound.split("\n").slice(0, 20).join("\n")}\n`);
  rmSync(join(project, "exports/salesforce/Event.csv"));
  await run("cut");
  await run("accepted", "--accept-volume");
});

test("a night says of every file and every table what became of it", () => {
  const { files, tables, ...run } = resultsOf(night.project);
  expect(run).toMatchObject({ schema_version: 1, command: "run", status: "published", exit_code: 0, error: null });
  expect(run).toMatchObject({ as_of: "2026-07-01T00:00:00Z", definition_version: "2025-01-01", file_count: 26 });
  expect(run.publication_id).toMatch(/^[0-9a-f]{32}$/);
  expect(run.finished_at! > run.started_at).toBe(true);
  expect(files).toHaveLength(26);
  const lead = files.find(({ file }) => file === "Lead.csv")!;
  expect(lead).toMatchObject({ source: "crm", table: "raw.salesforce_leads", status: "added", format: "csv" });
  expect(lead.bytes).toBe(statSync(join(night.project, "exports/salesforce/Lead.csv")).size);
  for (const { parsed, loaded, rejected, deduplicated } of files)
    expect(loaded! + rejected! + deduplicated!).toBe(parsed);
  const cycles = tables.find(({ table }) => table === "marts.mql_cycles")!;
  expect(cycles.rows).toBeGreaterThan(50);
  expect(cycles.checks).toContainEqual({ rule: "one row per person_id, cycle_no", status: "passed", rows: 0 });
});

test("what a run writes of itself is its owner's alone", () => {
  const runs = readdirSync(join(night.project, "warehouse/runs"));
  expect(runs).toHaveLength(1);
  for (const path of ["run_results.json", `runs/${runs[0]}`, "history/last_load.json"]) {
    expect((statSync(join(night.project, "warehouse", path)).mode & 0o777).toString(8)).toBe("600");
  }
});

test("a file that cannot be trusted ends the night with 3, accounted for without a value of it, its bytes kept", () => {
  expect(told.torn.code).toBe(3);
  expect(results.torn).toMatchObject({ status: "failed", exit_code: 3, publication_id: null, tables: [] });
  const unfit = results.torn.files.filter(({ status }) => status === "quarantined");
  expect(unfit).toMatchObject([
    { file: "Lead.csv", loaded: null, found: expect.stringMatching(/^line 66: .*the file was cut/) },
  ]);
  const [id] = readdirSync(join(project, "warehouse/quarantine"));
  expect(readFileSync(join(project, "warehouse/quarantine", id!, "content.csv"), "utf8")).toContain(canary);
  expect(JSON.stringify(results.torn) + told.torn.stderr).not.toContain(canary);
});

test("a cut export ends the night with 1 before anything is built, and says how to go on", () => {
  expect(told.cut.code).toBe(1);
  expect(told.cut.stderr).toMatch(/crm: Lead.csv -> raw.salesforce_leads: \d+ rows, 6\d in the last full export/);
  expect(told.cut.stderr).toContain("--accept-volume");
  expect(results.cut).toMatchObject({
    status: "failed",
    exit_code: 1,
    volumes: [{ file: "Lead.csv", is_accepted: false }],
  });
});

test("what is accepted is published and told in the tables, the rest that surrounds the files too", async () => {
  expect(told.accepted).toMatchObject({ code: 0 });
  expect(results.accepted).toMatchObject({ status: "published", volumes: [{ file: "Lead.csv", is_accepted: true }] });
  const found = await queryProject(
    project,
    `select "check", subject, severity from marts.data_quality where "check" similar to '(files|falls|exports).*' order by all`,
  );
  expect(found).toEqual([
    { check: "exports that were there before", subject: "crm: raw.salesforce_events", severity: "warn" },
    { check: "falls of volume, accepted", subject: "crm: raw.salesforce_leads", severity: "warn" },
    {
      check: "files in quarantine, replaced since",
      subject: "crm: Lead.csv -> raw.salesforce_leads",
      severity: "info",
    },
    { check: "files that nobody reads", subject: "crm", severity: "info" },
  ]);
});

test("the history of runs has the failed ones, the one that built the tables last", async () => {
  const runs = await queryProject(
    project,
    "select run_id, command, status, exit_code, publication_id, is_current, finished_at from marts.runs order by started_at",
  );
  expect(runs.map(({ status, exit_code, is_current }) => [status, exit_code, is_current])).toEqual([
    ["published", 0, false],
    ["failed", 3, false],
    ["failed", 1, false],
    ["published", null, true],
  ]);
  expect(runs.at(-1)).toMatchObject({ publication_id: results.accepted.publication_id, finished_at: null });
  const kept = readdirSync(join(project, "warehouse/runs")).sort();
  expect(kept).toEqual(runs.map(({ run_id }) => `${run_id}.json`));
  for (const file of kept)
    runRecordSchema.parse(JSON.parse(readFileSync(join(project, "warehouse/runs", file), "utf8")));
});

test("a definition with a mistake is accounted for as well, in words without a value", async () => {
  const broken = copyProject(night.project, temporaryFolder());
  writeFileSync(join(broken, "definition/2025-01-01/fit.csv"), "rule_id\n");
  const { code } = await closedloop(["build", "--project", broken, ...exampleClock]);
  expect(code).toBe(2);
  expect(resultsOf(broken)).toMatchObject({ command: "build", status: "failed", exit_code: 2, files: [] });
  expect(resultsOf(broken).error).toMatch(/fit.csv/);
  expect(existsSync(join(broken, "warehouse/warehouse.duckdb"))).toBe(true);
});

test("a folder that may not be written to is the machine's fault, told without a stack", async () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, "closedloop.yaml"), "sources: [{name: crm, system: salesforce, path: x}]\n");
  writeFileSync(join(folder, "warehouse"), "a file where the folder should be");
  const { code, stderr } = await closedloop(["run"], folder);
  expect({ code, stderr }).toMatchObject({ code: 4, stderr: expect.not.stringMatching(/ at .*\.js:\d+/) });
});

test("a run that cannot write the report has published the tables, and says so; its folder may be anywhere", async () => {
  const { folder, run } = await createFieldProject("01-mql-date-copied-to-contact");
  const elsewhere = join(temporaryFolder(), "acme data");
  appendFileSync(join(folder, "closedloop.yaml"), `\npublish: {directory: ${JSON.stringify(elsewhere)}}\n`);
  writeFileSync(join(folder, "reports"), "a file where the folder of reports belongs");
  const { code, stderr } = await run("2026-07-01T00:00:00Z");
  expect(code).not.toBe(0);
  expect(stderr).toContain("the tables are published, but the report cannot be written; afterwards: closedloop report");
  const results = runResultsSchema.parse(JSON.parse(readFileSync(join(elsewhere, "run_results.json"), "utf8")));
  expect(results).toMatchObject({ status: "published", exit_code: code, publication_id: expect.any(String) });
  expect(readdirSync(elsewhere).sort()).toEqual([
    "explore.duckdb",
    "history",
    "metrics.prom",
    "publications",
    "published.json",
    "run.lock",
    "run_lock.json",
    "run_results.json",
    "runs",
    "warehouse.duckdb",
  ]);
  expect(readdirSync(folder)).not.toContain("warehouse");
  expect(await queryProject(folder, "select count(*)::integer as n from marts.people")).toEqual([{ n: 1 }]);
});
