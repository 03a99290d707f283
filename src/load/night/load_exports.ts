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
import { findExpectedFiles } from "../files/expected_files.js";
import { type IdentifiedFile, identifyFiles, removeUnpacked } from "../files/identify_files.js";
import { isNewEntry, openQuarantine, type QuarantineEntry, quarantineFile, releaseFile } from "../files/quarantine.js";
import { type DeferredFile, deferFile, FileChangedError, stillGrowing } from "../files/settled_files.js";
import { openHistory, readLoads, updateLoad, withHistoryScratch } from "../history.js";
import type { SchemaDrift } from "../load_record.js";
import { recordLastLoad } from "./last_load.js";
import { type FileEvent, type LoadListener, type QuarantinedFile, throwLoadErrors } from "./load_events.js";
import { type LoadedFile, type Loader, loadFile } from "./load_file.js";
import { mapConcurrently } from "./map_concurrently.js";
import { createDriftFinder } from "./schema_drift.js";

/** While DuckDB types some, the bytes of the next are looked at; more of them would only want more memory. */
const maxConcurrentFiles = 2;

interface LoadInput {
  project: string;
  config: Config;
  tables: readonly Source[];
  /** The clock of the run. */
  asOf: Instant;
  report?: LoadListener;
}

/** A loader that knows where to put what it cannot load. */
interface QuarantiningLoader extends Loader {
  readonly quarantine: string;
  readonly quarantined: Map<string, QuarantineEntry>;
}

/**
 * Loads every file of every source into the history; a file loaded before adds nothing. Throws at the end, when all
 * others are loaded, where a file is newly in quarantine, missing, or all that a table has.
 */
export async function loadExports(run: LoadInput): Promise<LoadedFile[]> {
  const { project, config, tables, asOf, report = () => {} } = run;
  const waits = (seconds: number, file: string) => report({ kind: "waiting", seconds, file });
  const { files, deferred: lefts, missing, unread } = await findExpectedFiles(project, config, tables, waits);
  const history = historyFolder(project, config);
  await openHistory(history);
  const loads = await readLoads(project, config);
  const known = new Map(loads.map((load) => [load.load_id, load]));
  const quarantine = quarantineFolder(project, config);
  const quarantined = await openQuarantine(quarantine);
  const events: FileEvent[] = [...missing, ...lefts];
  for (const event of events) report(event);
  const driftOf = createDriftFinder(loads);
  await withLoaderDatabase({ config, history }, async (through) => {
    const desk: QuarantiningLoader = { withConnection: through, history, known, asOf, quarantine, quarantined };
    const inTurn = createTurns();
    const work = (file: IdentifiedFile) => inTurn(file.id, () => processFile(desk, file));
    for await (const event of mapConcurrently(identifyFiles(files, history), maxConcurrentFiles, work)) {
      const told = event.kind === "loaded" && event.added ? await addDrift(desk, event, driftOf(event.load)) : event;
      events.push(told);
      report(told);
    }
  });
  await recordLastLoad(run, events, unread);
  throwLoadErrors(events, known.values(), quarantine);
  return events.filter((event) => event.kind === "loaded");
}

/** Which columns came and went is known once the load before it is: files are told in their order. */
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

/** Of two files of one content the first is the load: the second waits for it. */
function createTurns() {
  const last = new Map<string, Promise<unknown>>();
  return <T>(id: string, work: () => Promise<T>): Promise<T> => {
    const turn = (last.get(id) ?? Promise.resolve()).catch(() => {}).then(work);
    last.set(id, turn);
    return turn;
  };
}

async function processFile(
  desk: QuarantiningLoader,
  file: IdentifiedFile,
): Promise<LoadedFile | DeferredFile | QuarantinedFile> {
  try {
    return await loadOrQuarantine(desk, file);
  } catch (error) {
    if (error instanceof FileChangedError) return deferFile(file, stillGrowing);
    throw error;
  } finally {
    await removeUnpacked(file);
  }
}

async function loadOrQuarantine(desk: QuarantiningLoader, file: IdentifiedFile): Promise<LoadedFile | QuarantinedFile> {
  const { source, table, feedName } = file.contract;
  const { sha256 } = file;
  try {
    const loaded = await loadFile(desk, file);
    await releaseFile(desk.quarantine, desk.quarantined, {
      source: source.name,
      table: table.name,
      feed: feedName,
      sha256,
    });
    return loaded;
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    const { asOf } = desk;
    const found = escapeControls(error.message);
    const why = await quarantineFile(desk.quarantine, desk.quarantined, file, { found, asOf });
    const of = { system: source.name, table: table.name, file: file.file, sha256, bytes: why.bytes, found };
    return { kind: "quarantined", ...of, isNew: isNewEntry(why, asOf) };
  }
}

/** A database in memory that spills into the history's own folder, where nobody else reads. */
const withLoaderDatabase = (
  { config, history }: { config: Config; history: string },
  work: (through: WithConnection) => Promise<void>,
) =>
  withHistoryScratch(history, "spill", (folder) =>
    withDatabase(":memory:", "READ_WRITE", async (through) => {
      await through(async (connection) => {
        await connection.run(`set temp_directory = ${quotedString(join(folder, "duckdb"))}`);
        await limitResources(connection, config.resources);
      });
      await work(through);
    }),
  );
