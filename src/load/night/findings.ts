import { visible } from "../../base/visible.js";
import { isOfArchive } from "../files/closed_archive.js";
import type { Why } from "../files/quarantine.js";
import type { Loaded } from "../loaded.js";
import type { LastLoad } from "./last_load.js";

/** Something worth knowing about the files of a run: a row of `marts.data_quality`. */
export interface Finding {
  readonly check: string;
  readonly subject: string;
  readonly count: bigint;
  readonly share: number | null;
  readonly severity: "info" | "warn";
  readonly example: string | null;
}

type Load = Pick<Loaded, "system" | "table" | "feed">;
const placeOf = ({ system, table, feed }: Load) => JSON.stringify([system, table, feed]);

/** All that surrounds the loading of files: nothing that was not loaded goes unsaid. */
export function findingsOf(loads: readonly Loaded[], quarantine: Iterable<Why>, last: LastLoad): Finding[] {
  return [...[...quarantine].flatMap(quarantined(loads)), ...ofLastLoad(last), ...drifted(loads), ...emptied(loads)];
}

const finding = (
  severity: Finding["severity"],
  check: string,
  subject: string,
  more: { count?: number; share?: number; example?: string } = {},
): Finding => ({
  ...{ check, subject: visible(subject), count: BigInt(more.count ?? 1), share: more.share ?? null, severity },
  example: more.example === undefined ? null : visible(more.example),
});

/** A later content of the same file takes its place; until then something is missing. */
const quarantined =
  (loads: readonly Loaded[]) =>
  ({ source, table, feed, file, found, last_met }: Why): Finding[] => {
    const place = placeOf({ system: source, table, feed });
    const isOfIt = (load: Loaded) =>
      isOfArchive({ table })
        ? load.system === source && load.file.startsWith(`${file}/`)
        : load.file === file && placeOf(load) === place;
    const isReplaced = loads.some((load) => isOfIt(load) && Date.parse(load.last_seen_at) >= Date.parse(last_met));
    const subject = `${source}: ${file} -> ${table}`;
    return [
      isReplaced
        ? finding("info", "files in quarantine, replaced since", subject, { example: found })
        : finding("warn", "files in quarantine", subject, { example: found }),
    ];
  };

function ofLastLoad({ left, unread, volumes }: LastLoad): Finding[] {
  return [
    ...left.map(({ system, file, table, found }) =>
      finding("warn", "files left for the next run", `${system}: ${file} -> ${table}`, { example: found }),
    ),
    ...unread.map(({ system, count, example }) =>
      finding("info", "files that nobody reads", system, { count, example }),
    ),
    ...volumes.flatMap(({ system, table, feed, accepted, isAbsent }) => {
      const subject = [`${system}: ${table}`, feed ?? []].flat().join(" ");
      if (isAbsent) return [finding("warn", "exports that were there before", subject)];
      if (!accepted) return [];
      const { rows, before, file } = accepted;
      return [
        finding("warn", "falls of volume, accepted", subject, { count: rows, share: rows / before, example: file }),
      ];
    }),
  ];
}

/** Each change is told by the load that brought it, until the next load of that table. */
function drifted(loads: readonly Loaded[]): Finding[] {
  const newest = new Map<string, number>();
  for (const load of loads) {
    newest.set(placeOf(load), Math.max(newest.get(placeOf(load)) ?? 0, Date.parse(load.loaded_at)));
  }
  const told = (check: string, severity: Finding["severity"], load: Loaded, names: readonly string[] = []) =>
    names.length === 0
      ? []
      : [
          finding(severity, check, `${load.system}: ${load.file} -> ${load.table}`, {
            count: names.length,
            example: names.slice(0, 20).join(", "),
          }),
        ];
  return loads
    .filter((load) => load.drift && Date.parse(load.loaded_at) === newest.get(placeOf(load)))
    .flatMap((load) => [
      ...told("columns gone since the load before", "warn", load, load.drift?.gone),
      ...told("columns new since the load before", "info", load, load.drift?.added),
    ]);
}

/** A header without rows, met in the last run, of a table that had rows: of a full export it needs `--accept-volume`. */
function emptied(loads: readonly Loaded[]): Finding[] {
  const hasRows = new Set(loads.filter(({ loaded }) => loaded > 0).map(placeOf));
  const lastRun = Math.max(0, ...loads.map(({ last_seen_at }) => Date.parse(last_seen_at)));
  return loads
    .filter((load) => load.parsed === 0 && hasRows.has(placeOf(load)) && Date.parse(load.last_seen_at) === lastRun)
    .map(({ system, file, table }) =>
      finding("info", "empty files where rows were before", `${system}: ${file} -> ${table}`),
    );
}
