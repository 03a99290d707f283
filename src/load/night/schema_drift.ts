import { toSnakeCase } from "../../text/header.js";
import { feedKey, type LoadRecord, type SchemaDrift } from "../load_record.js";

/** The file name up to its first digit, without part or date: files of one table may have different columns if their names differ, as in replicas. */
const stemOf = (file: string) =>
  /^\P{N}*/u.exec((file.split("/").at(-1) ?? "").replace(/\..*$/s, ""))![0].toLowerCase();

const driftKey = (load: LoadRecord) => `${feedKey(load)} ${stemOf(load.file)}`;

/** Compares each load, in order, with the load before it of a similar file name; undefined if the columns are the same. */
export function createDriftFinder(history: readonly LoadRecord[]): (load: LoadRecord) => SchemaDrift | undefined {
  const before = new Map<string, LoadRecord>();
  const age = ({ last_seen_at, loaded_at }: LoadRecord) => `${last_seen_at.slice(0, -1)} ${loaded_at.slice(0, -1)}`;
  for (const load of [...history].sort((one, two) => (age(one) < age(two) ? -1 : 1))) before.set(driftKey(load), load);
  return (load) => {
    const last = before.get(driftKey(load));
    before.set(driftKey(load), load);
    // Another contract may have other names for the same columns.
    if (last === undefined || last.contract !== load.contract) return undefined;
    const [now, then] = [headersByKey(load), headersByKey(last)];
    const onlyIn = (one: Map<string, string>, two: Map<string, string>) =>
      [...one].flatMap(([key, name]) => (two.has(key) ? [] : [name]));
    const drift = { added: onlyIn(now, then), gone: onlyIn(then, now) };
    return drift.added.length + drift.gone.length > 0 ? drift : undefined;
  };
}

const headersByKey = ({ columns, unknown_headers }: LoadRecord) =>
  new Map([...Object.keys(columns), ...unknown_headers].map((name) => [toSnakeCase(name), name]));
