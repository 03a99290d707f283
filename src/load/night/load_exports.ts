import { join } from "node:path";
import { escapeControls } from "../../base/escape_controls.js";
import type { Config } from "../../config/config_schema.js";
import { historyFolder, quarantineFolder } from "../../config/project_paths.js";
import { limitResources } from "../../config/resources.js";
import type { Instant } from "../../table/columns.js";
import { type WithConnection, withDatabase } from "../../table/database_file.js";
import { quotedString } from "../../table/dialect.js";
import type { Source } from "../../table/model.js";
import { Fault } from "../../text/fault.js";
import { findExpectedFiles, type UnreadFiles } from "../files/expected_files.js";
import { type IdentifiedFile, identifyFiles, removeUnpacked } from "../files/identify_files.js";
import { findLookalikes } from "../files/lookalike_files.js";
import type { MissingFile } from "../files/manifest.js";
import { isNewFault, openQuarantine, type QuarantineEntry, quarantineFile, releaseFile } from "../files/quarantine.js";
import { type DeferredFile, deferFile, FileChangedError, stillGrowing } from "../files/settled_files.js";
import { addForgotten, type ForgottenPeople, readForgotten, writeForgotten } from "../forgotten_people.js";
import { openHistory, readLoads, updateLoad, withHistoryScratch } from "../history.js";
import { feedKey, type LoadRecord, type SchemaDrift } from "../load_record.js";
import { forgetInHistory } from "../raw/forget_in_history.js";
import { mendBeforeLoad } from "../raw/verified_loads.js";
import { readLastLoad, recordLastLoad } from "./last_load.js";
import { type FileEvent, type LoadListener, type QuarantinedFile, throwLoadErrors } from "./load_events.js";
import { type LoadedFile, type Loader, loadFile } from "./load_file.js";
import { createProgressCounter, type LoadProgress } from "./load_progress.js";
import { mapConcurrently } from "./map_concurrently.js";
import { createDriftFinder } from "./schema_drift.js";

/** While DuckDB works on one file, the next is read. More at once would only need more memory. */
const maxConcurrentFiles = 2;

interface LoadInput {
  project: string;
  config: Config;
  tables: readonly Source[];
  /** The clock of the run. */
  asOf: Instant;
  report?: LoadListener;
  /** Called when bytes were read or a file is done. */
  onProgress?: (progress: LoadProgress) => void;
  /** False if nobody asks which unread files look like an object: then they are not opened. */
  findsLookalikes?: boolean;
  /** True if damaged loads of which nothing is known are put aside. */
  leaveOutDamaged?: boolean;
}

/** A loader that puts files into quarantine. */
interface QuarantiningLoader extends Loader {
  readonly quarantine: string;
  readonly quarantined: Map<string, QuarantineEntry>;
}

/**
 * Loads all files of all sources into the history; content that was loaded before adds nothing. At the end, when all other files
 * are loaded, throws if a file is missing or newly in quarantine, or if a table has no data without it.
 */
export async function loadExports(run: LoadInput): Promise<LoadedFile[]> {
  const { project, config, tables, asOf, report = () => {}, findsLookalikes = true, leaveOutDamaged = false } = run;
  const onWait = (seconds: number, file: string) => report({ kind: "waiting", seconds, file });
  const { files, deferred, missing: absent, unread } = await findExpectedFiles(project, config, tables, onWait);
  const history = historyFolder(project, config);
  await openHistory(history);
  const { loads, leftOut: damaged } = await mendBeforeLoad(history, { asOf, leaveOutDamaged });
  const known = new Map(loads.map((load) => [load.load_id, load]));
  const leftOut = new Map(damaged.map((load) => [load.load_id, load]));
  const missing = await dateMissingFiles(run, absent, loads);
  const quarantine = quarantineFolder(project, config);
  const quarantined = await openQuarantine(quarantine);
  const events: FileEvent[] = [...missing, ...deferred];
  for (const event of events) report(event);
  const findDrift = createDriftFinder(loads);
  const unreadFiles: UnreadFiles[] = [];
  const progress = createProgressCounter(files, run.onProgress);
  await withLoaderDatabase({ config, history }, async (withConnection) => {
    const forgotten = await readForgotten(project, config);
    const learned = new Set<string>();
    const keeping = { quarantine, quarantined, forgotten, learned };
    const loader: QuarantiningLoader = { withConnection, history, known, leftOut, asOf, ...keeping };
    const inTurn = createTurns();
    const work = async (file: IdentifiedFile) => {
      const event = await inTurn(file.id, () => processFile(loader, file));
      progress.countFile(file);
      return event;
    };
    const identified = identifyFiles(files, history, progress.countRead);
    for await (const event of mapConcurrently(identified, maxConcurrentFiles, work)) {
      const isNewLoad = event.kind === "loaded" && event.added;
      const completed = isNewLoad ? await addDrift(loader, event, findDrift(event.load)) : event;
      events.push(completed);
      report(completed);
    }
    if (forgotten !== undefined && learned.size > 0) await forgetLearned(run, loader, forgotten, events);
    for (const { entries, lacking: all, ...files } of unread) {
      const lacking = findsLookalikes ? all : [];
      const lookalikes = await withHistoryScratch(history, "heads", (scratch) =>
        withConnection((connection) =>
          findLookalikes(connection, { system: files.system, entries, lacking }, join(scratch, "head")),
        ),
      );
      unreadFiles.push({ ...files, ...(lookalikes.length > 0 ? { lookalikes } : {}) });
    }
  });
  await recordLastLoad(run, events, unreadFiles);
  throwLoadErrors(events, known.values(), quarantine);
  return events.filter((event) => event.kind === "loaded");
}

/**
 * Since when the files are missing that closedloop.yaml names. Of a table that has earlier data such a file stops the run only
 * until the next night, like a file in quarantine.
 */
async function dateMissingFiles(
  { project, config, asOf }: LoadInput,
  missing: readonly MissingFile[],
  loads: readonly LoadRecord[],
): Promise<MissingFile[]> {
  const { missing: before = [] } = await readLastLoad(project, config);
  return missing.map((file) => {
    const { system, table, feed } = file;
    if (table === undefined || feed === undefined) return file;
    const isSame = (one: MissingFile) => one.system === system && one.table === table && one.feed === feed;
    const first_missed = before.find(isSame)?.first_missed ?? asOf;
    const isLoaded = loads.some((load) => feedKey(load) === feedKey({ system, table, feed }));
    return { ...file, first_missed, isNew: !isLoaded || isNewFault(first_missed, asOf) };
  });
}

/**
 * A forgotten person came with new ids: rows that refer to these go from the loads of this run. Earlier loads stay as they are,
 * because the address may now be that of somebody else, whose data nobody asked to erase.
 */
async function forgetLearned(
  { project, config, tables, asOf }: LoadInput,
  { withConnection, history, known, learned }: QuarantiningLoader,
  before: ForgottenPeople,
  events: readonly FileEvent[],
): Promise<void> {
  const forgotten = addForgotten(before, [...learned], asOf);
  await writeForgotten(project, config, forgotten);
  const loads = events.flatMap((event) => (event.kind === "loaded" && event.added ? [event.load] : []));
  await withConnection((connection) => forgetInHistory(connection, { history, loads, tables, forgotten }));
  for (const load of await readLoads(project, config)) known.set(load.load_id, load);
}

/** Adds the new and gone columns to a load. They are known only now, because files finish in any order but are compared in theirs. */
async function addDrift(
  { history, known }: QuarantiningLoader,
  event: LoadedFile,
  drift: SchemaDrift | undefined,
): Promise<LoadedFile> {
  if (drift === undefined) return event;
  const load = { ...event.load, drift };
  await updateLoad(history, load);
  known.set(load.load_id, load);
  return { ...event, load };
}

/** Runs work with the same id one after the other: the second of two files with the same content waits for the first. */
function createTurns() {
  const last = new Map<string, Promise<unknown>>();
  return <T>(id: string, work: () => Promise<T>): Promise<T> => {
    const turn = (last.get(id) ?? Promise.resolve()).catch(() => {}).then(work);
    last.set(id, turn);
    return turn;
  };
}

async function processFile(
  loader: QuarantiningLoader,
  file: IdentifiedFile,
): Promise<LoadedFile | DeferredFile | QuarantinedFile> {
  try {
    return await loadOrQuarantine(loader, file);
  } catch (error) {
    if (error instanceof FileChangedError) return deferFile(file, stillGrowing);
    throw error;
  } finally {
    await removeUnpacked(file);
  }
}

async function loadOrQuarantine(
  loader: QuarantiningLoader,
  file: IdentifiedFile,
): Promise<LoadedFile | QuarantinedFile> {
  const { source, table, feedName } = file.contract;
  const { sha256 } = file;
  try {
    const loaded = await loadFile(loader, file);
    await releaseFile(loader.quarantine, loader.quarantined, {
      source: source.name,
      table: table.name,
      feed: feedName,
      sha256,
    });
    return loaded;
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    const { asOf } = loader;
    const found = escapeControls(error.message);
    const entry = await quarantineFile(loader.quarantine, loader.quarantined, file, {
      found,
      asOf,
      forgotten: loader.forgotten,
    });
    return {
      kind: "quarantined",
      system: source.name,
      table: table.name,
      file: file.file,
      sha256,
      bytes: entry.bytes,
      found,
      isNew: isNewFault(entry.first_met, asOf),
    };
  }
}

/** Opens a database in memory that spills to disk within the history, which only its owner may read. */
const withLoaderDatabase = (
  { config, history }: { config: Config; history: string },
  work: (withConnection: WithConnection) => Promise<void>,
) =>
  withHistoryScratch(history, "spill", (folder) =>
    withDatabase(":memory:", "READ_WRITE", async (withConnection) => {
      await withConnection(async (connection) => {
        await connection.run(`set temp_directory = ${quotedString(join(folder, "duckdb"))}`);
        await limitResources(connection, config.resources);
      });
      await work(withConnection);
    }),
  );
