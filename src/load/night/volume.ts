import { createHash } from "node:crypto";
import type { Config } from "../../config/config_schema.js";
import type { Instant } from "../../table/columns.js";
import type { Source } from "../../table/model.js";
import { daysInPath, hasOnlyChanges, latest, spanOf } from "../export_days.js";
import { keyColumns } from "../load_contract.js";
import { feedKey, type LoadRecord, loadedOnce } from "../load_record.js";

/** The files of one table and one feed that form one export: all files whose paths have the same day, or all files without a day. */
interface ExportSnapshot {
  readonly system: string;
  readonly table: string;
  readonly feed: string | null;
  /** The days in the paths, e.g. `2026-06-01`; empty if there are none. */
  readonly date: string;
  /** One of the files. */
  readonly file: string;
  readonly files: number;
  readonly rows: number;
  /** Hash of the hashes of all its files. */
  readonly content: string;
  /** The first and last change of its records; null if a file does not have them. */
  readonly from: Instant | null;
  readonly to: Instant | null;
}

/** An export with less than half of the rows of the one before. */
export interface VolumeDrop extends Pick<ExportSnapshot, "file" | "files" | "rows"> {
  readonly before: number;
}

/** What is recorded about the exports of one table. */
export interface Volume extends Omit<ExportSnapshot, "from" | "to" | "file"> {
  /** The latest change of a record in any export. */
  readonly reached: Instant | null;
  /** True if the last export had only changes since the one before; `rows` is then of the last full export. */
  readonly isIncremental: boolean;
  /** Set if the last export dropped and is not accepted; `rows` is then of the export before. */
  readonly fallen: VolumeDrop | null;
  /** Set if the last export dropped and was accepted. */
  readonly accepted: VolumeDrop | null;
  /** True if the last run met no file of the table. */
  readonly isAbsent: boolean;
}

type FeedRef = Pick<ExportSnapshot, "system" | "table" | "feed">;
const volumeKey = (of: FeedRef & Pick<ExportSnapshot, "date">): string =>
  `${feedKey(of)}${of.date === "" ? "" : " by day"}`;

/**
 * Groups the files of a run into exports by day. Left out are files that need not be a full export: those of products that may
 * export in windows, daily files of tables without a key, and sources with `incremental: true`. A small window is no reason to
 * stop, and a small full extract removes nothing either: its records that are missing are kept, or asked about.
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
    const date = daysInPath(file).join(" ");
    if (date !== "" && keyless.has(load.table)) continue;
    const key = `${feedKey(load)} ${date}`;
    // The same content under two names counts once.
    groups.set(key, (groups.get(key) ?? new Map()).set(load.load_id, { file, date, load }));
  }
  return [...groups.values()].map((group) => createSnapshot([...group.values()]));
}

function createSnapshot(files: readonly { file: string; date: string; load: LoadRecord }[]): ExportSnapshot {
  const [{ file, date, load }] = files as [(typeof files)[number]];
  const hashes = files.map(({ load }) => load.load_id).sort();
  return {
    system: load.system,
    table: load.table,
    feed: load.feed,
    date,
    file,
    files: files.length,
    rows: files.reduce((sum, { load }) => sum + loadedOnce(load), 0),
    content: createHash("sha256").update(hashes.join()).digest("hex").slice(0, 32),
    ...spanOf(files.map(({ load }) => load)),
  };
}

/** Says whether a table has files that were not loaded. */
interface UnloadedFiles {
  /** True if one of them may still belong to tonight's export; the volume is not compared then. */
  readonly isUnsure: (of: Pick<ExportSnapshot, "system" | "table">) => boolean;
  /** True if there is any; the table is then not absent. */
  readonly isMet: (of: Pick<ExportSnapshot, "system" | "table">) => boolean;
}

/** Updates the volumes with the exports of a run. */
export function updateVolumes(
  volumes: readonly Volume[],
  exports: readonly ExportSnapshot[],
  { isUnsure, isMet }: UnloadedFiles,
): Volume[] {
  const present = new Set(exports.map(feedKey));
  const isAbsent = (volume: Volume) => !present.has(feedKey(volume)) && !isMet(volume);
  const known = new Map(volumes.map((volume) => [volumeKey(volume), { ...volume, isAbsent: isAbsent(volume) }]));
  for (const now of [...exports].sort((one, two) => (one.date < two.date ? -1 : 1))) {
    const key = volumeKey(now);
    const before = known.get(key);
    if (!isUnsure(now) && now.date >= (before?.date ?? "")) known.set(key, nextVolume(before, now));
  }
  return [...known.values()];
}

/** A drop stays recorded until a larger export comes or until it is accepted. */
function nextVolume(before: Volume | undefined, { from, to, file, ...now }: ExportSnapshot): Volume {
  const reached = latest([before?.reached, to].flatMap((at) => at ?? []).concat("0001-01-01T00:00:00Z" as Instant));
  const settled = { ...now, reached, isIncremental: false, fallen: null, accepted: null, isAbsent: false };
  if (before === undefined) return settled;
  if (now.content === before.content) return before;
  if (now.rows * 2 >= before.rows) return settled;
  const asBefore = { ...settled, rows: before.rows, files: before.files };
  if (hasOnlyChanges(before, { from, to, rows: now.rows })) return { ...asBefore, isIncremental: true };
  return { ...asBefore, fallen: { file, files: now.files, before: before.rows, rows: now.rows } };
}

/** Accepts all drops: the smaller exports are compared with from now on. */
export const acceptDrops = (volumes: readonly Volume[]): Volume[] =>
  volumes.map((volume) =>
    volume.fallen ? { ...volume, rows: volume.fallen.rows, fallen: null, accepted: volume.fallen } : volume,
  );
