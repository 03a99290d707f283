/** What a run tells other programs in a few words: no value of a person's record, no secret. */
import { basename, resolve } from "node:path";
import type { EndedRun } from "../runs/run_observer.js";
import type { FileResult } from "../runs/run_results.js";

/** The summary of a run, as a command gets it on its standard input and a webhook in its body. */
export interface RunSummary {
  /** Raised when a member changes its meaning or is removed, but not when one is added. */
  readonly schema_version: 1;
  readonly event: "run_ended";
  /** The name of the project's folder. */
  readonly project: string;
  readonly command: string;
  readonly version: string;
  readonly run_id: string;
  readonly status: string;
  readonly exit_code: number | null;
  /** The first line of the error; null if there is none. */
  readonly error: string | null;
  readonly as_of: string;
  readonly started_at: string;
  readonly finished_at: string | null;
  readonly seconds: number | null;
  /** Null if nothing was published. */
  readonly publication_id: string | null;
  readonly files: Readonly<Record<FileResult["status"], number>>;
  /** The records of new files. */
  readonly rows: { readonly loaded: number; readonly rejected: number; readonly deduplicated: number };
  /** Warnings of `marts.data_quality`; null if nothing was published. */
  readonly warnings: number | null;
  readonly late_sources: readonly string[];
  readonly stale_sources: readonly string[];
  /** Runs before this one that were killed, so that they could tell nobody. */
  readonly killed_runs: readonly string[];
  /** All of it in a few sentences. */
  readonly text: string;
}

/** How many seconds a run took; null if it did not end. */
export const secondsOf = ({ started_at, finished_at }: EndedRun["results"]): number | null =>
  finished_at === null ? null : (Date.parse(finished_at) - Date.parse(started_at)) / 1000;

export function summarizeRun({ folder, results }: EndedRun): RunSummary {
  const { files, freshness } = results;
  const filesWith = (status: FileResult["status"]) => files.filter((file) => file.status === status).length;
  const added = files.filter(({ status }) => status === "added");
  const rowsOf = (key: "loaded" | "rejected" | "deduplicated") =>
    added.reduce((sum, file) => sum + (file[key] ?? 0), 0);
  const sourcesWith = (wanted: string) =>
    freshness.flatMap(({ source, status }) => (status === wanted ? [source] : []));
  const summary = {
    schema_version: 1 as const,
    event: "run_ended" as const,
    project: basename(resolve(folder)),
    command: results.command,
    version: results.version,
    run_id: results.run_id,
    status: results.status,
    exit_code: results.exit_code,
    error: results.error?.split("\n", 1)[0] ?? null,
    as_of: results.as_of,
    started_at: results.started_at,
    finished_at: results.finished_at,
    seconds: secondsOf(results),
    publication_id: results.publication_id,
    files: {
      added: added.length,
      known: filesWith("known"),
      left: filesWith("left"),
      quarantined: filesWith("quarantined"),
      missing: filesWith("missing"),
    },
    rows: { loaded: rowsOf("loaded"), rejected: rowsOf("rejected"), deduplicated: rowsOf("deduplicated") },
    warnings: results.warning_count,
    late_sources: sourcesWith("late"),
    stale_sources: sourcesWith("stale"),
    killed_runs: results.killed_runs,
  };
  return { ...summary, text: describeRun(summary) };
}

/** E.g. `closedloop run of acme: failed, exit code 3 after 12 s. 1 file(s) missing or in quarantine. ...`. */
function describeRun(run: Omit<RunSummary, "text">): string {
  const { files, rows, publication_id, killed_runs } = run;
  const after = run.seconds === null ? "" : ` after ${Math.round(run.seconds)} s`;
  const sentences = [
    `closedloop ${run.command} of ${run.project}: ${run.status}, exit code ${run.exit_code}${after}`,
    run.error?.replace(/[.:]$/, ""),
    publication_id === null && run.command !== "load"
      ? "Nothing was published: the tables published before stay"
      : undefined,
    `Files: ${files.added} new, ${files.known} known, ${files.left} left for the next run, ${files.quarantined} quarantined, ${files.missing} missing`,
    `Rows: ${rows.loaded} loaded, ${rows.rejected} rejected`,
    run.warnings === null ? undefined : `Warnings of data quality: ${run.warnings}`,
    run.late_sources.length > 0 ? `Late: ${run.late_sources.join(", ")}` : undefined,
    killed_runs.length > 0 ? `Killed before it: ${killed_runs.join(", ")}` : undefined,
    `Run ${run.run_id}`,
  ];
  return `${sentences.filter((sentence) => sentence !== undefined).join(". ")}.`;
}
