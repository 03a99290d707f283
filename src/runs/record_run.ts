import { onEndingSignal } from "../base/ending_signals.js";
import { exitCodeOf, safeMessageOf } from "../base/errors.js";
import { printMessage } from "../base/print_message.js";
import type { BuildListener } from "../build/build.js";
import type { Config } from "../config/config_schema.js";
import { definitionInForce } from "../config/definition_in_force.js";
import { publishedFolder } from "../config/project_paths.js";
import { readConfig } from "../config/read_config.js";
import { readLastLoad } from "../load/night/last_load.js";
import type { LoadListener } from "../load/night/load_events.js";
import { openProject, type Project, parseAsOf } from "../project/project.js";
import { removeUnfinished } from "../publish/publish.js";
import type { Instant } from "../table/columns.js";
import { createFileResult } from "./file_result.js";
import { finishKilledRuns } from "./finish_killed_runs.js";
import { withProjectLock } from "./project_lock.js";
import { createRunRecord, writeRun } from "./run_log.js";
import type { FileResult, RunRecord, RunResults, TableResult } from "./run_results.js";

/** A run whose results are recorded, and the functions that record them. */
export interface RecordedRun {
  readonly project: Project;
  readonly asOf: Instant;
  readonly run: RunRecord;
  /** Aborted when a signal ends the run: then nothing may be published any more. */
  readonly abort: AbortSignal;
  readonly noteFile: LoadListener;
  readonly noteTable: BuildListener;
  /** Records what was published. */
  readonly notePublication: (publication: { id: string; files: number }) => void;
}

/**
 * Does a command's work and records it in `run_results.json` and in the history of runs, also if it fails or a signal ends it;
 * the error is rethrown. A run whose configuration cannot be read is not recorded, because the folder to write to is unknown;
 * nor is one that another run keeps out.
 */
export async function recordRun(
  command: RunRecord["command"],
  { project: folder, asOf: asOfText }: { project: string; asOf?: string },
  work: (recorded: RecordedRun) => Promise<void>,
): Promise<void> {
  const config = await readConfig(folder);
  const asOf = parseAsOf(asOfText);
  await withProjectLock(folder, config, command, async () => {
    const published = publishedFolder({ folder, config });
    await finishKilledRuns(folder, config);
    const run = createRunRecord(command, config, asOf);
    const { write, ...notes } = createRunRecorder(folder, config, run);
    await write({});
    const stopped = new AbortController();
    const release = onEndingSignal(async (signal, exit_code) => {
      stopped.abort(new Error(`stopped by ${signal}`));
      const end = { exit_code, error: `stopped by ${signal}`, finished_at: parseAsOf() };
      const isPublished = run.publication_id !== null;
      printMessage(
        isPublished
          ? `stopped by ${signal}: the tables are published, but the run did not end`
          : `stopped by ${signal}: nothing is published, the tables published before stay`,
      );
      await write({ status: isPublished ? "published" : "interrupted", ...end });
      await removeUnfinished(published);
    });
    try {
      const project = await openProject(folder, config);
      run.definition_version = definitionInForce(project.definitions, asOf, config.time_zone);
      await work({ project, asOf, run, abort: stopped.signal, ...notes });
      await write({ status: command === "load" ? "loaded" : "published", exit_code: 0, finished_at: parseAsOf() });
    } catch (error) {
      const end = { exit_code: exitCodeOf(error), error: safeMessageOf(error), finished_at: parseAsOf() };
      // The first error counts: if the disk is full, this write fails as well.
      // What fails after the publication, e.g. the report, does not undo it.
      const status = run.publication_id === null ? "failed" : "published";
      await write({ status, ...end }).catch(() => {});
      throw error;
    } finally {
      release();
    }
  });
}

/** Collects the results of a run and writes them when `write` is called. */
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
    // What a stopped run still does until the process ends changes its end no more.
    if (run.finished_at !== null) return;
    Object.assign(run, end);
    await writeRun(folder, config, { ...run, files, tables, ...(await readLoadResults(folder, config)) });
  };
  return { noteFile, noteTable, notePublication, write };
}

/** The unread files of the last load, and its exports that shrank. */
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
