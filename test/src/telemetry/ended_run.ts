/** A run that has ended, for tests of what it tells others. */
import { configSchema } from "../../../src/config/config_schema.js";
import type { SourceFreshness } from "../../../src/load/night/freshness.js";
import type { EndedRun } from "../../../src/runs/run_observer.js";
import type { FileResult, RunResults } from "../../../src/runs/run_results.js";
import type { Instant } from "../../../src/table/columns.js";

const file = (source: string, status: FileResult["status"], loaded: number | null = null): FileResult => ({
  ...{ source, status, table: "raw.salesforce_leads", file: "Lead.csv", sha256: null, bytes: 1200, format: "csv" },
  ...{
    load_id: null,
    parsed: loaded && loaded + 1,
    loaded,
    rejected: loaded && 1,
    deduplicated: loaded && 0,
    forgotten: loaded && 0,
  },
  ...{ found: null, new_columns: [], gone_columns: [] },
});

const freshness: SourceFreshness = {
  ...{ source: 'say "a\\b"', status: "stale", was_fresh: true, warn_hours: 26, error_hours: 50 },
  ...{ newest_record_at: "2026-06-28T00:00:00Z" as Instant, newest_load_at: "2026-06-28T12:00:00Z" as Instant },
  ...{ record_hours: 72, load_hours: 60.5 },
};

/** A run of the project `/srv/acme` that published; `results` and `config` change it. */
export function endedRun(results: Partial<RunResults> = {}, config: object = {}, folder = "/srv/acme"): EndedRun {
  return {
    folder,
    config: configSchema.parse({ sources: [{ name: "crm", system: "salesforce", path: "exports" }], ...config }),
    project: null,
    abort: new AbortController().signal,
    results: {
      ...{ schema_version: 1, run_id: "20260701T051500.123Z-a1b2c3", command: "run", version: "0.1.0" },
      ...{ status: "published", exit_code: 0, error: null, publication_id: "0123", definition_version: null },
      ...{ time_zone: "UTC", currency: "USD", file_count: 2, min_sample: 20 },
      windows_days: { sal: 14, sql: 45, opportunity: 90, won: 270 },
      as_of: "2026-07-01T00:00:00Z" as Instant,
      started_at: "2026-07-01T05:15:00Z" as Instant,
      finished_at: "2026-07-01T05:15:12.5Z" as Instant,
      files: [file("crm", "added", 10), file("crm", "known", 500), file("crm", "quarantined")],
      tables: [
        { table: "marts.people", rows: 7, seconds: 1, checks: [] },
        { table: "intermediate.records_judged", rows: 9, seconds: 1, checks: [] },
      ],
      freshness: [freshness],
      ...{ unread: [], volumes: [], warning_count: 4, killed_runs: [] },
      ...results,
    },
  };
}
