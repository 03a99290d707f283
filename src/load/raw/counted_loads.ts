import type { Column, Instant } from "../../table/columns.js";
import { quotedIdentifier, quotedString, sqlTypes } from "../../table/dialect.js";
import { parseColumn } from "../../table/parsing.js";
import { rowsOfFiles } from "../../text/parquet.js";
import { rowsPath } from "../history.js";
import { feedOf, hashContract, keyColumns, type LoadContract } from "../load_contract.js";
import { feedKey, type LoadRecord } from "../load_record.js";

/** A load that counts, with the contract under which it is read today. */
export interface CountedLoad extends LoadRecord {
  readonly under: LoadContract;
  /** Rank among the loads: of two versions of a record that nothing else tells apart, the one of the higher rank is it. */
  readonly rank: number;
}

/**
 * The loads that count, lowest rank first: of configured sources and feeds only, each content once (under today's
 * contract where it was loaded so), and of a file whose rows have no key the newest content only.
 */
export function findCountedLoads(contracts: readonly LoadContract[], loads: readonly LoadRecord[]): CountedLoad[] {
  const inForce = new Map(
    contracts.map((contract) => [feedKey(feedOf(contract)), { contract, hash: hashContract(contract) }]),
  );
  const current = new Map<string, LoadRecord & { under: LoadContract }>();
  for (const load of [...loads].sort(compareRanks)) {
    const found = inForce.get(feedKey(load));
    if (!found) continue;
    const same = `${feedKey(load)} ${load.sha256}`;
    if (current.get(same)?.contract !== found.hash) current.set(same, { ...load, under: found.contract });
  }
  const newest = new Map<string, LoadRecord & { under: LoadContract }>();
  for (const load of [...current.values()].sort(compareRanks)) {
    const keyed = keyColumns(load.under).length > 0;
    newest.set(keyed ? load.load_id : `${feedKey(load)} ${load.file}`, load);
  }
  return [...newest.values()].sort(compareRanks).map((load, rank) => ({ ...load, rank }));
}

/** Of files that lie side by side, all of them seen by every run, the one that came last. */
const rankKey = ({ last_seen_at, loaded_at, sha256, load_id }: LoadRecord) =>
  `${withoutZ(last_seen_at)} ${withoutZ(loaded_at)} ${sha256} ${load_id}`;
const compareRanks = (one: LoadRecord, two: LoadRecord) => (rankKey(one) < rankKey(two) ? -1 : 1);

/** Without its Z: so instants sort as text, whatever digits they have below the second. */
const withoutZ = (at: Instant) => at.slice(0, -1);

/** An instant as SQL, nothing later than the run's clock: a replay knows no later one. */
export const instantLiteral = (at: Instant, asOf: Instant): string =>
  `${quotedString(withoutZ(withoutZ(at) < withoutZ(asOf) ? at : asOf))}::timestamp`;

/** SQL that may follow FROM: the rows of loads, each with `#load` and `#row`. */
export const rowsOfLoads = (history: string, loads: readonly LoadRecord[]): string =>
  rowsOfFiles(loads.map(({ load_id }) => rowsPath(history, load_id)));

/** SQL of a contract column of today in rows of an older contract; null where that had none. */
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

/** Loads apart by what `of` says of them, so that each group can be read in one scan. */
export function groupLoads(loads: readonly CountedLoad[], of: (load: CountedLoad) => unknown): CountedLoad[][] {
  const groups = new Map<string, CountedLoad[]>();
  for (const load of loads) {
    const key = JSON.stringify([of(load), load.columns, load.under.zone]);
    groups.set(key, [...(groups.get(key) ?? []), load]);
  }
  return [...groups.values()];
}
