import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, inject, test } from "vitest";
import { closedloop, copyExample, exampleClock, rowsFrom, temporaryFolder } from "../support/cli.js";
import { copyProject } from "../support/example_night.js";

const night = inject("exampleNight");

/** All but marts.runs, which alone knows the machine's clock, and marts.data_quality, which tells of the runs themselves. */
const digest = (project: string) =>
  rowsFrom(
    project,
    ["people", "mql_cycles", "lifecycle_events", "funnel", "rejections"]
      .map(
        (name) =>
          `select '${name}' as name, md5(string_agg(row::varchar, '|' order by row::varchar)) as digest from marts.${name} as row`,
      )
      .join(" union all "),
  );

test("a second night with the same files adds nothing, and files in other folders and under other names give the same tables", async () => {
  const project = copyProject(night.project, temporaryFolder());
  const first = await digest(project);

  const again = await closedloop(["load", "--project", project, ...exampleClock]);
  expect(again.stderr).toBe("loaded: 0 new file(s) of 26\n");

  const exports = join(project, "exports/salesforce");
  mkdirSync(join(exports, "z-night"));
  for (const object of ["Lead.csv", "Contact.csv"]) renameSync(join(exports, object), join(exports, "z-night", object));
  const history = join(project, "warehouse");
  rmSync(history, { recursive: true });
  await closedloop(["run", "--project", project, ...exampleClock]);
  expect(await digest(project)).toEqual(first);
});

test("a status that differs between two nights is an event at the record's own modification", async () => {
  const project = temporaryFolder();
  const lead = (status: string, modified: string) =>
    `"Id","Email","Status","CreatedDate","LastModifiedDate","SystemModstamp"\n"00Q5e00000Nght1EAB","ada@acme.example","${status}","2026-05-01 09:00:00","${modified}","${modified}"\n`;
  writeFileSync(
    join(project, "closedloop.yaml"),
    "sources: [{name: crm, system: salesforce, path: exports, settle_seconds: 0}]\n",
  );
  for (const [night, status, modified] of [
    ["2026-06-01", "MQL", "2026-05-20 10:00:00"],
    ["2026-06-02", "Working - Contacted", "2026-06-01 15:30:00"],
    ["2026-06-03", "Unqualified", "2026-06-02 16:45:00"],
  ] as const) {
    mkdirSync(join(project, "exports", night), { recursive: true });
    writeFileSync(join(project, "exports", night, "Lead.csv"), lead(status, modified));
    await closedloop(["load", "--project", project, "--as-of", `${night}T23:00:00Z`]);
  }
  expect(await closedloop(["build", "--project", project, "--as-of", "2026-06-03T23:00:00Z"])).toMatchObject({
    code: 0,
  });
  const events = "select stage, occurred_at, is_approximate from marts.lifecycle_events order by occurred_at";
  expect(await rowsFrom(project, events)).toEqual([
    { stage: "mql", occurred_at: "2026-05-01T09:00:00Z", is_approximate: true },
    { stage: "sal", occurred_at: "2026-06-01T15:30:00Z", is_approximate: false },
    { stage: "rejected", occurred_at: "2026-06-02T16:45:00Z", is_approximate: false },
  ]);
});

test("a project without a definition folder, with CRM exports alone, gives the full recorded funnel and no cool-off", async () => {
  const project = copyExample(temporaryFolder());
  rmSync(join(project, "definition"), { recursive: true });
  expect(await closedloop(["run", "--project", project, ...exampleClock])).toMatchObject({ code: 0 });
  const [total] = await rowsFrom(project, "from marts.funnel where dimension = 'all' and period_kind = 'all'");
  expect(total).toMatchObject({ mqls: 52, reached_won: 8 });
  expect(
    await rowsFrom(project, "from marts.mql_cycles where inside_cool_off or definition_version is not null"),
  ).toEqual([]);
});

test("what is published is the team's alone: files are 0600 and folders 0700", async () => {
  const { project } = night;
  const modeOf = (path: string) => (statSync(join(project, path)).mode & 0o777).toString(8);
  expect([modeOf("warehouse"), modeOf("warehouse/warehouse.duckdb"), modeOf("reports/funnel.html")]).toEqual([
    "700",
    "600",
    "600",
  ]);
  expect(readdirSync(join(project, "warehouse")).sort()).toEqual([
    "history",
    "run_results.json",
    "runs",
    "warehouse.duckdb",
  ]);
});

test("a file that cannot be trusted stops the night with its line, and the published tables stay", async () => {
  const project = copyProject(night.project, temporaryFolder());
  const before = await digest(project);
  const path = join(project, "exports/salesforce/Lead.csv");
  writeFileSync(path, readFileSync(path, "utf8").slice(0, -20));
  const { code, stderr } = await closedloop(["run", "--project", project, ...exampleClock]);
  expect(code).toBe(3);
  expect(stderr).toMatch(/Lead\.csv: line 65: .*the file was cut/);
  expect(stderr).not.toMatch(/@/);
  expect(await digest(project)).toEqual(before);
});

test("a record exported with its 15-character id one night and its 18-character id the next is one record", async () => {
  const project = temporaryFolder();
  writeFileSync(
    join(project, "closedloop.yaml"),
    "sources: [{name: crm, system: salesforce, path: exports, settle_seconds: 0, reason_fields: {lead: Reason__c}}]\n",
  );
  for (const [night, id, status] of [
    ["2026-06-01", "00Q000000000001EAA", "MQL"],
    ["2026-06-02", "00Q000000000001", "Unqualified"],
  ] as const) {
    mkdirSync(join(project, "exports", night), { recursive: true });
    const header = "Id,Email,Status,CreatedDate,LastModifiedDate,Reason__c\n";
    const row = `${id},ada@acme.example,${status},2026-05-01 09:00:00,${night} 10:00:00,No budget\n`;
    writeFileSync(join(project, "exports", night, "Lead.csv"), header + row);
    await closedloop(["load", "--project", project, "--as-of", `${night}T23:00:00Z`]);
  }
  const told = await closedloop(["build", "--project", project, "--as-of", "2026-06-02T23:00:00.123456Z"]);
  expect(told).toMatchObject({ code: 0 });
  const cycles = await rowsFrom(project, "select outcome, rejected_at, rejection_reason from marts.mql_cycles");
  expect(cycles).toEqual([{ outcome: "rejected", rejected_at: "2026-06-02T10:00:00Z", rejection_reason: "No budget" }]);
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
