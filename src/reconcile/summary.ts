/** What a comparison found, in one sentence. */
import type { DuckDBConnection } from "@duckdb/node-api";
import { rowsOf } from "../table/rows.js";

/**
 * E.g. `Your list has 512 MQLs, closedloop 498: 470 agree, 28 differ only by the time zone (the list has the days of UTC), 14 are
 * only in your list (10 unknown person, ...); 0 are only here.` The parts add up to both totals.
 */
export async function summarize(reader: DuckDBConnection, shift: string | undefined): Promise<string> {
  const [found] = await rowsOf<Record<string, bigint>>(
    reader,
    `select
      count(*) filter (where side <> 'extra') as listed,
      count(*) filter (where side <> 'missing') as ours,
      count(*) filter (where difference = 'none') as agreed,
      count(*) filter (where difference = 'time zone') as shifted,
      count(*) filter (where difference = 'days') as moved,
      count(*) filter (where reason = 'unreadable row') as unread,
      count(*) filter (where side = 'missing' and reason <> 'unreadable row') as missing,
      count(*) filter (where side = 'extra') as extra
    from compared`,
  );
  const { listed, ours, agreed, shifted, moved, unread, missing, extra } = found!;
  const parts = [
    `${agreed} agree`,
    ...(shifted! > 0n ? [`${shifted} differ by the time zone only (${shift})`] : []),
    ...(moved! > 0n ? [`${moved} ${moved === 1n ? "differs" : "differ"} by days`] : []),
    ...(missing! > 0n
      ? [`${missing} ${isOrAre(missing!)} only in your list${await topReasons(reader, "missing")}`]
      : []),
    ...(unread! > 0n ? [`${unread} of your rows cannot be read`] : []),
    ...(extra! > 0n ? [`${extra} ${isOrAre(extra!)} only here${await topReasons(reader, "extra")}`] : []),
  ];
  const hint = shift !== undefined && shifted === 0n ? ` Note: ${shift}.` : "";
  return `Your list has ${listed} MQL(s), closedloop ${ours}: ${joinParts(parts)}.${hint}`;
}

const isOrAre = (count: bigint): string => (count === 1n ? "is" : "are");

const joinParts = (parts: readonly string[]): string =>
  parts.length < 2 ? parts.join("") : `${parts.slice(0, -1).join(", ")} and ${parts.at(-1)}`;

/** The two most frequent reasons of a side, e.g. ` (45 not in the list, 17 listed on another date, ...)`. */
async function topReasons(reader: DuckDBConnection, side: "missing" | "extra"): Promise<string> {
  const reasons = await rowsOf<{ reason: string; rows: bigint }>(
    reader,
    `select reason, count(*) as rows from compared where side = '${side}' and reason <> 'unreadable row'
    group by reason order by rows desc, reason`,
  );
  const named = reasons.slice(0, 2).map(({ reason, rows }) => `${rows} ${reason}`);
  return ` (${[...named, ...(reasons.length > 2 ? ["..."] : [])].join(", ")})`;
}

/** A row of the list that cannot be read. */
export interface UnreadRow {
  readonly line: bigint;
  /** Why, e.g. `not a date`; never what is in the row. */
  readonly detail: string;
}

/** The rows that cannot be read, in their order. */
export const readUnreadRows = (reader: DuckDBConnection): Promise<UnreadRow[]> =>
  rowsOf<UnreadRow>(reader, "select line, detail from listed where reason = 'unreadable row' order by line");
