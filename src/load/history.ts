import { existsSync } from "node:fs";
import { appendFile, chmod, mkdir, readdir, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { syncToDisk, writePrivateJson } from "../base/private_file.js";
import { readIfPresent, readSealed, withSeal } from "../base/sealed_json.js";
import type { Config } from "../config/config_schema.js";
import { historyFolder } from "../config/project_paths.js";
import type { LoadRecord } from "./load_record.js";
import { hashLoadFiles } from "./stored_files.js";

const unfinishedSuffix = ".loading";
const replacedSuffix = `.replaced${unfinishedSuffix}`;
const setAsideSuffix = ".damaged";
const loadIdPattern = /^[0-9a-f]{32}$/;

/** The Parquet file with the rows of a load. */
export const rowsPath = (history: string, loadId: string): string => join(history, loadId, "rows.parquet");

/** The folder of a load. */
export const loadFolder = (history: string, loadId: string): string => join(history, loadId);

/** The second copy of every `load.json`, one sealed line each; of two lines with one id the later one counts. */
const copiesPath = (history: string) => join(history, "loads.jsonl");

/** Creates the history folder and removes unfinished loads of a run that was killed. */
export async function openHistory(history: string): Promise<void> {
  await mkdir(history, { recursive: true, mode: 0o700 });
  await takeBackReplaced(history);
  await removeUnfinished(history, unfinishedSuffix);
}

/** Takes a load back that was moved away for its successor, if the run was killed before the successor had its name. */
async function takeBackReplaced(history: string): Promise<void> {
  for (const name of await readdir(history).catch(() => [])) {
    const id = name.slice(0, -replacedSuffix.length);
    if (!name.endsWith(replacedSuffix) || !loadIdPattern.test(id) || existsSync(loadFolder(history, id))) continue;
    await rename(join(history, name), loadFolder(history, id));
  }
}

/** Removes the folders that a run left behind when it was killed; their names end in `suffix`. */
export async function removeUnfinished(folder: string, suffix: string): Promise<void> {
  for (const name of await readdir(folder).catch(() => [])) {
    if (name.endsWith(suffix)) await rm(join(folder, name), { recursive: true, force: true });
  }
}

/** Creates a new folder in the history. The caller removes it; the next run removes it if the caller is killed. */
export async function createScratchFolder(history: string, name: string): Promise<string> {
  const folder = join(history, `${name}${unfinishedSuffix}`);
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { mode: 0o700 });
  return folder;
}

/** Works in a new folder of the history and removes it afterwards, also after an error. */
export async function withHistoryScratch<T>(
  history: string,
  name: string,
  work: (folder: string) => Promise<T>,
): Promise<T> {
  const folder = await createScratchFolder(history, name);
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/**
 * Adds a load to the history in one rename, so it is there completely or not at all; a damaged load of the same id is replaced.
 * `write` puts the Parquet files into the folder. Returns the record with their hashes.
 */
export async function addLoad(
  history: string,
  load: LoadRecord,
  write: (folder: string) => Promise<void>,
): Promise<LoadRecord> {
  const stored = await withHistoryScratch(history, load.load_id, async (folder) => {
    await write(folder);
    const stored = { ...load, stored: await hashLoadFiles(folder) };
    await writePrivateJson(join(folder, "load.json"), withSeal(stored));
    for (const name of await readdir(folder)) {
      await chmod(join(folder, name), 0o600);
      await syncToDisk(join(folder, name));
    }
    await syncToDisk(folder);
    await replaceFolder(folder, loadFolder(history, load.load_id));
    return stored;
  });
  await syncToDisk(history);
  await appendCopy(history, stored);
  return stored;
}

async function replaceFolder(folder: string, target: string): Promise<void> {
  const replaced = `${target}${replacedSuffix}`;
  await rename(target, replaced).catch((error) => {
    if (error.code !== "ENOENT") throw error;
  });
  await rename(folder, target);
  await rm(replaced, { recursive: true, force: true });
}

/** Writes the record of a load again, e.g. because a later run met the same content. */
export async function updateLoad(history: string, load: LoadRecord): Promise<void> {
  // The folder of a damaged load may be missing.
  await mkdir(loadFolder(history, load.load_id), { recursive: true, mode: 0o700 });
  await writePrivateJson(join(loadFolder(history, load.load_id), "load.json"), withSeal(load));
  await appendCopy(history, load);
}

const copyLine = (load: LoadRecord) => `${JSON.stringify(withSeal(load))}\n`;

const appendCopy = (history: string, load: LoadRecord) =>
  appendFile(copiesPath(history), copyLine(load), { mode: 0o600 });

/** What the history folder has, before the rows are compared with their hashes. All lists are sorted by id. */
export interface HistoryRecords {
  /** The loads in use. */
  readonly loads: readonly LoadRecord[];
  /** Damaged loads that a run with `--leave-out-damaged` left out. */
  readonly leftOut: readonly LoadRecord[];
  /** The ids of loads whose `load.json` is damaged and of which there is no copy: nothing is known of them. */
  readonly unreadable: readonly string[];
  /** The ids of such loads that a run with `--leave-out-damaged` put aside. */
  readonly setAside: readonly string[];
  /** The ids of loads whose `load.json` is damaged or missing; their records are the copies in `loads.jsonl`. */
  readonly torn: readonly string[];
}

/** Reads the records of all loads; empty before the first load. A damaged `load.json` is replaced by its copy in `loads.jsonl`. */
export async function readHistory(history: string): Promise<HistoryRecords> {
  const names = await readdir(history).catch(() => []);
  const copies = await readCopies(history);
  const ids = [...new Set([...names.filter((name) => loadIdPattern.test(name)), ...copies.keys()])].sort();
  const records: LoadRecord[] = [];
  const [unreadable, torn]: [string[], string[]] = [[], []];
  // One after the other, because a year of nightly loads has more files than a process may open at once.
  for (const id of ids) {
    const own = await readRecord(join(loadFolder(history, id), "load.json"), id);
    const record = own ?? copies.get(id);
    if (own === undefined) (record === undefined ? unreadable : torn).push(id);
    if (record !== undefined) records.push(record);
  }
  const isLeftOut = ({ left_out_at }: LoadRecord) => left_out_at !== undefined;
  const setAside = names.filter((name) => name.endsWith(setAsideSuffix)).sort();
  return {
    loads: records.filter((load) => !isLeftOut(load)),
    leftOut: records.filter(isLeftOut),
    unreadable,
    setAside: setAside.map((name) => name.slice(0, -setAsideSuffix.length)),
    torn,
  };
}

/** All loads in use, sorted by id; empty before the first load. */
export const readLoads = async (project: string, config: Pick<Config, "publish">): Promise<LoadRecord[]> => [
  ...(await readHistory(historyFolder(project, config))).loads,
];

const readRecord = async (path: string, id: string): Promise<LoadRecord | undefined> =>
  parseRecord((await readIfPresent(path)) ?? "", id);

/** The record in a text; undefined if it is damaged. Records of earlier versions have neither a seal nor hashes. */
function parseRecord(text: string, id?: string): LoadRecord | undefined {
  const read = readSealed(text);
  if (read === undefined || read.isSealed !== "stored" in read.value) return undefined;
  const load = read.value as unknown as LoadRecord;
  const isWhole = typeof load.load_id === "string" && loadIdPattern.test(load.load_id);
  return isWhole && (id === undefined || load.load_id === id) ? load : undefined;
}

async function readCopies(history: string): Promise<Map<string, LoadRecord>> {
  const lines = ((await readIfPresent(copiesPath(history))) ?? "").split("\n");
  const sound = lines.map((line) => (line === "" ? undefined : parseRecord(line)));
  return new Map(sound.flatMap((load) => (load?.stored === undefined ? [] : [[load.load_id, load] as const])));
}

/**
 * Mends what needs no export: a damaged `load.json` is written again from its copy, a load of an earlier version gets its hashes,
 * and the copies are completed. Only for a process that alone may run.
 */
export async function mendHistory(history: string): Promise<HistoryRecords> {
  await takeBackReplaced(history);
  const found = await readHistory(history);
  const folders = new Set(await readdir(history).catch(() => []));
  const torn = new Set(found.torn);
  const mend = async (load: LoadRecord): Promise<LoadRecord> => {
    const { load_id: id } = load;
    if (!folders.has(id) || (load.stored !== undefined && !torn.has(id))) return load;
    const stored = load.stored ?? (await hashLoadFiles(loadFolder(history, id)).catch(ignoreMissing));
    if (stored === undefined) return load;
    const mended = { ...load, stored };
    await updateLoad(history, mended);
    return mended;
  };
  const [loads, leftOut]: LoadRecord[][] = [[], []];
  for (const load of found.loads) loads!.push(await mend(load));
  for (const load of found.leftOut) leftOut!.push(await mend(load));
  await writeCopies(history, [...loads!, ...leftOut!]);
  return { ...found, loads: loads!, leftOut: leftOut! };
}

const ignoreMissing = (error: NodeJS.ErrnoException): undefined => {
  if (error.code !== "ENOENT") throw error;
};

/** Writes the copies of these records, and of no others: a load that is removed must leave the copies before it leaves the history. */
export async function writeCopies(history: string, loads: readonly LoadRecord[]): Promise<void> {
  const path = copiesPath(history);
  const sealed = loads.filter(({ stored }) => stored !== undefined);
  const text = sealed.map(copyLine).sort().join("");
  if (text === (await readIfPresent(path))) return;
  await writeFile(`${path}.new`, text, { mode: 0o600 });
  await syncToDisk(`${path}.new`);
  await rename(`${path}.new`, path);
}

/** Puts the folder of a load of which nothing is known aside, so that its content can be loaded as new. */
export async function setLoadAside(history: string, loadId: string): Promise<void> {
  const target = `${loadFolder(history, loadId)}${setAsideSuffix}`;
  await rm(target, { recursive: true, force: true });
  await rename(loadFolder(history, loadId), target);
}

/** Removes loads, each in one rename, so it is there completely or not at all. `remaining` are all others. */
export async function removeLoads(
  history: string,
  loads: readonly LoadRecord[],
  remaining: readonly LoadRecord[],
): Promise<void> {
  // First the copies: a load that only they have would count as damaged.
  await writeCopies(history, remaining);
  for (const { load_id } of loads) {
    const removed = `${loadFolder(history, load_id)}.removed${unfinishedSuffix}`;
    await rename(loadFolder(history, load_id), removed);
    await rm(removed, { recursive: true, force: true });
  }
}
