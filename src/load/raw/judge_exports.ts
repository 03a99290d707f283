/** Decides which later export says that records are gone, from the exports in which they were last seen. */
import type { DuckDBConnection } from "@duckdb/node-api";
import type { Instant } from "../../table/columns.js";
import { rowsOf } from "../../table/rows.js";
import { instantLiteral } from "./counted_loads.js";
import type { Snapshot, Track } from "./snapshots.js";

/** What one export of a track says about the records that the exports after `nth` no longer have. */
export interface Verdict {
  readonly track: number;
  readonly nth: number;
  readonly outside: string;
  readonly by: Snapshot;
  readonly state: "missing" | "unsure" | "incomplete";
  /** True if no later full export came. */
  readonly isNew: boolean;
}

/** What the exports say about the groups of records in a temporary table. */
export async function judgeTracks(
  connection: DuckDBConnection,
  tracks: readonly Track[],
  name: string,
): Promise<Verdict[]> {
  const judgeAll = async () => {
    const counts = await rowsOf<{ track: number } & SeenLast>(
      connection,
      `select track::integer as track, nth::integer as nth, outside, count(*)::integer as records from temp.${name} group by all`,
    );
    return tracks.map(({ snapshots }, track) =>
      judge(
        snapshots,
        counts.filter((row) => row.track === track),
      ),
    );
  };
  const judged = await judgeAll();
  // Records that are outside of a period make others fewer, so no other export can decide than those that did without them.
  const periods = judged.flatMap(({ deciding }, track) =>
    [...deciding].flatMap(([nth, { begins }]) =>
      begins === undefined ? [] : [`(${track}, ${nth}, ${beginSql(begins.changed)}, ${beginSql(begins.created)})`],
    ),
  );
  const isFinal = periods.length === 0 || !(await markOutside(connection, name, periods));
  const final = isFinal ? judged : await judgeAll();
  return final.flatMap(({ verdicts }, track) => verdicts.map((verdict) => ({ ...verdict, track })));
}

/** Records for each record in a temporary table in which of the later periods it cannot be. Returns whether there are any. */
async function markOutside(connection: DuckDBConnection, name: string, periods: readonly string[]): Promise<boolean> {
  await connection.run(`update temp.${name} as seen set outside = found.outside
    from (
      select seen.rowid as place, string_agg(period.nth::varchar, ',' order by period.nth) as outside
      from temp.${name} as seen
      join (values ${periods.join(", ")}) as period(track, nth, changed, created)
        on period.track = seen.track and period.nth > seen.nth
          and (seen.changed < period.changed or seen.created < period.created
            or (period.changed is null and period.created is null))
      group by seen.rowid
    ) as found
    where found.place = seen.rowid`);
  const [found] = await rowsOf<{ records: bigint }>(
    connection,
    `select count(*) as records from temp.${name} where outside <> ''`,
  );
  return found!.records > 0n;
}

/** Records that were last seen in the same export, and that are outside of the same later ones. */
interface SeenLast {
  readonly nth: number;
  /** The numbers of later exports in whose period the records are not, e.g. `3,4`. */
  readonly outside: string;
  readonly records: number;
}

/**
 * Decides for the records that the latest export lacks, which export after their last one says so. Until an export decides, they
 * wait for the next. An export that may have only changes, or a period, decides if it lacks at most half of the records, and
 * not for records outside of its period. `deciding` are the exports that decide for some, by their number.
 */
function judge(
  snapshots: readonly Snapshot[],
  seenLast: readonly SeenLast[],
): { verdicts: Omit<Verdict, "track">[]; deciding: ReadonlyMap<number, Snapshot> } {
  const decided: { records: SeenLast; by: Snapshot }[] = [];
  // A period that lacks most records is only that; one that has most of them asks for the others.
  const asking = new Set<Snapshot>();
  const deciding = new Map<number, Snapshot>();
  let lastFull: Snapshot | undefined;
  let waiting: SeenLast[] = [];
  for (const [nth, by] of snapshots.entries()) {
    const { extent } = by;
    const isFew = waiting.reduce((sum, { records }) => sum + records, 0) * 2 <= by.rowsBefore;
    if (extent === "unsure" || (extent === "window" && isFew)) asking.add(by);
    if (extent === "full" || asking.has(by)) lastFull = by;
    if (extent === "full" || (asking.has(by) && isFew)) {
      deciding.set(nth, by);
      const isInside = ({ outside }: SeenLast) => !outside.split(",").includes(`${nth}`);
      decided.push(...waiting.filter(isInside).map((records) => ({ records, by })));
      waiting = waiting.filter((records) => !isInside(records));
    }
    waiting.push(...seenLast.filter((records) => records.nth === nth));
  }
  const verdicts = [
    ...decided.map(({ records: { nth, outside }, by }) => ({
      ...{ nth, outside, by, state: "missing" as const, isNew: by === lastFull },
    })),
    ...waiting.flatMap(({ nth, outside }): Omit<Verdict, "track">[] => {
      const after = snapshots.slice(nth + 1);
      const unsure = after.findLast((snapshot) => asking.has(snapshot));
      const incomplete = after.findLast(({ extent }) => extent === "incomplete");
      if (unsure) return [{ nth, outside, by: unsure, state: "unsure" as const, isNew: true }];
      return incomplete ? [{ nth, outside, by: incomplete, state: "incomplete" as const, isNew: true }] : [];
    }),
  ];
  return { verdicts, deciding };
}

const beginSql = (at: Instant | null) => (at === null ? "null::timestamp" : instantLiteral(at, at));
