/** What a run says of itself: `run_results.json`, and one small file per run of the history. Never a person's data. */
import { z } from "zod";
import type { Instant } from "../table/columns.js";

const instant = z.custom<Instant>((value) => typeof value === "string" && /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(value));
const count = z.int().min(0);

const fileResultSchema = z.strictObject({
  source: z.string(),
  /** Null of a file that only a manifest knows, and of an archive that cannot be opened. */
  table: z.string().nullable(),
  /** Below the source's folder. */
  file: z.string(),
  /** known: its content was loaded before. */
  status: z.enum(["added", "known", "left", "quarantined", "missing"]),
  sha256: z.string().nullable(),
  bytes: count.nullable(),
  format: z.string().nullable(),
  load_id: z.string().nullable(),
  /** parsed = loaded + rejected + deduplicated; null of what was not loaded. */
  parsed: count.nullable(),
  loaded: count.nullable(),
  rejected: count.nullable(),
  deduplicated: count.nullable(),
  /** Why it was left, refused or missed. */
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
  /** Null of a view: to count it would be to compute it. */
  rows: count.nullable(),
  seconds: z.number().min(0),
  checks: z.array(z.strictObject({ rule: z.string(), status: z.enum(["passed", "warned", "failed"]), rows: count })),
});

export const runRecordSchema = z.strictObject({
  /** Raised when a key changes its meaning or goes; new keys may come without it. */
  schema_version: z.literal(1),
  /** When it began, and chance: two runs over the same files are two runs. */
  run_id: z.string(),
  command: z.enum(["run", "load", "build"]),
  /** Version of closedloop. */
  version: z.string(),
  /** running: it has not ended, or was killed. */
  status: z.enum(["running", "loaded", "published", "failed"]),
  /** Null while it is running. */
  exit_code: z.int().nullable(),
  /** What a failed run said. */
  error: z.string().nullable(),
  /** Equal where as-of, files, configuration, definition and lookups are; null where nothing was published. */
  publication_id: z.string().nullable(),
  /** Null without a definition, or where it cannot be read. */
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
  /** Files below a source's folder that no contract asks for. */
  unread: z.array(z.strictObject({ source: z.string(), count, example: z.string() })),
  /** Exports with less than half of the rows before. */
  volumes: z.array(volumeSchema),
  tables: z.array(tableResultSchema),
});

/** One run, as the history of runs keeps it. */
export type RunRecord = z.infer<typeof runRecordSchema>;
export type RunResults = z.infer<typeof runResultsSchema>;
export type FileResult = z.infer<typeof fileResultSchema>;
export type TableResult = z.infer<typeof tableResultSchema>;
