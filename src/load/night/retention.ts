/** Removes from the history and the quarantine what no table depends on, as `retention` of closedloop.yaml says. */
import { readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import type { Config } from "../../config/config_schema.js";
import { historyFolder, quarantineFolder } from "../../config/project_paths.js";
import type { Instant } from "../../table/columns.js";
import type { Source } from "../../table/model.js";
import { daysInPath, latest } from "../export_days.js";
import { readQuarantine } from "../files/quarantine.js";
import { readHistory, removeLoads, updateLoad } from "../history.js";
import { createAllLoadContracts, feedOf } from "../load_contract.js";
import { feedKey, type LoadRecord, type SeenFile } from "../load_record.js";
import { findCountedLoads } from "../raw/counted_loads.js";
import { isReplaced } from "./load_findings.js";

interface RetentionInput {
  readonly project: string;
  readonly config: Config;
  readonly tables: readonly Source[];
  readonly asOf: Instant;
}

/** How many loads and copies of files were removed. */
interface Removed {
  readonly loads: number;
  readonly copies: number;
}

/** Applies `retention` after a load. Without its settings nothing is removed. */
export async function applyRetention(run: RetentionInput): Promise<Removed> {
  return { loads: await removeReplacedLoads(run), copies: await removeOldCopies(run) };
}

const isOlder = (at: Instant, asOf: Instant, days: number) => Date.parse(at) < Date.parse(asOf) - days * 86_400_000;

/**
 * Removes loads that were last seen long ago and that another load replaces: the same content under an older contract, and older
 * contents of a file whose rows have no key. No table reads their rows. The first load of each feed stays, because it says since when the table is loaded.
 */
async function removeReplacedLoads({ project, config, tables, asOf }: RetentionInput): Promise<number> {
  const days = config.retention.replaced_loads_days;
  if (days === null) return 0;
  const history = historyFolder(project, config);
  const { loads, leftOut, unreadable } = await readHistory(history);
  // Of a damaged history nothing goes: an older content may count instead of a damaged one.
  if (leftOut.length > 0 || unreadable.length > 0) return 0;
  const contracts = createAllLoadContracts(config, tables);
  const configured = new Set(contracts.map((contract) => feedKey(feedOf(contract))));
  const counted = findCountedLoads(contracts, loads);
  const isCounted = new Set(counted.map(({ load_id }) => load_id));
  const first = firstLoads(loads);
  const removed = loads.filter(
    (load) =>
      configured.has(feedKey(load)) &&
      !isCounted.has(load.load_id) &&
      !first.has(load.load_id) &&
      isOlder(load.last_seen_at, asOf, days),
  );
  if (removed.length === 0) return 0;
  const kept = loads.filter((load) => !removed.includes(load));
  const isSameContent = (one: LoadRecord, other: LoadRecord) =>
    feedKey(one) === feedKey(other) && one.sha256 === other.sha256;
  const remaining: LoadRecord[] = [];
  for (const load of kept) {
    const older = isCounted.has(load.load_id) ? removed.filter((one) => isSameContent(one, load)) : [];
    const merged = older.reduce(mergeRecords, load);
    if (merged !== load) await updateLoad(history, merged);
    remaining.push(merged);
  }
  await removeLoads(history, removed, remaining);
  return removed.length;
}

/** The ids of the loads that came first into each feed. */
function firstLoads(loads: readonly LoadRecord[]): ReadonlySet<string> {
  const first = new Map<string, LoadRecord>();
  for (const load of loads) {
    const before = first.get(feedKey(load));
    if (before === undefined || Date.parse(load.loaded_at) < Date.parse(before.loaded_at))
      first.set(feedKey(load), load);
  }
  return new Set([...first.values()].map(({ load_id }) => load_id));
}

/** The record of a content that also says what the record of an older load of the same content said: where it was seen, and what was accepted. */
function mergeRecords(load: LoadRecord, older: LoadRecord): LoadRecord {
  const seenOf = ({ seen, file, loaded_at, last_seen_at }: LoadRecord): readonly SeenFile[] =>
    seen ?? [{ file, first: loaded_at, last: last_seen_at }];
  const paths = new Map<string, SeenFile>();
  for (const { file, first, last } of [...seenOf(older), ...seenOf(load)]) {
    const before = paths.get(file) ?? { file, first, last };
    const earliest = latest([before.first, first]) === first ? before.first : first;
    paths.set(file, { file, first: earliest, last: latest([before.last, last]) });
  }
  const accepted = load.missing_accepted_at ?? older.missing_accepted_at;
  const absent = [...new Set([...(load.absent_accepted ?? []), ...(older.absent_accepted ?? [])])].sort();
  return {
    ...load,
    seen: [...paths.values()],
    ...(accepted === undefined ? {} : { missing_accepted_at: accepted }),
    ...(absent.length === 0 ? {} : { absent_accepted: absent }),
  };
}

/**
 * Removes the copies of files that were last met long ago. The note of a file that names a day stays until a later content of the
 * file is loaded: as long as it is not, the export of that day counts as incomplete.
 */
async function removeOldCopies({ project, config, asOf }: RetentionInput): Promise<number> {
  const days = config.retention.quarantine_days;
  if (days === null) return 0;
  const folder = quarantineFolder(project, config);
  const { loads } = await readHistory(historyFolder(project, config));
  let removed = 0;
  for (const [id, entry] of await readQuarantine(folder)) {
    if (!isOlder(entry.last_met, asOf, days)) continue;
    const isNoteNeeded = daysInPath(entry.file).length > 0 && !isReplaced(loads, entry);
    const copies = (await readdir(join(folder, id))).filter((name) => name.startsWith("content"));
    if (isNoteNeeded) for (const name of copies) await rm(join(folder, id, name), { force: true });
    else await rm(join(folder, id), { recursive: true, force: true });
    if (!isNoteNeeded || copies.length > 0) removed++;
  }
  return removed;
}
