import { createHash } from "node:crypto";
import type { Config } from "../../config/config_schema.js";
import type { Instant } from "../../table/columns.js";
import type { Source } from "../../table/model.js";
import { keyColumns } from "../load_contract.js";
import { feedKey, type LoadRecord } from "../load_record.js";

/** All files of one table and one feed that belong together: of one day where their paths name a day, else all that there are. */
interface ExportSnapshot {
  readonly system: string;
  readonly table: string;
  readonly feed: string | null;
  /** The days that the paths name; empty where they name none. */
  readonly date: string;
  /** One of the files. */
  readonly file: string;
  readonly files: number;
  readonly rows: number;
  /** Hash of all its files' hashes. */
  readonly content: string;
  /** When the records of it changed, first and last; null where one does not say. */
  readonly from: Instant | null;
  readonly to: Instant | null;
}

/** An export with less than half of the rows before it. */
export interface VolumeDrop extends Pick<ExportSnapshot, "file" | "files" | "rows"> {
  readonly before: number;
}

/** What is remembered of the exports of one table. */
export interface Volume extends Omit<ExportSnapshot, "from" | "to" | "file"> {
  /** The last instant at which a record of any export changed. */
  readonly reached: Instant | null;
  /** Whether the last export brought only what had changed since the one before; `rows` are then of the last full one. */
  readonly isIncremental: boolean;
  /** Set where the last export fell and nobody accepted it: `rows` are those before it. */
  readonly fallen: VolumeDrop | null;
  /** Set where the last export fell and was accepted. */
  readonly accepted: VolumeDrop | null;
  /** No file of the table was met in the last run. */
  readonly isAbsent: boolean;
}

/** How far back an export of changes may reach behind the export before it. */
const overlapMs = 48 * 3_600_000;

/** A day in a path: 2026-06-01, 2026_06_01, 20260601, alone or with a time behind it. */
const dayInPath = /(?<!\d)(20\d\d)([-_.]?)(0[1-9]|1[0-2])\2(0[1-9]|[12]\d|3[01])(?=(\d{4}|\d{6})?(?!\d))/g;

type FeedRef = Pick<ExportSnapshot, "system" | "table" | "feed">;
const volumeKey = (of: FeedRef & Pick<ExportSnapshot, "date">): string =>
  `${feedKey(of)}${of.date === "" ? "" : " by day"}`;

/**
 * The exports among the files of a run, by day. Left out is what is never full: one file per window, be it that the product
 * exports so or that rows without a key come day by day, and sources that bring only what changed.
 */
export function groupSnapshots(
  config: Config,
  tables: readonly Source[],
  files: readonly { file: string; load: LoadRecord }[],
) {
  const named = (those: (table: Source) => boolean) => new Set<string>(tables.filter(those).map(({ name }) => name));
  const inParts = named(({ origin }) => origin.kind === "export" && origin.inParts === true);
  const keyless = named((table) => keyColumns({ table }).length === 0);
  const incremental = new Set(config.sources.filter(({ incremental }) => incremental).map(({ name }) => name));
  const groups = new Map<string, Map<string, { file: string; date: string; load: LoadRecord }>>();
  for (const { file, load } of files) {
    if (inParts.has(load.table) || incremental.has(load.system)) continue;
    const date = [...file.matchAll(dayInPath)].map(([, year, , month, of]) => `${year}-${month}-${of}`).join(" ");
    if (date !== "" && keyless.has(load.table)) continue;
    const key = `${feedKey(load)} ${date}`;
    // One content under two names is there once.
    groups.set(key, (groups.get(key) ?? new Map()).set(load.load_id, { file, date, load }));
  }
  return [...groups.values()].map((group) => createSnapshot([...group.values()]));
}

function createSnapshot(files: readonly { file: string; date: string; load: LoadRecord }[]): ExportSnapshot {
  const [{ file, date, load }] = files as [(typeof files)[number]];
  const hashes = files.map(({ load }) => load.load_id).sort();
  const spans = files.filter(({ load }) => load.loaded > 0).map(({ load }) => load.changed ?? null);
  const known = spans.flatMap((span) => (span === null ? [] : [span]));
  const isKnown = known.length > 0 && known.length === spans.length;
  return {
    ...{ system: load.system, table: load.table, feed: load.feed, date, file, files: files.length },
    rows: files.reduce((sum, { load }) => sum + load.loaded, 0),
    content: createHash("sha256").update(hashes.join()).digest("hex").slice(0, 32),
    from: isKnown ? earliest(known.map(({ from }) => from)) : null,
    to: isKnown ? latest(known.map(({ to }) => to)) : null,
  };
}

const toMillis = (at: Instant) => Date.parse(at);
const earliest = (all: readonly Instant[]) => all.reduce((one, two) => (toMillis(two) < toMillis(one) ? two : one));
const latest = (all: readonly Instant[]) => all.reduce((one, two) => (toMillis(two) > toMillis(one) ? two : one));

/** What became of the files of a table that were not loaded. */
interface UnloadedFiles {
  /** Whether one of them may be missing in what was loaded tonight: its volume says nothing then. */
  readonly isUnsure: (of: Pick<ExportSnapshot, "system" | "table">) => boolean;
  /** Whether there is one at all: the table is then not absent. */
  readonly isMet: (of: Pick<ExportSnapshot, "system" | "table">) => boolean;
}

/** What is known of all exports after a run met these. */
export function updateVolumes(
  volumes: readonly Volume[],
  exports: readonly ExportSnapshot[],
  { isUnsure, isMet }: UnloadedFiles,
): Volume[] {
  const present = new Set(exports.map(feedKey));
  const isAbsent = (volume: Volume) => !present.has(feedKey(volume)) && !isMet(volume);
  const known = new Map(volumes.map((volume) => [volumeKey(volume), { ...volume, isAbsent: isAbsent(volume) }]));
  for (const now of [...exports].sort((one, two) => (one.date < two.date ? -1 : 1))) {
    const place = volumeKey(now);
    const before = known.get(place);
    if (!isUnsure(now) && now.date >= (before?.date ?? "")) known.set(place, nextVolume(before, now));
  }
  return [...known.values()];
}

/** A fall is told once and stays until another export comes, or until it is accepted. */
function nextVolume(before: Volume | undefined, { from, to, file, ...now }: ExportSnapshot): Volume {
  const reached = latest([before?.reached, to].flatMap((at) => at ?? []).concat("0001-01-01T00:00:00Z" as Instant));
  const settled = { ...now, reached, isIncremental: false, fallen: null, accepted: null, isAbsent: false };
  if (before === undefined) return settled;
  if (now.content === before.content) return before;
  if (now.rows * 2 >= before.rows) return settled;
  const kept = { ...settled, rows: before.rows, files: before.files };
  if (hasOnlyChanges(before, { from, to, rows: now.rows })) return { ...kept, isIncremental: true };
  return { ...kept, fallen: { file, files: now.files, before: before.rows, rows: now.rows } };
}

/** Whether every record of an export changed about since the export before it, some of them after it. */
function hasOnlyChanges(
  { reached, isIncremental }: Volume,
  { from, to, rows }: Pick<ExportSnapshot, "from" | "to" | "rows">,
) {
  if (rows === 0) return isIncremental;
  if (reached === null || from === null || to === null) return false;
  return toMillis(from) >= toMillis(reached) - overlapMs && toMillis(to) > toMillis(reached);
}

/** Takes what fell for what there is from now on. */
export const acceptDrops = (volumes: readonly Volume[]): Volume[] =>
  volumes.map((volume) =>
    volume.fallen ? { ...volume, rows: volume.fallen.rows, fallen: null, accepted: volume.fallen } : volume,
  );
