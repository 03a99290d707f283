/** The schema of `run_results.json` and of the history of runs, one small file per run. Neither contains data of people. */
import { z } from "zod";
import type { Instant } from "../table/columns.js";

const instant = z.custom<Instant>((value) => typeof value === "string" && /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(value));
const count = z.int().min(0);

const fileResultSchema = z.strictObject({
  source: z.string(),
  /** Null for a file that only a manifest lists, and for an archive that cannot be opened. */
  table: z.string().nullable(),
  /** Path below the source's folder. */
  file: z.string(),
  /** known: the same content was loaded before. */
  status: z.enum(["added", "known", "left", "quarantined", "missing"]),
  sha256: z.string().nullable(),
  bytes: count.nullable(),
  format: z.string().nullable(),
  load_id: z.string().nullable(),
  /** parsed = loaded + rejected + deduplicated + forgotten; null if the file was not loaded. */
  parsed: count.nullable(),
  loaded: count.nullable(),
  rejected: count.nullable(),
  deduplicated: count.nullable(),
  /** The records of forgotten people. */
  forgotten: count.nullable(),
  /** Why the file was left, quarantined or is missing. */
  found: z.string().nullable(),
  new_columns: z.array(z.string()),
  gone_columns: z.array(z.string()),
});

const volumeSchema = z.strictObject({
  source: z.string(),
  table: z.string(),
  /** One of the files of the export. */
  file: z.string(),
  files: count,
  rows_before: count,
  rows: count,
  is_accepted: z.boolean(),
});

const tableResultSchema = z.strictObject({
  table: z.string(),
  /** Null for a view: counting its rows would mean computing it. */
  rows: count.nullable(),
  seconds: z.number().min(0),
  checks: z.array(z.strictObject({ rule: z.string(), status: z.enum(["passed", "warned", "failed"]), rows: count })),
});

const freshnessSchema = z.strictObject({
  source: z.string(),
  /** late: older than `warn_hours`; stale: older than `error_hours`, so that the exit code is 3; unknown: nothing was loaded. */
  status: z.enum(["fresh", "late", "stale", "unknown"]),
  /** The newest time in its records up to the clock of the run. */
  newest_record_at: instant.nullable(),
  /** The clock of the newest run that found new content. */
  newest_load_at: instant.nullable(),
  record_hours: z.number().nullable(),
  load_hours: z.number().nullable(),
  /** Null if `freshness_hours` of the source is null. */
  warn_hours: z.number().nullable(),
  error_hours: z.number().nullable(),
  /** False if no load ever had records as new as `error_hours`: then it is never stale. */
  was_fresh: z.boolean(),
});

export const runRecordSchema = z.strictObject({
  /** Raised when a key changes its meaning or is removed, but not when a key is added. */
  schema_version: z.literal(1),
  /** The start time and a random part, so that two runs never share an id. */
  run_id: z.string(),
  command: z.enum(["run", "load", "build", "rollback", "forget"]),
  /** The version of closedloop. */
  version: z.string(),
  /** published: also if only the report could not be written. interrupted: stopped by a signal, or killed. A run that is killed reads running until the next run begins. */
  status: z.enum(["running", "loaded", "published", "failed", "interrupted"]),
  /** Null while the run is running, and if it was killed. */
  exit_code: z.int().nullable(),
  /** The message of a failed run. */
  error: z.string().nullable(),
  /** Equal for runs with equal as-of, files, configuration, definition and lookups; null if nothing was published. */
  publication_id: z.string().nullable(),
  /** Null without a definition, or if it cannot be read. */
  definition_version: z.string().nullable(),
  time_zone: z.string(),
  currency: z.string(),
  /** Files in the history when the tables were built. */
  file_count: count,
  min_sample: count,
  windows_days: z.strictObject({ sal: z.number(), sql: z.number(), opportunity: z.number(), won: z.number() }),
  as_of: instant,
  started_at: instant,
  finished_at: instant.nullable(),
});

export const runResultsSchema = runRecordSchema.extend({
  files: z.array(fileResultSchema),
  /** Files below a source's folder that no contract covers. */
  unread: z.array(z.strictObject({ source: z.string(), count, example: z.string() })),
  /** Exports with less than half of the rows of the export before. */
  volumes: z.array(volumeSchema),
  tables: z.array(tableResultSchema),
  /** The age of each source's data; empty until it is judged. */
  freshness: z.array(freshnessSchema),
  /** Rows of `marts.data_quality` with severity `warn`; null if the run published nothing. */
  warning_count: count.nullable(),
  /** Earlier runs that were killed, so that they could tell nobody. */
  killed_runs: z.array(z.string()),
});

/** One run in the history of runs. */
export type RunRecord = z.infer<typeof runRecordSchema>;
export type RunResults = z.infer<typeof runResultsSchema>;
export type FileResult = z.infer<typeof fileResultSchema>;
export type TableResult = z.infer<typeof tableResultSchema>;
