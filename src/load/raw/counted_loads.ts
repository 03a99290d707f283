import type { Column, Instant } from "../../table/columns.js";
import { quotedIdentifier, quotedString, sqlTypes } from "../../table/dialect.js";
import { parseColumn } from "../../table/parsing.js";
import { rowsOfFiles } from "../../text/parquet.js";
import { rowsPath } from "../history.js";
import { feedOf, hashContract, keyColumns, type LoadContract } from "../load_contract.js";
import { feedKey, type LoadRecord } from "../load_record.js";

/** A load that is used for the raw tables, with today's contract. */
export interface CountedLoad extends LoadRecord {
  readonly under: LoadContract;
  /** Order among the loads: if nothing else decides between two versions of a record, the higher rank wins. */
  readonly rank: number;
}

/**
 * The loads that are used, lowest rank first. Left out are loads of sources and feeds that are no longer configured, the same
 * content under an older contract, and older contents of a file whose rows have no key.
 */
export function findCountedLoads(contracts: readonly LoadContract[], loads: readonly LoadRecord[]): CountedLoad[] {
  const inForce = new Map(
    contracts.map((contract) => [feedKey(feedOf(contract)), { contract, hash: hashContract(contract) }]),
  );
  const current = new Map<string, LoadRecord & Pick<CountedLoad, "under">>();
  for (const load of [...loads].sort(compareRanks)) {
    const today = inForce.get(feedKey(load));
    if (!today) continue;
    const contentKey = `${feedKey(load)} ${load.sha256}`;
    if (current.get(contentKey)?.contract !== today.hash) current.set(contentKey, { ...load, under: today.contract });
  }
  const newest = new Map<string, LoadRecord & Pick<CountedLoad, "under">>();
  for (const load of [...current.values()].sort(compareRanks)) {
    const keyed = keyColumns(load.under).length > 0;
    newest.set(keyed ? load.load_id : `${feedKey(load)} ${load.file}`, load);
  }
  return [...newest.values()].sort(compareRanks).map((load, rank) => ({ ...load, rank }));
}

/** Sorts by last seen, then by loaded; files that stay in the folder are seen by every run, so the newest one comes last. */
const rankKey = ({ last_seen_at, loaded_at, sha256, load_id }: LoadRecord) =>
  `${withoutZ(last_seen_at)} ${withoutZ(loaded_at)} ${sha256} ${load_id}`;
const compareRanks = (one: LoadRecord, two: LoadRecord) => (rankKey(one) < rankKey(two) ? -1 : 1);

/** Without the Z, so that instants sort as text with any number of digits. */
const withoutZ = (at: Instant) => at.slice(0, -1);

/** SQL of an instant, at most the run's clock, because a replay must not see later times. */
export const instantLiteral = (at: Instant, asOf: Instant): string =>
  `${quotedString(withoutZ(withoutZ(at) < withoutZ(asOf) ? at : asOf))}::timestamp`;

/** SQL for FROM: the rows of loads, each with `#load` and `#row`. */
export const rowsOfLoads = (history: string, loads: readonly LoadRecord[]): string =>
  rowsOfFiles(loads.map(({ load_id }) => rowsPath(history, load_id)));

/** SQL of a column of today's contract in the rows of a load; null if the load does not have it. */
export function columnSql(load: CountedLoad, name: string): string {
  const column = (load.under.table.columns as Readonly<Record<string, Column<unknown>>>)[name];
  if (!column) throw new Error(`${load.table} has no column ${name}`);
  const stored = load.columns[name];
  const type = sqlTypes[column.type];
  if (stored === undefined) return `null::${type}`;
  const value = quotedIdentifier(name);
  if (stored === column.type) return `${value}::${type}`;
  return stored === "text"
    ? parseColumn(column.type, value, { zone: load.under.zone })
    : `try_cast(${value}::varchar as ${type})`;
}

/** Groups loads with the same columns, the same time zone and the same `keyOf`, so that each group can be read in one scan. */
export function groupLoads(loads: readonly CountedLoad[], keyOf: (load: CountedLoad) => unknown): CountedLoad[][] {
  const groups = new Map<string, CountedLoad[]>();
  for (const load of loads) {
    const key = JSON.stringify([keyOf(load), load.columns, load.under.zone]);
    groups.set(key, [...(groups.get(key) ?? []), load]);
  }
  return [...groups.values()];
}
