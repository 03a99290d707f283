import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { closedloop, copyExample, exampleClock, queryProject, temporaryFolder } from "../support/cli.js";
import { copyProject } from "../support/example_night.js";

const night = inject("exampleNight");

// `test/fuzz/orders.test.ts` tests that other folders, names, parts and orders of the same files give the same tables.
test("a second night with the same files adds nothing", async () => {
  const project = copyProject(night.project, temporaryFolder());
  const again = await closedloop(["load", "--project", project, ...exampleClock]);
  expect(again.stderr.split("\n")).toEqual([
    "loaded: 0 new file(s) of 26",
    expect.stringMatching(/^warn: map: the newest record is of 2026-06-29T13:00:00Z \(35 h old\)/),
    "",
  ]);
});

const ends: (() => void)[] = [];
/** The project after three nights of two sources with one lead each. */
let nights: string;
beforeAll(async () => {
  nights = temporaryFolder((end) => ends.push(end));
  const sources = [
    "{name: crm, system: salesforce, path: exports/crm, settle_seconds: 0}",
    "{name: other, system: salesforce, path: exports/other, settle_seconds: 0, reason_fields: {lead: Reason__c}}",
  ];
  writeFileSync(join(nights, "closedloop.yaml"), `sources: [${sources.join(", ")}]\n`);
  const leads: readonly [night: string, crm: string, other: string | null][] = [
    ["2026-06-01", "MQL,2026-05-20 10:00:00,2026-05-20 10:00:00,Analyst", "00Q000000000001EAA,MQL"],
    [
      "2026-06-02",
      "Working - Contacted,2026-06-01 15:30:00,2026-06-01 15:30:00,Analyst",
      "00Q000000000001,Unqualified",
    ],
    ["2026-06-03", "Unqualified,2026-06-02 16:45:00,2026-06-02 16:45:00,VP Sales", null],
  ];
  const put = (source: string, night: string, lines: readonly string[]) => {
    mkdirSync(join(nights, "exports", source, night), { recursive: true });
    writeFileSync(join(nights, "exports", source, night, "Lead.csv"), `${lines.join("\n")}\n`);
  };
  for (const [night, crm, other] of leads) {
    const header = "Id,Email,CreatedDate,Status,LastModifiedDate";
    const lead = `00Q5e00000Nght1EAB,ada@acme.example,2026-05-01 09:00:00,${crm}`;
    put("crm", night, [`${header},SystemModstamp,Title`, lead]);
    if (other !== null) {
      const [id, status] = other.split(",");
      const row = `${id},bea@apex.example,2026-05-01 09:00:00,${status},${night} 10:00:00,No budget`;
      put("other", night, [`${header},Reason__c`, row]);
    }
    await closedloop(["load", "--project", nights, "--as-of", `${night}T23:00:00Z`]);
  }
  const built = await closedloop(["build", "--project", nights, "--as-of", "2026-06-03T23:00:00.123456Z"]);
  expect(built).toMatchObject({ code: 0 });
});
afterAll(() => {
  for (const end of ends) end();
});

test("an attribute that differs between two nights has its history, from the beginning of the record", async () => {
  const attributes = `select attribute, value, observed_at from intermediate.person_attributes
    where person_id like 'crm:%' and attribute in ('job_title', 'seniority', 'email_domain') order by attribute, observed_at`;
  const [made, changed] = ["2026-05-01T09:00:00Z", "2026-06-02T16:45:00Z"];
  expect(await queryProject(nights, attributes)).toEqual([
    { attribute: "email_domain", value: "acme.example", observed_at: made },
    { attribute: "job_title", value: "Analyst", observed_at: made },
    { attribute: "job_title", value: "VP Sales", observed_at: changed },
    { attribute: "seniority", value: "individual", observed_at: made },
    { attribute: "seniority", value: "vp", observed_at: changed },
  ]);
});

test("without its exports and its database a project is rebuilt from the history alone", async () => {
  const project = copyProject(nights, temporaryFolder());
  const tables = ["people", "mql_cycles", "lifecycle_events", "funnel", "rejections", "score_history"];
  const all = tables.map((name) => `select '${name}' as name, row::varchar as row from marts.${name} as row`);
  const query = `${all.join(" union all ")} order by all`;
  const before = await queryProject(project, query);
  rmSync(join(project, "exports"), { recursive: true });
  rmSync(join(project, "warehouse/warehouse.duckdb"));
  const clock = ["--as-of", "2026-06-03T23:00:00.123456Z"];
  expect(await closedloop(["run", "--project", project, ...clock])).toMatchObject({ code: 3 });
  expect(await closedloop(["run", "--from-history", "--project", project, ...clock])).toMatchObject({
    code: 0,
    stderr: expect.stringMatching(/^exports are not read: rebuilding from the loaded data\n/),
  });
  expect(before.length).toBeGreaterThan(10);
  expect(await queryProject(project, query)).toEqual(before);
});

test("a status that differs between two nights is an event at the record's own modification", async () => {
  const events = `select stage, occurred_at, is_approximate from marts.lifecycle_events
    where person_id like 'crm:%' order by occurred_at`;
  expect(await queryProject(nights, events)).toEqual([
    { stage: "mql", occurred_at: "2026-05-01T09:00:00Z", is_approximate: true },
    { stage: "sal", occurred_at: "2026-06-01T15:30:00Z", is_approximate: false },
    { stage: "rejected", occurred_at: "2026-06-02T16:45:00Z", is_approximate: false },
  ]);
});

test("a record exported with its 15-character id one night and its 18-character id the next is one record", async () => {
  const cycles = await queryProject(
    nights,
    "select outcome, rejected_at, rejection_reason from marts.mql_cycles where person_id like 'other:%'",
  );
  expect(cycles).toEqual([{ outcome: "rejected", rejected_at: "2026-06-02T10:00:00Z", rejection_reason: "No budget" }]);
});

test("a project without a definition folder, with CRM exports alone, gives the full recorded funnel and no cool-off", async () => {
  const project = copyProject(night.project, temporaryFolder());
  rmSync(join(project, "definition"), { recursive: true });
  expect(await closedloop(["build", "--project", project, ...exampleClock])).toMatchObject({ code: 0 });
  const [total] = await queryProject(project, "from marts.funnel where dimension = 'all' and period_kind = 'all'");
  expect(total).toMatchObject({ mqls: 52, reached_won: 8 });
  expect(
    await queryProject(project, "from marts.mql_cycles where inside_cool_off or definition_version is not null"),
  ).toEqual([]);
});

test("what is published is the team's alone: files are 0600 and folders 0700", async () => {
  const { project } = night;
  const modeOf = (path: string) => (statSync(join(project, path)).mode & 0o777).toString(8);
  const files = ["warehouse/warehouse.duckdb", "warehouse/run.lock", "reports/funnel.html"];
  expect([modeOf("warehouse"), ...files.map(modeOf)]).toEqual(["700", "600", "600", "600"]);
  expect(readdirSync(join(project, "warehouse")).sort()).toEqual([
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
});

test("a file that cannot be trusted stops the night with its line, and the published tables stay", async () => {
  const project = copyProject(night.project, temporaryFolder());
  const published = join(project, "warehouse/warehouse.duckdb");
  const before = readFileSync(published);
  const path = join(project, "exports/salesforce/Lead.csv");
  writeFileSync(path, readFileSync(path, "utf8").slice(0, -20));
  const { code, stderr } = await closedloop(["run", "--project", project, ...exampleClock]);
  expect(code).toBe(3);
  expect(stderr).toMatch(/Lead\.csv: line 65: .*the file was cut/);
  expect(stderr).not.toMatch(/@/);
  expect(readFileSync(published).equals(before)).toBe(true);
});

test("a pattern that cannot be read is told with file and line before anything is built", async () => {
  const project = copyExample(temporaryFolder());
  writeFileSync(join(project, "reference/personas.csv"), "priority,match,value,persona\n1,regex,(,Boss\n");
  const { code, stderr } = await closedloop(["run", "--project", project, ...exampleClock]);
  expect({ code, stderr }).toMatchObject({
    code: 2,
    stderr: expect.stringMatching(/personas\.csv:? .*line 2|personas\.csv:2/),
  });
});
