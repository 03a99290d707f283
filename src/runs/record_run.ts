import { rm } from "node:fs/promises";
import { bugPath, keepBug } from "../base/bugs.js";
import { onEndingSignal } from "../base/ending_signals.js";
import { exitCodeOf, safeMessageOf } from "../base/errors.js";
import { maskAddresses } from "../base/mask_addresses.js";
import { addLogFacts, logEvent, printMessage } from "../base/print_message.js";
import type { BuildListener } from "../build/build.js";
import type { Config } from "../config/config_schema.js";
import { definitionInForce } from "../config/definition_in_force.js";
import { publishedFolder, publishFolder } from "../config/project_paths.js";
import { readConfig } from "../config/read_config.js";
import type { SourceFreshness } from "../load/night/freshness.js";
import { readLastLoad } from "../load/night/last_load.js";
import type { LoadListener } from "../load/night/load_events.js";
import { openProject, type Project, parseAsOf } from "../project/project.js";
import { removeUnfinished } from "../publish/publish.js";
import type { Instant } from "../table/columns.js";
import { createFileResult } from "./file_result.js";
import { finishKilledRuns } from "./finish_killed_runs.js";
import { withProjectLock } from "./project_lock.js";
import { createRunRecord, writeRun } from "./run_log.js";
import type { RunObserver } from "./run_observer.js";
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
  readonly noteFreshness: (sources: readonly SourceFreshness[]) => void;
  readonly noteWarnings: (count: number) => void;
}

const silentObserver: RunObserver = { begin: () => {}, end: async () => {} };

/** How many milliseconds of the end of a stopped run are for telling others. */
const lastTellingMilliseconds = 2000;

/**
 * Does a command's work and records it in `run_results.json` and in the history of runs, also if it fails or a signal ends it;
 * the error is rethrown. The observer is told of its begin, and of its end when the project is free again. A run whose
 * configuration cannot be read is not recorded, because the folder to write to is unknown; nor is one that another run keeps out.
 */
export async function recordRun(
  command: RunRecord["command"],
  { project: folder, asOf: asOfText }: { project: string; asOf?: string },
  work: (recorded: RecordedRun) => Promise<void>,
  observer = silentObserver,
): Promise<void> {
  const config = await readConfig(folder, process.env, { withReceivers: true });
  const asOf = parseAsOf(asOfText);
  let tellEnd = async () => {};
  try {
    await withProjectLock(folder, config, command, async () => {
      const published = publishedFolder({ folder, config });
      const killed = await finishKilledRuns(folder, config);
      const run = createRunRecord(command, config, asOf);
      addLogFacts({ run_id: run.run_id });
      const { write, collect, ...notes } = createRunRecorder(folder, config, run, killed);
      let project: Project | null = null;
      const tell = async (abort: AbortSignal) => {
        logRunEnd(run);
        const results = await collect().catch(() => collect({ unread: [], volumes: [] }));
        await observer.end({ folder, config, project, results, abort });
      };
      const stopped = new AbortController();
      const release = onEndingSignal(async (signal, exit_code) => {
        // A run that has just ended must only be written.
        if (run.finished_at !== null) return write({});
        stopped.abort(new Error(`stopped by ${signal}`));
        const end = { exit_code, error: `stopped by ${signal}`, finished_at: parseAsOf() };
        const isPublished = run.publication_id !== null;
        printMessage(
          isPublished
            ? `stopped by ${signal}: the tables are published, but the run did not end`
            : `stopped by ${signal}: nothing is published, the tables published before stay`,
          { level: "error", event: "stopped", facts: { signal } },
        );
        await write({ status: isPublished ? "published" : "interrupted", ...end });
        await removeUnfinished(published);
        await tell(AbortSignal.timeout(lastTellingMilliseconds));
      });
      try {
        await write({});
        await rm(bugPath(publishFolder(folder, config)), { force: true }); // It may quote rows, and is of an earlier run.
        logEvent("run_started", `${command} of ${folder} as of ${asOf}`, { as_of: asOf, version: run.version });
        observer.begin({ folder, config, run });
        project = await openProject(folder, config);
        run.definition_version = definitionInForce(project.definitions, asOf, config.time_zone);
        await work({ project, asOf, run, abort: stopped.signal, ...notes });
        await write({ status: command === "load" ? "loaded" : "published", exit_code: 0, finished_at: parseAsOf() });
      } catch (error) {
        if (exitCodeOf(error) === 70) await keepBug(error, publishFolder(folder, config)).catch(() => {});
        const end = { exit_code: exitCodeOf(error), error: safeMessageOf(error), finished_at: parseAsOf() };
        // The first error counts: if the disk is full, this write fails as well.
        // What fails after the publication, e.g. the report, does not undo it.
        const status = run.publication_id === null ? "failed" : "published";
        await write({ status, ...end }).catch(() => Object.assign(run, { status, ...end }));
        throw error;
      } finally {
        release();
        if (!stopped.signal.aborted) tellEnd = () => tell(new AbortController().signal);
      }
    });
  } finally {
    // Others wait for the project, but nobody for what is told.
    await tellEnd();
  }
}

function logRunEnd({ status, exit_code, started_at, finished_at, publication_id }: RunRecord): void {
  const seconds = finished_at === null ? null : (Date.parse(finished_at) - Date.parse(started_at)) / 1000;
  logEvent("run_ended", `${status}, exit code ${exit_code}`, { status, exit_code, seconds, publication_id });
}

/** Collects the results of a run and writes them when `write` is called. */
function createRunRecorder(folder: string, config: Config, run: RunRecord, killed_runs: string[]) {
  const files: FileResult[] = [];
  const tables: TableResult[] = [];
  let freshness: SourceFreshness[] = [];
  let warning_count: number | null = null;
  const noteFile: LoadListener = (event) => {
    if (event.kind !== "waiting") files.push(createFileResult(event));
  };
  const noteTable: BuildListener = ({ table, rows, seconds, checks }) => {
    tables.push({ table, rows, seconds: Math.round(seconds * 1000) / 1000, checks: [...checks] });
  };
  const notePublication: RecordedRun["notePublication"] = ({ id, files: file_count }) => {
    Object.assign(run, { publication_id: id, file_count });
  };
  const noteFreshness: RecordedRun["noteFreshness"] = (sources) => {
    freshness = [...sources];
  };
  const noteWarnings: RecordedRun["noteWarnings"] = (count) => {
    warning_count = count;
  };
  const collect = async (load?: Pick<RunResults, "unread" | "volumes">): Promise<RunResults> => ({
    ...run,
    ...{ files, tables, freshness, warning_count, killed_runs },
    ...(load ?? (await readLoadResults(folder, config))),
  });
  let last: Promise<void> = Promise.resolve();
  /** One write after the other: a signal may come during one. */
  const write = (end: Partial<RunRecord>): Promise<void> => {
    last = last.catch(() => {}).then(() => writeNow(end));
    return last;
  };
  const writeNow = async (end: Partial<RunRecord>) => {
    // What a stopped run still does until the process ends changes its end no more.
    if (run.finished_at !== null) return;
    Object.assign(run, end);
    try {
      await writeRun(folder, config, await collect());
    } catch (error) {
      run.finished_at = null;
      throw error;
    }
  };
  return { noteFile, noteTable, notePublication, noteFreshness, noteWarnings, write, collect };
}

/** The unread files of the last load, and its exports that shrank. */
async function readLoadResults(folder: string, config: Config): Promise<Pick<RunResults, "unread" | "volumes">> {
  const { unread, volumes } = await readLastLoad(folder, config);
  return {
    unread: unread.map(({ system, count, example }) => ({ source: system, count, example: maskAddresses(example) })),
    volumes: volumes.flatMap(({ system, table, fallen, accepted }) => {
      const fall = fallen ?? accepted;
      if (!fall) return [];
      const { file, files, before, rows } = fall;
      return [
        {
          source: system,
          table,
          file: maskAddresses(file),
          files,
          rows_before: before,
          rows,
          is_accepted: fallen === null,
        },
      ];
    }),
  };
}
