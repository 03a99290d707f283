/** What a run tells those who watch it: the log, the exit code of a stale source, notifications, metrics and lineage. */
import { execFile, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { appendFileSync, cpSync, existsSync, readFileSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { beforeAll, expect, inject, test } from "vitest";
import { type CommandResult, closedloop, queryProject, temporaryFolder } from "../support/cli.js";
import { createFieldProject, type FieldProject } from "../support/field_project.js";

/** The lines of a log; each must be JSON with what every line has. */
const eventsOf = ({ log }: CommandResult) =>
  log
    .trimEnd()
    .split("\n")
    .map((line) => {
      const event = JSON.parse(line);
      expect(event).toMatchObject({
        schema_version: 1,
        time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
        level: expect.stringMatching(/^(info|warn|error)$/),
        message: expect.any(String),
      });
      return event;
    });

/** The clock of the first run, soon after the newest record; and of one in which nothing new has come. */
const [firstNight, later] = ["2026-03-12T05:15:00Z", "2026-03-16T05:15:00Z"];
let project: FieldProject;
let runs: { first: CommandResult; stale: CommandResult };
const ends: (() => void)[] = [];
const hook = { CLOSEDLOOP_TEST_HOOK: "http://127.0.0.1:1/secret-of-the-hook" };
beforeAll(async () => {
  project = await createFieldProject("01-mql-date-copied-to-contact", undefined, (end) => ends.push(end));
  appendFileSync(
    join(project.folder, "closedloop.yaml"),
    `notify: {on_success: "\${CLOSEDLOOP_TEST_HOOK}", on_failure: "cat > failure.json"}
metrics: {textfile: metrics/closedloop.prom}
openlineage: {file: lineage.jsonl}
`,
  );
  const run = (asOf: string) => closedloop(["run", "--project", ".", "--as-of", asOf], project.folder, hook);
  runs = { first: await run(firstNight), stale: await run(later) };
  return () => {
    for (const end of ends) end();
  };
});

test("every line of a sound run is JSON; its events have their facts as members", () => {
  const events = eventsOf(inject("exampleNight").told);
  const byName = new Map(events.map((event) => [event.event, event]));
  expect(byName.get("run_started")).toMatchObject({ command: "run", as_of: "2026-07-01T00:00:00Z" });
  expect(byName.get("file_loaded")).toMatchObject({ table: expect.any(String), loaded: expect.any(Number) });
  expect(byName.get("published")).toMatchObject({ publication_id: expect.any(String), seconds: expect.any(Number) });
  expect(events.at(-1)).toMatchObject({ event: "run_ended", status: "published", exit_code: 0 });
  expect(new Set(events.map(({ run_id }) => run_id)).size).toBe(1);
});

test("a mistake in the configuration or in an option is one JSON line, too, or text if asked for", async () => {
  const folder = temporaryFolder();
  const [line, ...more] = eventsOf(await closedloop(["run"], folder));
  expect(more).toEqual([]);
  expect(line).toMatchObject({ level: "error", event: "error", exit_code: 2, command: "run" });
  expect(line.message).toContain("no closedloop.yaml in .");
  const asText = await closedloop(["run", "--log", "text"], folder);
  expect(asText.log).toBe(`${line.message}\n`);
  const misspelt = await closedloop(["run", "--as-off", "x"], folder);
  expect([misspelt.code, eventsOf(misspelt)[0].message]).toEqual([2, expect.stringContaining("--as-off")]);
  const misspeltAsText = await closedloop(["run", "--log", "text", "--as-off", "x"], folder);
  expect(misspeltAsText.log).toMatch(/^error: unknown option/);
});

test("a source without new data publishes what is there and ends with 3, which names the source and what to do", async () => {
  expect(runs.first.code).toBe(0);
  expect(runs.stale.code).toBe(3);
  expect(runs.stale.stderr).toMatch(
    /closedloop: no new data of crm: the newest record is of 2026-03-\d\dT.* \(\d+ (h|days) old\), the newest content came at 2026-03-12T05:15:00Z \(4 days ago\), at most 50 h are allowed\nThe tables are published with the data that is there\. /,
  );
  const results = JSON.parse(readFileSync(join(project.folder, "warehouse/run_results.json"), "utf8"));
  expect(results).toMatchObject({ status: "published", exit_code: 3, publication_id: expect.any(String) });
  expect(results.freshness).toMatchObject([{ source: "crm", status: "stale", load_hours: 96, was_fresh: true }]);
  expect(
    await queryProject(
      project.folder,
      `select severity, subject from marts.data_quality where "check" = 'sources without new data'`,
    ),
  ).toEqual([{ severity: "warn", subject: "crm" }]);
  expect(eventsOf(runs.stale).slice(-2)).toMatchObject([
    { event: "run_ended", status: "published", exit_code: 3 },
    { event: "error", level: "error", exit_code: 3 },
  ]);
});

test("a build of old data only warns, because nobody expects new data of it", async () => {
  const built = await closedloop(["build", "--project", ".", "--as-of", later], project.folder, hook);
  expect(built).toMatchObject({ code: 0, stderr: expect.stringContaining("warn: crm: the newest record is of ") });
});

test("a notification that fails is in the log, without the URL, and changes nothing else", () => {
  const failure = eventsOf(runs.first).find(({ event }) => event === "telemetry_failed");
  expect(failure).toMatchObject({ level: "warn", key: "notify.on_success" });
  expect(runs.first.log + runs.stale.log).not.toContain("secret-of-the-hook");
});

test("a failure is told by the command, with status, exit code and the first line of the error", () => {
  // The command runs in the folder in which closedloop was started.
  expect(JSON.parse(readFileSync(join(project.folder, "failure.json"), "utf8"))).toMatchObject({
    event: "run_ended",
    status: "published",
    exit_code: 3,
    error: expect.stringMatching(/^no new data of crm: /),
    stale_sources: ["crm"],
  });
});

test("the metrics lie where they are configured, readable for the exporter", () => {
  const path = join(project.folder, "metrics/closedloop.prom");
  expect(statSync(path).mode & 0o777).toBe(0o644);
  expect(readFileSync(path, "utf8")).toContain('\nclosedloop_source_is_stale{source="crm"} 1\n');
  expect(existsSync(join(project.folder, "warehouse/metrics.prom"))).toBe(false);
});

test("each run is two events of lineage: its start and how it ended", () => {
  const lines = readFileSync(join(project.folder, "lineage.jsonl"), "utf8").trim().split("\n");
  const events = lines.map((line) => JSON.parse(line));
  expect(events.map(({ eventType }) => eventType)).toEqual(["START", "COMPLETE", "START", "FAIL", "START", "COMPLETE"]);
  expect(events[1].inputs.map(({ name }: { name: string }) => name)).toContain(
    "project.exports.crm.raw.salesforce_leads",
  );
  expect(events[1].outputs.length).toBeGreaterThan(10);
});

const hasTerminal = spawnSync("script", ["--version"]).error === undefined;

test.runIf(hasTerminal)("on a terminal a load shows its progress in place, and its lines are text", async () => {
  const command = `${process.execPath} ${resolve("dist/src/cli/main.js")} load --project . --as-of ${later}`;
  const printed = await new Promise<string>((done) => {
    const env = { ...process.env, ...hook, TERM: "xterm" };
    execFile("script", ["-qec", command, "/dev/null"], { cwd: project.folder, env }, (_, stdout) => done(stdout));
  });
  expect(printed).toContain("\r\u001b[2Kloading   0 %  0 rows");
  expect(printed).toContain("\r\u001b[2Kloaded: 0 new file(s) of 4\r\n");
  expect(printed).not.toContain('"message"');
});

test.each([["sql", "select 1"], ["verify"], ["rollback", "--list"]])(
  "%s tells nobody, so it needs no secret of those who are told",
  async (...args) => {
    expect((await closedloop([...args, "--project", "."], project.folder)).code).toBe(0);
  },
);
test("a run whose log nobody reads any more goes on to its end", async () => {
  const folder = temporaryFolder();
  cpSync(project.folder, folder, { recursive: true });
  const child = spawn(process.execPath, [resolve("dist/src/cli/main.js"), "load", "--as-of", firstNight], {
    cwd: folder,
    env: { ...process.env, ...hook },
    stdio: ["ignore", "ignore", "pipe"],
  });
  child.stderr.once("data", () => child.stderr.destroy());
  const [code] = await once(child, "exit");
  const results = JSON.parse(readFileSync(join(folder, "warehouse/run_results.json"), "utf8"));
  expect([code, results.command, results.status]).toEqual([0, "load", "loaded"]);
});

test("verify whose list nobody reads to its end finds no damage", async () => {
  const child = spawn(process.execPath, [resolve("dist/src/cli/main.js"), "verify"], {
    cwd: project.folder,
    env: { ...process.env, ...hook },
    stdio: ["ignore", "pipe", "ignore"],
  });
  child.stdout.once("data", () => child.stdout.destroy());
  expect(await once(child, "exit")).toEqual([0, null]);
});
