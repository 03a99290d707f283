import { expect, test } from "vitest";
import type { Instant } from "../../../src/table/columns.js";
import { createMetrics, findLastSuccess } from "../../../src/telemetry/metrics_file.js";
import { formatMetrics } from "../../../src/telemetry/prometheus_text.js";
import { endedRun } from "./ended_run.js";

const context = { lastSuccess: "2026-06-30T05:15:09Z", publicationBytes: 2048 };
const textOf = (results: Parameters<typeof endedRun>[0] = {}) =>
  formatMetrics(createMetrics(endedRun(results).results, context));

const label = /[a-zA-Z_][a-zA-Z0-9_]*="(?:[^"\\\n]|\\[\\"n])*"/.source;
const sampleLine = new RegExp(`^([a-z][a-z0-9_]*)(\\{${label}(?:,${label})*\\})? (-?[0-9.e+-]+)$`);

/** Reads the text format as strictly as `promtool check metrics`: the samples by name and labels. */
function readMetrics(text: string): Map<string, number> {
  expect(text.endsWith("\n")).toBe(true);
  const samples = new Map<string, number>();
  const ended = new Set<string>();
  let current = "";
  for (const line of text.slice(0, -1).split("\n")) {
    const [, name, help] = /^# HELP ([a-z_]+) (.+\.)$/.exec(line) ?? [];
    if (help !== undefined) {
      ended.add(current);
      current = name!;
      expect(ended.has(current), `${current} has one block`).toBe(false);
    } else if (line.startsWith("#")) expect(line).toBe(`# TYPE ${current} gauge`);
    else {
      const [, sample, labels = "", value] = sampleLine.exec(line) ?? expect.fail(`not a sample: ${line}`);
      expect(sample).toBe(current);
      expect(samples.has(sample + labels), `${line} is there once`).toBe(false);
      expect(Number.isFinite(Number(value))).toBe(true);
      samples.set(sample + labels, Number(value));
    }
  }
  return samples;
}

test("the metrics of a run are valid text of Prometheus, with its end, rows and ages by source", () => {
  const metrics = readMetrics(textOf());
  expect(Object.fromEntries(metrics)).toMatchObject({
    'closedloop_run_info{command="run",version="0.1.0"}': 1,
    closedloop_run_duration_seconds: 12.5,
    closedloop_run_exit_code: 0,
    'closedloop_run_status{status="published"}': 1,
    'closedloop_run_status{status="failed"}': 0,
    closedloop_last_success_timestamp_seconds: Date.parse(context.lastSuccess) / 1000,
    'closedloop_source_files{source="crm",status="quarantined"}': 1,
    'closedloop_source_rows{source="crm",result="loaded"}': 10,
    'closedloop_source_rows{source="crm",result="rejected"}': 1,
    closedloop_data_quality_warnings: 4,
    closedloop_publication_bytes: 2048,
    'closedloop_table_rows{table="marts.people"}': 7,
  });
  expect([...metrics.keys()].filter((name) => name.includes("intermediate"))).toEqual([]);
});

test("a label is escaped", () => {
  const metrics = readMetrics(textOf());
  expect(metrics.get('closedloop_source_load_age_seconds{source="say \\"a\\\\b\\""}')).toBe(60.5 * 3600);
  expect(metrics.get('closedloop_source_is_stale{source="say \\"a\\\\b\\""}')).toBe(1);
});

test("what a failed run does not know is left out", () => {
  const metrics = readMetrics(
    textOf({ status: "failed", exit_code: 3, files: [], tables: [], freshness: [], warning_count: null }),
  );
  expect(metrics.get("closedloop_run_exit_code")).toBe(3);
  expect([...metrics.keys()].filter((name) => /source|table|warnings/.test(name))).toEqual([]);
});

test("a load or a rollback that succeeds does not hide that the nightly runs fail", () => {
  const ended = (command: "run" | "load" | "build" | "rollback", exit_code: number, day: number) =>
    endedRun({ command, exit_code, finished_at: `2026-07-0${day}T05:20:00Z` as Instant }).results;
  const failing = [ended("run", 0, 1), ended("run", 1, 2), ended("load", 0, 3), ended("rollback", 0, 4)];
  expect(findLastSuccess(failing)).toBe("2026-07-01T05:20:00Z");
  expect(findLastSuccess([...failing, ended("build", 0, 5)])).toBe("2026-07-05T05:20:00Z");
  expect(findLastSuccess(failing.slice(1))).toBeUndefined();
});
