import { escapeControls } from "../../base/escape_controls.js";
import type { Instant } from "../../table/columns.js";
import { daysInPath } from "../export_days.js";
import type { QuarantineEntry } from "../files/quarantine.js";
import { coversAllTables } from "../files/unreadable_archive.js";
import { describeFeed } from "../load_contract.js";
import { feedKey, type LoadRecord } from "../load_record.js";
import type { UnloadedFile } from "../raw/snapshots.js";
import { describeLoad, type VerifiedHistory } from "../raw/verified_loads.js";
import { floatId, implausibleDate, roundedAmount, separatedNumber } from "../rows/value_checks.js";
import type { DamagedLoad } from "../verify_history.js";
import { describeFreshness, type SourceFreshness } from "./freshness.js";
import type { LastLoad } from "./last_load.js";

/** A finding about the files of a run; becomes a row of `marts.data_quality`. */
export interface LoadFinding {
  readonly check: string;
  readonly subject: string;
  readonly count: bigint;
  readonly share: number | null;
  readonly severity: "info" | "warn";
  readonly example: string | null;
}

/** The check of `marts.data_quality` for sources that are late or stale. */
const lateSources = "sources without new data";

/** The findings about sources that are late or stale. */
export const collectFreshnessFindings = (sources: readonly SourceFreshness[]): LoadFinding[] =>
  sources
    .filter(({ status }) => status === "late" || status === "stale")
    // An old export that somebody tries for the first time is no reason to do anything.
    .map((one) =>
      createFinding(one.was_fresh ? "warn" : "info", lateSources, one.source, { example: describeFreshness(one) }),
    );

/** Collects the findings about files: quarantined, left, unread, missing, empty, dropped in size, with changed columns, or with values that were read otherwise than written. */
export function collectLoadFindings(
  loads: readonly LoadRecord[],
  quarantine: Iterable<QuarantineEntry>,
  last: LastLoad,
): LoadFinding[] {
  return [
    ...[...quarantine].flatMap(quarantineFindings(loads)),
    ...lastLoadFindings(last),
    ...driftFindings(loads),
    ...valueFindings(loads),
    ...emptyFileFindings(loads),
    ...noteFindings(loads),
  ];
}

const createFinding = (
  severity: LoadFinding["severity"],
  check: string,
  subject: string,
  more: { count?: number; share?: number; example?: string } = {},
): LoadFinding => ({
  check,
  subject: escapeControls(subject),
  count: BigInt(more.count ?? 1),
  share: more.share ?? null,
  severity,
  example: more.example === undefined ? null : escapeControls(more.example),
});

/** True if a later content of a file in quarantine is loaded. */
export function isReplaced(
  loads: readonly LoadRecord[],
  { source, table, feed, file, last_met }: QuarantineEntry,
): boolean {
  const key = feedKey({ system: source, table, feed });
  const pathsOf = (load: LoadRecord) => load.seen?.map((seen) => seen.file) ?? [load.file];
  const isSameFile = (load: LoadRecord) =>
    coversAllTables({ table })
      ? load.system === source && pathsOf(load).some((path) => path.startsWith(`${file}/`))
      : pathsOf(load).includes(file) && feedKey(load) === key;
  return loads.some((load) => isSameFile(load) && Date.parse(load.last_seen_at) >= Date.parse(last_met));
}

/** The files of which no content is loaded: what they may have is not missing. A file without a day counts only if the last run met it. */
export function findUnloaded(
  loads: readonly LoadRecord[],
  quarantine: Iterable<QuarantineEntry>,
  { left, missing = [] }: LastLoad,
  leftOut: readonly DamagedLoad[] = [],
): UnloadedFile[] {
  const lastRun = Math.max(0, ...loads.map(({ last_seen_at }) => Date.parse(last_seen_at)));
  const isOfExport = (file: string, at: Instant) => daysInPath(file).length > 0 || Date.parse(at) >= lastRun;
  const kept = [...quarantine].filter((entry) => !isReplaced(loads, entry) && isOfExport(entry.file, entry.last_met));
  const damaged = leftOut.flatMap(({ load }) => (load === undefined ? [] : [load]));
  return [
    ...kept.map(({ source: system, table, file }) => ({ system, table, file })),
    ...damaged.flatMap(({ system, table, seen = [], file, last_seen_at }) =>
      (seen.length > 0 ? seen : [{ file, last: last_seen_at }]).flatMap((one) =>
        isOfExport(one.file, one.last) ? [{ system, table, file: one.file }] : [],
      ),
    ),
    ...left.map(({ system, table, file }) => ({ system, table, file })),
    // A file that closedloop.yaml names is an export of its own: that it is not there says nothing of the exports before it.
    ...missing.flatMap(({ system, table, file }) => (table === undefined ? [{ system, file }] : [])),
  ];
}

/** A quarantined file is a warning until a later content of the same file is loaded. */
const quarantineFindings =
  (loads: readonly LoadRecord[]) =>
  (entry: QuarantineEntry): LoadFinding[] => {
    const { source: system, table, feed, file, found } = entry;
    const subject = placeOf({ system, file, table, feed });
    return [
      isReplaced(loads, entry)
        ? createFinding("info", "files in quarantine, replaced since", subject, { example: found })
        : createFinding("warn", "files in quarantine", subject, { example: found }),
    ];
  };

function lastLoadFindings({ left, unread, volumes, missing = [] }: LastLoad): LoadFinding[] {
  return [
    ...missing.flatMap(({ system, table, feed, file, found, first_missed }) =>
      table === undefined || feed === undefined
        ? []
        : [
            createFinding("warn", "files missing that were there before", placeOf({ system, table, feed, file }), {
              example: `since ${first_missed}: ${found}`,
            }),
          ],
    ),
    ...left.map(({ system, file, table, found }) =>
      createFinding("warn", "files left for the next run", `${system}: ${file} -> ${table}`, { example: found }),
    ),
    ...unread.flatMap(({ system, count, example, lookalikes = [] }) => [
      createFinding("info", "files that nobody reads", system, { count, example }),
      ...lookalikes.map(({ file, object, remedy }) =>
        createFinding("warn", "files that nobody reads", `${system}: ${file}`, {
          example: `its headers are those of ${object}: ${remedy}`,
        }),
      ),
    ]),
    ...volumes.flatMap(({ system, table, feed, accepted, isAbsent }) => {
      const subject = `${system}: ${tableOf({ table, feed })}`;
      if (isAbsent) return [createFinding("warn", "exports that were there before", subject)];
      if (!accepted) return [];
      const { rows, before, file } = accepted;
      return [
        createFinding("warn", "falls of volume, accepted", subject, {
          count: rows,
          share: rows / before,
          example: file,
        }),
      ];
    }),
  ];
}

/** Loads of the history that are damaged: left out, or without their rejected records. */
export const damageFindings = ({ leftOut, withoutRejects }: Omit<VerifiedHistory, "loads">): LoadFinding[] => [
  ...leftOut.map((one) =>
    createFinding("warn", "damaged loads left out", describeLoad(one), {
      ...(one.load === undefined ? {} : { count: one.load.loaded }),
      example: one.found,
    }),
  ),
  ...withoutRejects.map((one) =>
    createFinding("warn", "rejected records damaged in the history", describeLoad(one), {
      ...(one.load === undefined ? {} : { count: one.load.rejected }),
      example: one.found,
    }),
  ),
];

/** Files in quarantine of which only the copy is left, by the ids of their folders. */
export const damagedNoteFindings = (ids: readonly string[]): LoadFinding[] =>
  ids.map((id) => createFinding("warn", "notes damaged in the quarantine", `warehouse/quarantine/${id}`));

/** New and gone columns are reported for the newest load of a table only. */
function driftFindings(loads: readonly LoadRecord[]): LoadFinding[] {
  const newest = new Map<string, number>();
  for (const load of loads) {
    newest.set(feedKey(load), Math.max(newest.get(feedKey(load)) ?? 0, Date.parse(load.loaded_at)));
  }
  const columnFinding = (
    check: string,
    severity: LoadFinding["severity"],
    load: LoadRecord,
    names: readonly string[] = [],
  ) =>
    names.length === 0
      ? []
      : [
          createFinding(severity, check, placeOf(load), {
            count: names.length,
            example: names.slice(0, 20).join(", "),
          }),
        ];
  return loads
    .filter((load) => load.drift && Date.parse(load.loaded_at) === newest.get(feedKey(load)))
    .flatMap((load) => [
      ...columnFinding("columns gone since the load before", "warn", load, load.drift?.gone),
      ...columnFinding("columns new since the load before", "info", load, load.drift?.added),
    ]);
}

/** The newest content of each file. */
function newestLoads(loads: readonly LoadRecord[]): LoadRecord[] {
  const newest = new Map<string, LoadRecord>();
  for (const load of [...loads].sort((one, two) => Date.parse(one.last_seen_at) - Date.parse(two.last_seen_at))) {
    newest.set(`${feedKey(load)} ${load.file}`, load);
  }
  return [...newest.values()];
}

/** A table, and in words which of its feeds, if it has several. */
const tableOf = ({ table, feed }: Pick<LoadRecord, "table" | "feed">) =>
  describeFeed(feed) === "" ? table : `${table} (${describeFeed(feed)})`;

/** A file and the table, and the feed if there are several, that it was loaded into. */
const placeOf = ({ system, file, table, feed }: Pick<LoadRecord, "system" | "file" | "table" | "feed">) =>
  `${system}: ${file} -> ${tableOf({ table, feed })}`;

/** What was left out of a file, or what looks wrong in it. It is a warning if something can be done about it. */
const noteFindings = (loads: readonly LoadRecord[]): LoadFinding[] =>
  newestLoads(loads).flatMap(({ system, file, table, feed, file_notes = [] }) =>
    file_notes.map(({ code, column, records, remedy }) => {
      const place = placeOf({ system, file, table, feed });
      const example = [column, remedy].filter((part) => part !== undefined).join(": ");
      return createFinding(remedy === undefined ? "info" : "warn", code, place, {
        count: records,
        ...(example === "" ? {} : { example }),
      });
    }),
  );

/** What was read otherwise than it is written. */
function valueFindings(loads: readonly LoadRecord[]): LoadFinding[] {
  return newestLoads(loads).flatMap(({ system, table, file, feed, parsed, notes = [], null_words = [] }) => {
    const place = placeOf({ system, file, table, feed });
    return [
      ...null_words.map(({ word, values }) =>
        createFinding("info", "words read as nothing", `${place}: ${word}`, { count: values }),
      ),
      ...notes.map(({ column, code, records, first_line }) =>
        createFinding(infoNotes.has(code) ? "info" : "warn", `values: ${code}`, `${place}: ${column}`, {
          count: records,
          share: records / parsed,
          example: `line ${first_line}${code === implausibleDate && 2 * records >= parsed ? likelyCause : ""}`,
        }),
      ),
    ];
  });
}

/** Where most dates cannot be true, it is not the dates. */
const likelyCause = "; so many that the format or the column is wrong: see formats in closedloop.yaml";

/** Notes on values that are as good as the others. */
const infoNotes: ReadonlySet<string> = new Set([roundedAmount, separatedNumber, floatId]);

/** Files of the last run that have a header and no rows, although the table had rows before. A full export needs `--accept-volume` for this. */
function emptyFileFindings(loads: readonly LoadRecord[]): LoadFinding[] {
  const hasRows = new Set(loads.filter(({ loaded }) => loaded > 0).map(feedKey));
  const lastRun = Math.max(0, ...loads.map(({ last_seen_at }) => Date.parse(last_seen_at)));
  return loads
    .filter((load) => load.parsed === 0 && hasRows.has(feedKey(load)) && Date.parse(load.last_seen_at) === lastRun)
    .map((load) => createFinding("info", "empty files where rows were before", placeOf(load)));
}
