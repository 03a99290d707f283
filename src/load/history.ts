import { chmod, mkdir, readdir, readFile, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { syncToDisk, writePrivateJson } from "../base/private_file.js";
import type { Config } from "../config/config_schema.js";
import { historyFolder } from "../config/project_paths.js";
import type { LoadRecord } from "./load_record.js";

const unfinishedSuffix = ".loading";

/** The Parquet file with the rows of a load. */
export const rowsPath = (history: string, loadId: string): string => join(history, loadId, "rows.parquet");

/** Creates the history folder and removes unfinished loads of a run that was killed. */
export async function openHistory(history: string): Promise<void> {
  await mkdir(history, { recursive: true, mode: 0o700 });
  await removeUnfinished(history, unfinishedSuffix);
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

/** Adds a load to the history in one rename, so it is there completely or not at all. `write` puts the Parquet files into the folder. */
export async function addLoad(
  history: string,
  load: LoadRecord,
  write: (folder: string) => Promise<void>,
): Promise<void> {
  await withHistoryScratch(history, load.load_id, async (folder) => {
    await write(folder);
    await writePrivateJson(join(folder, "load.json"), load);
    for (const name of await readdir(folder)) {
      await chmod(join(folder, name), 0o600);
      await syncToDisk(join(folder, name));
    }
    await syncToDisk(folder);
    await rename(folder, join(history, load.load_id));
  });
  await syncToDisk(history);
}

/** Writes the record of a load again, e.g. because a later run met the same content. */
export const updateLoad = (history: string, load: LoadRecord): Promise<void> =>
  writePrivateJson(join(history, load.load_id, "load.json"), load);

/** All loads in the history, sorted by id; empty before the first load. */
export async function readLoads(project: string, config: Pick<Config, "publish">): Promise<LoadRecord[]> {
  const history = historyFolder(project, config);
  const names = await readdir(history).catch(() => []);
  const ids = names.filter((name) => /^[0-9a-f]{32}$/.test(name)).sort();
  const loads: LoadRecord[] = [];
  // One after the other, because a year of nightly loads has more files than a process may open at once.
  for (const id of ids) loads.push(JSON.parse(await readFile(join(history, id, "load.json"), "utf8")));
  return loads;
}
