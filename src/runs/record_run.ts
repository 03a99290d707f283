import { exitCodeOf, safeMessageOf } from "../base/errors.js";
import type { BuildListener } from "../build/build.js";
import type { Config } from "../config/config_schema.js";
import { definitionInForce } from "../config/definition_in_force.js";
import { readConfig } from "../config/read_config.js";
import { readLastLoad } from "../load/night/last_load.js";
import type { LoadListener } from "../load/night/load_events.js";
import { openProject, type Project, parseAsOf } from "../project/project.js";
import type { Instant } from "../table/columns.js";
import { createFileResult } from "./file_result.js";
import { createRunRecord, writeRun } from "./run_log.js";
import type { FileResult, RunRecord, RunResults, TableResult } from "./run_results.js";

/** A run that writes down what it does. */
export interface RecordedRun {
  readonly project: Project;
  readonly asOf: Instant;
  readonly run: RunRecord;
  readonly noteFile: LoadListener;
  readonly noteTable: BuildListener;
  /** Says what stands in the published file from now on. */
  readonly notePublication: (publication: { id: string; files: number }) => void;
}

/**
 * Does a command's work and accounts for it in `run_results.json` and the history of runs, also where it fails: its
 * error is thrown on. Before the configuration can be read nobody knows where to write.
 */
export async function recordRun(
  command: RunRecord["command"],
  { project: folder, asOf: given }: { project: string; asOf?: string },
  work: (night: RecordedRun) => Promise<void>,
): Promise<void> {
  const config = await readConfig(folder);
  const asOf = parseAsOf(given);
  const run = createRunRecord(command, config, asOf);
  const { write, ...notes } = createRunRecorder(folder, config, run);
  await write({});
  try {
    const project = await openProject(folder, config);
    run.definition_version = definitionInForce(project.definitions, asOf, config.time_zone);
    await work({ project, asOf, run, ...notes });
    await write({ status: command === "load" ? "loaded" : "published", exit_code: 0, finished_at: parseAsOf() });
  } catch (error) {
    const end = { exit_code: exitCodeOf(error), error: safeMessageOf(error), finished_at: parseAsOf() };
    // What is thrown is what went wrong first; a full disk cannot be written to either.
    await write({ status: "failed", ...end }).catch(() => {});
    throw error;
  }
}

/** Collects what a run tells, and writes it down when asked to. */
function createRunRecorder(folder: string, config: Config, run: RunRecord) {
  const files: FileResult[] = [];
  const tables: TableResult[] = [];
  const noteFile: LoadListener = (event) => {
    if (event.kind !== "waiting") files.push(createFileResult(event));
  };
  const noteTable: BuildListener = ({ table, rows, seconds, checks }) => {
    tables.push({ table, rows, seconds: Math.round(seconds * 1000) / 1000, checks: [...checks] });
  };
  const notePublication: RecordedRun["notePublication"] = ({ id, files: file_count }) => {
    Object.assign(run, { publication_id: id, file_count });
  };
  const write = async (end: Partial<RunRecord>) => {
    Object.assign(run, end);
    await writeRun(folder, config, { ...run, files, tables, ...(await readLoadResults(folder, config)) });
  };
  return { noteFile, noteTable, notePublication, write };
}

/** What the last load found around the files. */
async function readLoadResults(folder: string, config: Config): Promise<Pick<RunResults, "unread" | "volumes">> {
  const { unread, volumes } = await readLastLoad(folder, config);
  return {
    unread: unread.map(({ system, count, example }) => ({ source: system, count, example })),
    volumes: volumes.flatMap(({ system, table, fallen, accepted }) => {
      const fall = fallen ?? accepted;
      if (!fall) return [];
      const { file, files, before, rows } = fall;
      return [{ source: system, table, file, files, rows_before: before, rows, is_accepted: fallen === null }];
    }),
  };
}
