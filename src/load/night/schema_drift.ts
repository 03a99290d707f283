import { toSnakeCase } from "../../text/header.js";
import { feedKey, type LoadRecord, type SchemaDrift } from "../load_record.js";

/** A file's name without what tells its parts and nights apart: a replica's tables of one object each have columns of their own. */
const stemOf = (file: string) =>
  /^\P{N}*/u.exec((file.split("/").at(-1) ?? "").replace(/\..*$/s, ""))![0].toLowerCase();

const driftKey = (load: LoadRecord) => `${feedKey(load)} ${stemOf(load.file)}`;

/** Compares each new load with the one before it of files called alike, given in their order; undefined where its columns are the same. */
export function createDriftFinder(history: readonly LoadRecord[]): (load: LoadRecord) => SchemaDrift | undefined {
  const before = new Map<string, LoadRecord>();
  const age = ({ last_seen_at, loaded_at }: LoadRecord) => `${last_seen_at.slice(0, -1)} ${loaded_at.slice(0, -1)}`;
  for (const load of [...history].sort((one, two) => (age(one) < age(two) ? -1 : 1))) before.set(driftKey(load), load);
  return (load) => {
    const last = before.get(driftKey(load));
    before.set(driftKey(load), load);
    // Another contract calls the same columns by other names.
    if (last === undefined || last.contract !== load.contract) return undefined;
    const [now, then] = [headersByKey(load), headersByKey(last)];
    const beyond = (one: Map<string, string>, two: Map<string, string>) =>
      [...one].flatMap(([key, name]) => (two.has(key) ? [] : [name]));
    const drift = { added: beyond(now, then), gone: beyond(then, now) };
    return drift.added.length + drift.gone.length > 0 ? drift : undefined;
  };
}

const headersByKey = ({ columns, unknown_headers }: LoadRecord) =>
  new Map([...Object.keys(columns), ...unknown_headers].map((name) => [toSnakeCase(name), name]));
