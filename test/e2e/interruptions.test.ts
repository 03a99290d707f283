import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { beforeAll, expect, onTestFinished, test } from "vitest";
import { closedloop, queryProject } from "../support/cli.js";
import { createFieldProject, type FieldProject } from "../support/field_project.js";

const asOf = "2026-07-01T00:00:00Z";
let project: FieldProject;
let warehouse: string;
beforeAll(async () => {
  project = await createFieldProject("01-mql-date-copied-to-contact", undefined, (remove) => ends.push(remove));
  warehouse = join(project.folder, "warehouse");
  expect(await project.run(asOf)).toMatchObject({ code: 0 });
  return () => {
    for (const end of ends) end();
  };
});
const ends: (() => void)[] = [];
/** What the last build that a test started wrote to stderr. */
let log = "";

const results = () => JSON.parse(readFileSync(join(warehouse, "run_results.json"), "utf8"));
const unfinished = () => readdirSync(join(warehouse, "publications")).filter((name) => name.includes(".building"));
/** How the runs before the one that built the tables ended. */
const runsBefore = async () =>
  (
    await queryProject(
      project.folder,
      "select status, exit_code from marts.runs where not is_current order by started_at",
    )
  ).map(({ status, exit_code }) => `${status} ${exit_code}`);

/** Starts `closedloop build` and waits until its tables are being built. */
async function startBuild(): Promise<{ child: ChildProcess; ended: Promise<[number | null, string | null]> }> {
  const child = spawn(process.execPath, [
    resolve("dist/src/cli/main.js"),
    "build",
    "--project",
    project.folder,
    "--as-of",
    asOf,
  ]);
  onTestFinished(() => void child.kill("SIGKILL"));
  const ended = once(child, "exit") as Promise<[number | null, string | null]>;
  log = "";
  child.stderr!.setEncoding("utf8").on("data", (part: string) => {
    log += part;
  });
  while (unfinished().length === 0 && child.exitCode === null) await delay(5);
  expect(child.exitCode).toBe(null);
  return { child, ended };
}

test("a second run beside one at work ends with 75 and leaves its work alone; a reader is not kept out", async () => {
  const { child, ended } = await startBuild();
  const [running] = unfinished();
  for (const command of ["run", "load", "build"]) {
    const second = await closedloop([command, "--project", project.folder, "--as-of", asOf]);
    expect(second).toMatchObject({ code: 75, stdout: "" });
    expect(second.stderr).toContain(`\`closedloop build\`, process ${child.pid} on `);
  }
  expect(await runsBefore()).toEqual([]);
  expect([results().status, unfinished()]).toEqual(["running", expect.arrayContaining([running])]);
  expect(await ended).toEqual([0, null]);
  expect([results().status, unfinished()]).toEqual(["published", []]);
});

test("a run that SIGTERM stops says so, and the tables published before stay", async () => {
  const before = readFileSync(join(warehouse, "warehouse.duckdb"));
  const { child, ended } = await startBuild();
  child.kill("SIGTERM");
  expect(await ended).toEqual([null, "SIGTERM"]);
  expect(results()).toMatchObject({ status: "interrupted", exit_code: 143, error: "stopped by SIGTERM" });
  const events = log
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));
  expect(events.slice(-2)).toMatchObject([
    { level: "error", event: "stopped", signal: "SIGTERM" },
    { event: "run_ended", status: "interrupted", exit_code: 143 },
  ]);
  const metrics = readFileSync(join(warehouse, "metrics.prom"), "utf8");
  expect(metrics).toContain("\nclosedloop_run_exit_code 143\n");
  // The success before it is still known.
  expect(metrics).toMatch(/\nclosedloop_last_success_timestamp_seconds \d+/);
  expect(unfinished()).toEqual([]);
  expect(readFileSync(join(warehouse, "warehouse.duckdb")).equals(before)).toBe(true);
});

test("a signal in the last moments of a run leaves none that reads as running", async () => {
  const { child, ended } = await startBuild();
  let isAsked = false;
  child.stderr!.on("data", () => {
    // Once: a second signal would not wait for the record.
    if (isAsked || !log.includes('"event":"published"')) return;
    isAsked = true;
    child.kill("SIGTERM");
  });
  await ended;
  expect(results()).toMatchObject({ status: "published", publication_id: expect.any(String) });
});

test("the lock of a run that was killed is free, its remains are removed, and it counts as interrupted", async () => {
  const { child, ended } = await startBuild();
  child.kill("SIGKILL");
  await ended;
  expect([results().status, unfinished().length > 0]).toEqual(["running", true]);
  expect(await closedloop(["build", "--project", project.folder, "--as-of", asOf])).toMatchObject({ code: 0 });
  expect(unfinished()).toEqual([]);
  expect(existsSync(join(warehouse, "warehouse.duckdb.wal"))).toBe(false);
  expect(await runsBefore()).toEqual([
    "published 0",
    "published 0",
    "interrupted 143",
    expect.stringMatching(/^published (0|143)$/),
    "interrupted null",
  ]);
  expect(results().killed_runs).toEqual([expect.stringMatching(/^20/)]);
});
