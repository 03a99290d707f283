import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { configSchema } from "../../../src/config/config_schema.js";
import { createRunRecord, readRuns, runResultsPath, writeRun } from "../../../src/runs/run_log.js";
import type { RunResults } from "../../../src/runs/run_results.js";
import type { Instant } from "../../../src/table/columns.js";

const config = configSchema.parse({ sources: [{ name: "crm", system: "salesforce", path: "exports" }] });
const asOf = "2026-07-01T00:00:00Z" as Instant;
const nothing = { files: [], unread: [], volumes: [], tables: [], freshness: [], warning_count: null, killed_runs: [] };

function folder() {
  const project = mkdtempSync(join(tmpdir(), "closedloop-runs-"));
  onTestFinished(() => rmSync(project, { recursive: true, force: true }));
  return project;
}
const nth = (at: number): RunResults => ({
  ...createRunRecord("run", config, asOf),
  ...nothing,
  run_id: `20260101T0000${String(at).padStart(6, "0")}`,
});

test("of more than a thousand runs the oldest are forgotten", async () => {
  const project = folder();
  const runs = join(project, "warehouse/runs");
  mkdirSync(runs, { recursive: true });
  for (let at = 0; at < 1005; at++) writeFileSync(join(runs, `${nth(at).run_id}.json`), "{}");
  await writeRun(project, config, nth(2000));
  const kept = readdirSync(runs).sort();
  expect([kept.length, kept[0], kept.at(-1)]).toEqual([1000, `${nth(6).run_id}.json`, `${nth(2000).run_id}.json`]);
});

test("runs come oldest first; what is torn or of another form is left out", async () => {
  const project = folder();
  for (const at of [3, 1, 2]) await writeRun(project, config, nth(at));
  writeFileSync(join(project, "warehouse/runs", "20260101T0000000000.json"), '{"run_id": "of another ver');
  writeFileSync(join(project, "warehouse/runs", "20260101T0000000009.json"), '{"schema_version": 9}');
  expect((await readRuns(project, config)).map(({ run_id }) => run_id)).toEqual([1, 2, 3].map((at) => nth(at).run_id));
  expect(runResultsPath(project, config)).toBe(join(project, "warehouse/run_results.json"));
});

test("two runs that begin at once have ids of their own, which sort by time", () => {
  const [one, two] = [createRunRecord("run", config, asOf), createRunRecord("run", config, asOf)];
  expect(one.run_id).not.toBe(two.run_id);
  expect(one.run_id).toMatch(/^\d{8}T\d{6}\.\d{3}Z-[0-9a-f]{6}$/);
});
