import { join } from "node:path";
import { visible } from "../../base/visible.js";
import { useResources } from "../../config/resources.js";
import type { Config } from "../../config/schema.js";
import type { Instant } from "../../table/columns.js";
import { quotedString } from "../../table/dialect.js";
import type { Source } from "../../table/model.js";
import { type Through, withDatabase } from "../../table/warehouse.js";
import { Fault } from "../../text/fault.js";
import { awaited } from "../files/awaited.js";
import { forget, type Identified, identified } from "../files/identified.js";
import { isNew, openQuarantine, quarantine, release, type Why } from "../files/quarantine.js";
import { Growing, type Left, left, stillGrowing } from "../files/settled.js";
import { historyOf, inScratch, openHistory, quarantineOf, readLoads, touchLoad } from "../history.js";
import type { Drift } from "../loaded.js";
import { ahead } from "./ahead.js";
import { drifts } from "./drift.js";
import { noteLoad } from "./last_load.js";
import { type FileEvent, type LoadReport, mustBeSound, type Quarantined } from "./load_events.js";
import { type LoadedFile, type Loader, loadFile } from "./load_file.js";

/** While DuckDB types some, the bytes of the next are looked at; more of them would only want more memory. */
const filesAtOnce = 2;

interface Run {
  project: string;
  config: Config;
  tables: readonly Source[];
  /** The clock of the run. */
  asOf: Instant;
  report?: LoadReport;
}

/** A loader that knows where to put what it cannot load. */
interface Desk extends Loader {
  readonly quarantine: string;
  readonly quarantined: Map<string, Why>;
}

/**
 * Loads every file of every source into the history; a file loaded before adds nothing. Throws at the end, when all
 * others are loaded, where a file is newly in quarantine, missing, or all that a table has.
 */
export async function loadExports(run: Run): Promise<LoadedFile[]> {
  const { project, config, tables, asOf, report = () => {} } = run;
  const waits = (seconds: number, file: string) => report({ kind: "waiting", seconds, file });
  const { files, lefts, missing, unread } = await awaited(project, config, tables, waits);
  const history = historyOf(project, config);
  await openHistory(history);
  const loads = await readLoads(project, config);
  const known = new Map(loads.map((load) => [load.load_id, load]));
  const quarantine = quarantineOf(project, config);
  const quarantined = await openQuarantine(quarantine);
  const events: FileEvent[] = [...missing, ...lefts];
  for (const event of events) report(event);
  const driftOf = drifts(loads);
  await withLoader({ config, history }, async (through) => {
    const desk: Desk = { through, history, known, asOf, quarantine, quarantined };
    const inTurn = turns();
    const work = (file: Identified) => inTurn(file.id, () => eventOf(desk, file));
    for await (const event of ahead(identified(files, history), filesAtOnce, work)) {
      const told = event.kind === "loaded" && event.added ? await withDrift(desk, event, driftOf(event.load)) : event;
      events.push(told);
      report(told);
    }
  });
  await noteLoad(run, events, unread);
  mustBeSound(events, known.values(), quarantine);
  return events.filter((event) => event.kind === "loaded");
}

/** Which columns came and went is known once the load before it is: files are told in their order. */
async function withDrift({ history, known }: Desk, event: LoadedFile, drift: Drift | undefined): Promise<LoadedFile> {
  if (drift === undefined) return event;
  const load = { ...event.load, drift };
  await touchLoad(history, load);
  known.set(load.load_id, load);
  return { ...event, load };
}

/** Of two files of one content the first is the load: the second waits for it. */
function turns() {
  const last = new Map<string, Promise<unknown>>();
  return <T>(id: string, work: () => Promise<T>): Promise<T> => {
    const turn = (last.get(id) ?? Promise.resolve()).catch(() => {}).then(work);
    last.set(id, turn);
    return turn;
  };
}

async function eventOf(desk: Desk, file: Identified): Promise<LoadedFile | Left | Quarantined> {
  try {
    return await loadOrQuarantine(desk, file);
  } catch (error) {
    if (error instanceof Growing) return left(file, stillGrowing);
    throw error;
  } finally {
    await forget(file);
  }
}

async function loadOrQuarantine(desk: Desk, file: Identified): Promise<LoadedFile | Quarantined> {
  const { source, table, feedName } = file.contract;
  const { sha256 } = file;
  try {
    const loaded = await loadFile(desk, file);
    await release(desk.quarantine, desk.quarantined, {
      source: source.name,
      table: table.name,
      feed: feedName,
      sha256,
    });
    return loaded;
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    const { asOf } = desk;
    const found = visible(error.message);
    const why = await quarantine(desk.quarantine, desk.quarantined, file, { found, asOf });
    const of = { system: source.name, table: table.name, file: file.file, sha256, bytes: why.bytes, found };
    return { kind: "quarantined", ...of, isNew: isNew(why, asOf) };
  }
}

/** A database in memory that spills into the history's own folder, where nobody else reads. */
const withLoader = (
  { config, history }: { config: Config; history: string },
  work: (through: Through) => Promise<void>,
) =>
  inScratch(history, "spill", (folder) =>
    withDatabase(":memory:", "READ_WRITE", async (through) => {
      await through(async (connection) => {
        await connection.run(`set temp_directory = ${quotedString(join(folder, "duckdb"))}`);
        await useResources(connection, config.resources);
      });
      await work(through);
    }),
  );
