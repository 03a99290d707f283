/** Compares the history with the hashes of what was written. */
import type { Config } from "../config/config_schema.js";
import { historyFolder } from "../config/project_paths.js";
import { loadFolder, readHistory } from "./history.js";
import type { LoadRecord } from "./load_record.js";
import { findFileDamage } from "./stored_files.js";

/** A load whose files are not what was written. */
export interface DamagedLoad {
  readonly load_id: string;
  /** Undefined if nothing is known of the load, because both copies of its record are damaged. */
  readonly load: LoadRecord | undefined;
  /** E.g. `rows.parquet is missing`. */
  readonly found: string;
  /** False if the loaded rows themselves are not what was written, or missing. */
  readonly hasSoundRows: boolean;
}

/** What is damaged in the files of a load; undefined if they are what was written. */
export async function findDamage(history: string, load: LoadRecord): Promise<DamagedLoad | undefined> {
  const damage = await findFileDamage(loadFolder(history, load.load_id), load.stored);
  if (damage.length === 0) return undefined;
  return {
    load_id: load.load_id,
    load,
    found: damage.map(({ found }) => found).join("; "),
    hasSoundRows: damage.every(({ file }) => file !== "rows.parquet"),
  };
}

/** How many files are hashed at once: while one is waited for, another is read. */
const filesAtOnce = 4;

/** The damaged ones among some loads, in their order. */
export async function findDamagedLoads(history: string, loads: readonly LoadRecord[]): Promise<DamagedLoad[]> {
  const damaged: (DamagedLoad | undefined)[] = [];
  const work = async (first: number) => {
    for (let at = first; at < loads.length; at += filesAtOnce) damaged[at] = await findDamage(history, loads[at]!);
  };
  await Promise.all(Array.from({ length: filesAtOnce }, (_, first) => work(first)));
  return damaged.filter((one) => one !== undefined);
}

/** A load of which nothing is known. */
export const unreadableLoad = (load_id: string): DamagedLoad => ({
  load_id,
  load: undefined,
  found: "load.json is damaged or missing and loads.jsonl has no copy of it, so when it was loaded is not known",
  hasSoundRows: false,
});

/** The whole history compared with its hashes; changes nothing. Loads that were left out as damaged are not compared. */
export async function verifyHistory(
  project: string,
  config: Pick<Config, "publish">,
): Promise<{ readonly loads: number; readonly damaged: readonly DamagedLoad[] }> {
  const history = historyFolder(project, config);
  const { loads, unreadable, torn } = await readHistory(history);
  const damaged = await findDamagedLoads(history, loads);
  const known = new Set(damaged.map(({ load_id }) => load_id));
  const mendable = loads
    .filter(({ load_id }) => torn.includes(load_id) && !known.has(load_id))
    .map((load) => ({
      ...{ load_id: load.load_id, load, hasSoundRows: true },
      found: "load.json is damaged or missing; the next run writes it again from loads.jsonl",
    }));
  return {
    loads: loads.length + unreadable.length,
    damaged: [...unreadable.map(unreadableLoad), ...damaged, ...mendable],
  };
}
