/** The exports of a table one after the other, and which of them are full, so that what they lack is gone. */
import type { Instant } from "../../table/columns.js";
import type { Source } from "../../table/model.js";
import {
  daysInPath,
  type ExportSpan,
  type ExportsBefore,
  hasOnlyChanges,
  isLater,
  latest,
  mayBeWindow,
  namesPeriod,
  spanOf,
} from "../export_days.js";
import { replicaHeader } from "../files/object_file_name.js";
import { coversTable } from "../files/unreadable_archive.js";
import { keyColumns } from "../load_contract.js";
import { feedKey, type LoadRecord, loadedOnce, type SeenFile } from "../load_record.js";
import type { CountedLoad } from "./counted_loads.js";

/** A file that was not loaded: left for the next run, missing, or in quarantine. Without a table it may be of any. */
export interface UnloadedFile {
  readonly system: string;
  readonly table?: string;
  readonly file: string;
}

/** One export of a table: the files of one day, or one content of a file whose path names no day. */
export interface Snapshot {
  readonly loads: readonly CountedLoad[];
  /** Names the exports of a source that came together: all of one day, or all of one run. */
  readonly night: string;
  /** The clock of the run that first met all of it. */
  readonly at: Instant;
  readonly rows: number;
  /** The records of the last full export before it. */
  readonly rowsBefore: number;
  /**
   * full: a record that it lacks is missing. unsure: the same, if it lacks few enough, because it may have only changes.
   * window: as unsure, but its dates are all later than those before, so if it lacks more it is an extract of a period.
   * incomplete: records or files of it were not loaded. changes: it has only what changed, or only a period.
   */
  readonly extent: "full" | "unsure" | "window" | "incomplete" | "changes";
  /** If it may be an extract of a period: the dates of its first records. What is older is not in its period; without dates, nothing is. */
  readonly begins: Beginning | undefined;
  /** True if it has fewer files of one kind than the export before it: one may be lost. */
  readonly hasFewerFiles: boolean;
  /** True if a run with `--accept-missing` accepted it. */
  readonly isAccepted: boolean;
  /** The kinds of files that exports before it had and that it lacks, each with the last file of its kind. */
  readonly absent: ReadonlyMap<string, string>;
  /** A file of it that was not loaded; undefined if there is none. */
  readonly unloaded: string | undefined;
  /** Its records that were rejected. */
  readonly rejected: number;
}

/** The first change and the first creation in an export; null if not known, or if it can be no extract by that date. */
interface Beginning {
  readonly changed: Instant | null;
  readonly created: Instant | null;
}

/** Exports of one table and feed, oldest first, each of which replaces the one before. */
export interface Track {
  readonly system: string;
  readonly snapshots: readonly Snapshot[];
}

interface Placed {
  readonly load: CountedLoad;
  readonly seen: SeenFile;
  readonly day: string;
  /** True if the name of the file says that it is an extract of a period. */
  readonly isPeriod: boolean;
}

/**
 * The exports of one table as tracks. A file name with two days is an extract of a period: it is a track of its own, in
 * which nothing is ever missing. So is a file name with a month of a product that exports in parts.
 */
export function findTracks(
  table: Source,
  loads: readonly CountedLoad[],
  history: readonly LoadRecord[],
  unloaded: readonly UnloadedFile[],
): Track[] {
  const { origin } = table;
  if (!(origin.kind === "export" || origin.kind === "mapped") || origin.whenMissing === undefined) return [];
  if (keyColumns({ table }).length === 0) return [];
  const inParts = origin.kind === "export" && origin.inParts === true;
  const ofTable = history.filter((load) => load.table === table.name);
  const seenOf = collectSeen(ofTable);
  const accepted = collectAccepted(ofTable);
  const tracks = new Map<string, [Placed, ...Placed[]]>();
  for (const load of loads) {
    if (load.under.source.incremental) continue;
    for (const seen of seenOf.get(contentKey(load)) ?? []) {
      const days = [...new Set(daysInPath(seen.file))];
      const name = seen.file.split("/").at(-1)!;
      const isPeriod = new Set(daysInPath(name)).size > 1 || (inParts && namesPeriod(name));
      const day = isPeriod ? "" : days.join(" ");
      const key = JSON.stringify([feedKey(load), day === "" ? seen.file : null]);
      const placed = { load, seen, day, isPeriod };
      const others = tracks.get(key);
      if (others) others.push(placed);
      else tracks.set(key, [placed]);
    }
  }
  const feeds = [...tracks.values()].map(([{ load }]) => feedKey(load));
  return [...tracks.values()].map((placed) => ({
    system: placed[0].load.system,
    snapshots: toSnapshots(placed, {
      accepted,
      inParts,
      hasDates: origin.kind === "export" && origin.createdColumn !== undefined,
      isWhole: feeds.filter((feed) => feed === feedKey(placed[0].load)).length === 1,
      unloaded: unloaded.filter((file) => file.table === undefined || coversTable(file.table, table.name)),
    }),
  }));
}

/** The contents that a run with `--accept-missing` accepted, each with the kinds of files that its export may lack. */
function collectAccepted(loads: readonly LoadRecord[]): Map<string, ReadonlySet<string>> {
  const found = new Map<string, ReadonlySet<string>>();
  for (const load of loads) {
    if (load.missing_accepted_at === undefined) continue;
    found.set(contentKey(load), new Set([...(found.get(contentKey(load)) ?? []), ...(load.absent_accepted ?? [])]));
  }
  return found;
}

const contentKey = (load: LoadRecord) => `${feedKey(load)} ${load.sha256}`;

/** The paths of each content, also of its loads under earlier contracts. */
function collectSeen(loads: readonly LoadRecord[]): Map<string, SeenFile[]> {
  const found = new Map<string, Map<string, SeenFile>>();
  for (const load of loads) {
    const paths = found.get(contentKey(load)) ?? new Map<string, SeenFile>();
    found.set(contentKey(load), paths);
    for (const seen of load.seen ?? [{ file: load.file, first: load.loaded_at, last: load.last_seen_at }]) {
      const before = paths.get(seen.file) ?? seen;
      paths.set(seen.file, {
        file: seen.file,
        first: earlier(before.first, seen.first),
        last: latest([before.last, seen.last]),
      });
    }
  }
  return new Map([...found].map(([key, paths]) => [key, [...paths.values()]]));
}

const earlier = (one: Instant, two: Instant) => (latest([one, two]) === one ? two : one);

interface Circumstances {
  readonly accepted: ReadonlyMap<string, ReadonlySet<string>>;
  /** True if the product also exports in windows. */
  readonly inParts: boolean;
  /** True if the product dates all records of the table. */
  readonly hasDates: boolean;
  /** True if the table has no other exports, so that the volume guard compares the same ones. */
  readonly isWhole: boolean;
  readonly unloaded: readonly UnloadedFile[];
}

/** What is known of the exports before one. */
interface Before extends ExportsBefore {
  /** The latest creation of a record. */
  readonly createdReached: Instant | null;
  readonly rows: number;
  readonly stems: ReadonlyMap<string, string>;
  /** The number of files of each stem. */
  readonly files: ReadonlyMap<string, number>;
  readonly last: Instant | null;
}

function toSnapshots(
  placed: readonly [Placed, ...Placed[]],
  { accepted, inParts, hasDates, isWhole, unloaded }: Circumstances,
): Snapshot[] {
  const groups = new Map<string, Placed[]>();
  for (const one of placed) {
    // Without a day in its path, a content comes when it is last met; contents that one clock met are one export.
    const key = one.day || sortable(one.seen.last);
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  const inOrder = [...groups].sort(([one], [two]) => (one < two ? -1 : 1)).map(([, group]) => group);
  const { system } = placed[0].load;
  const missed = unloaded.filter((file) => file.system === system);
  let before: Before = {
    reached: null,
    createdReached: null,
    isIncremental: false,
    rows: 0,
    stems: new Map(),
    files: new Map(),
    last: null,
  };
  return inOrder.map((group, nth) => {
    const { day } = group[0]!;
    const loads = [...new Map(group.map(({ load }) => [load.load_id, load])).values()];
    const rows = loads.reduce((sum, load) => sum + loadedOnce(load), 0);
    const isAccepted = loads.some((load) => accepted.has(contentKey(load)));
    const span = spanOf(loads);
    const created = spanOf(loads, "created");
    const isReplica = loads.every((load) => load.unknown_headers.some((header) => replicaHeader.test(header)));
    const isMaybeWindow = inParts && !isReplica && (mayBeWindow(span) || mayBeWindow(created));
    const begins = isMaybeWindow && !isAccepted ? beginningOf(span, created, { hasDates }) : undefined;
    const stems = new Map(group.map(({ seen }) => [stemOf(seen.file), seen.file]));
    const mayLack = new Set(loads.flatMap((load) => [...(accepted.get(contentKey(load)) ?? [])]));
    const expected = [...before.stems].filter(([stem]) => !mayLack.has(stem));
    const absent = new Map(expected.filter(([stem]) => !stems.has(stem)));
    const rejected = loads.reduce((sum, load) => sum + load.rejected, 0);
    // Where files have no days, it is unknown of which night a file is; it may have what tonight's export lacks.
    const notLoaded = missed.find(({ file }) =>
      day === "" ? daysInPath(file).length === 0 && nth === inOrder.length - 1 : isOfDay(file, day),
    )?.file;
    const isIncomplete = rejected > 0 || absent.size > 0 || notLoaded !== undefined;
    const files = countStems(group);
    const hasFewerFiles = [...before.files].some(([stem, number]) => (files.get(stem) ?? number) < number);
    const onlyChanges = hasOnlyChanges(before, { ...span, rows });
    const isWindow = isMaybeWindow && (onlyChanges || isLater(created, before.createdReached));
    // The volume guard stops a run whose only export of a table became empty, so somebody has accepted that.
    const isEmptied = rows === 0 && isWhole && !inParts && !onlyChanges;
    const isUnsure = inParts || onlyChanges || (span.from === null && !isEmptied);
    const extent =
      group.some(({ isPeriod }) => isPeriod) || ((onlyChanges || isMaybeWindow) && rows * 2 < before.rows)
        ? "changes"
        : isIncomplete
          ? "incomplete"
          : !isUnsure || isAccepted
            ? "full"
            : isWindow
              ? "window"
              : "unsure";
    const came = latest(group.map(({ seen }) => (day === "" && isAgain(seen, before.last) ? seen.last : seen.first)));
    const snapshot: Snapshot = {
      loads,
      night: `${day === "" ? "run" : "day"} ${day || came}`,
      at: came,
      rows,
      rowsBefore: before.rows,
      extent,
      begins,
      hasFewerFiles,
      isAccepted,
      absent,
      unloaded: notLoaded,
      rejected,
    };
    const isPartial = nth > 0 && (extent === "changes" || extent === "incomplete");
    before = {
      reached: latestKnown(before.reached, span.to),
      createdReached: latestKnown(before.createdReached, created.to),
      isIncremental: extent === "changes",
      rows: isPartial ? before.rows : extent === "window" ? Math.max(rows, before.rows) : rows,
      files: isPartial ? before.files : files,
      // A file that stays away is expected until it is back, or until a run accepts that it stays away.
      stems: new Map([...expected, ...stems]),
      last: latest(group.map(({ seen }) => seen.last)),
    };
    return snapshot;
  });
}

/** The instant as text that sorts by time, with any number of digits. */
const sortable = (at: Instant) => at.slice(0, -1);

/** True if the content was there before the export before it, and came back after that. */
const isAgain = ({ first }: SeenFile, before: Instant | null) => before !== null && latest([first, before]) === before;

const latestKnown = (...all: (Instant | null)[]): Instant =>
  latest(all.flatMap((at) => at ?? []).concat("0001-01-01T00:00:00Z" as Instant));

/** Where an export begins that may be an extract of a period; undefined if its records never have dates. */
function beginningOf(
  changed: ExportSpan,
  created: ExportSpan,
  { hasDates }: { readonly hasDates: boolean },
): Beginning | undefined {
  const beginOf = (span: ExportSpan) => (mayBeWindow(span) ? span.from : null);
  const begins = { changed: beginOf(changed), created: beginOf(created) };
  return !hasDates && begins.changed === null ? undefined : begins;
}

/** The number of files of each stem. A file that was written twice counts once. */
function countStems(group: readonly Placed[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const file of new Set(group.map(({ seen }) => seen.file)))
    counts.set(stemOf(file), (counts.get(stemOf(file)) ?? 0) + 1);
  return counts;
}

const isOfDay = (file: string, day: string) => [...new Set(daysInPath(file))].join(" ") === day;

/** A path without its numbers and hashes: equal for the parts of one export and for the same export of another day. */
const stemOf = (file: string) =>
  file
    .toLowerCase()
    .replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|(?<![a-z])[0-9a-f]{16,}(?![a-z])|\d+/g, "#")
    .replace(/#([-_.:t ]?#)*z?/g, "#");
