/** Compares another list of MQLs, e.g. marketing's own, with the published ones, in temporary tables of a reader. */
import type { DuckDBConnection } from "@duckdb/node-api";
import { type RawBuilder, sql } from "kysely";
import { db } from "../table/db.js";
import { rowsOf } from "../table/rows.js";
import { extraSteps } from "./extra_mqls.js";
import { createListTable } from "./list_table.js";
import { createMatchesTable, createOursTable } from "./matches.js";
import { missingSteps } from "./missing_rows.js";
import type { ListRow } from "./read_list.js";
import { readUnreadRows, summarize, type UnreadRow } from "./summary.js";
import { createShiftTable } from "./time_shift.js";

export interface MatchOptions {
  /** Largest difference, in calendar days of the reporting time zone, that still counts as the same MQL. */
  readonly days: number;
  /** strptime pattern of the list's dates, e.g. `%d/%m/%Y`; undefined: ISO 8601. */
  readonly dateFormat?: string | undefined;
}

/**
 * Creates the temporary table `reconciled`: one row per row of the list, and one per MQL here that has no such row.
 * `reader` may be read-only: the list comes in as values, and only temporary tables are written. `tables.ts` declares the
 * published tables that it reads. Returns what was found in one sentence, and the rows that cannot be read. A `UserError`
 * (exit 2) if most of them cannot.
 */
export async function reconcile(
  reader: DuckDBConnection,
  rows: readonly ListRow[],
  { days, dateFormat }: MatchOptions,
): Promise<{ summary: string; unread: readonly UnreadRow[] }> {
  const [run] = await rowsOf<{ zone: string }>(reader, "select time_zone as zone from raw.run_context");
  const { zone } = run!;
  await createListTable(reader, rows, { zone, format: dateFormat });
  await createOursTable(reader, zone);
  await createMatchesTable(reader, days);
  const shift = await createShiftTable(reader, zone);
  const steps: [string, RawBuilder<unknown>][] = [
    ...missingSteps(zone, days),
    ...extraSteps,
    ["reconciled", reconciledRows],
  ];
  for (const [name, select] of steps) {
    await reader.run(sql`create temp table ${sql.ref(name)} as ${select}`.compile(db).sql);
  }
  await reader.run(`create temp view compared as ${comparedRows}`);
  return { summary: await summarize(reader, shift), unread: await readUnreadRows(reader) };
}

/** `reconciled` with what differs in a pair: nothing, only the time zone of the list, or the day. */
const comparedRows = `
  select
    reconciled.*,
    case when reconciled.side <> 'matched' then null
      when ours.mql_on = listed.listed_on then 'none'
      when shifted.row_no is not null then 'time zone'
      else 'days' end as difference
  from reconciled
  left join listed on listed.row_no = reconciled.row_no
  left join ours on ours.cycle_id = reconciled.cycle_id
  left join shifted on shifted.row_no = reconciled.row_no`;

const reconciledRows = sql`
  select 'matched' as side, null::varchar as reason, null::varchar as detail, listed.row_no, ours.cycle_id
  from matched
  inner join listed on listed.row_no = matched.row_no
  inner join ours on ours.cycle_id = matched.cycle_id
  union all
  select 'missing', reason, detail, row_no, null from missing
  union all
  select 'extra', reason, detail, null, cycle_id from extra`;

const monthSql = (day: string) => `strftime(${day}, '%Y-%m')`;

/** Every row of both sides with its reason; `listed_id`, `listed_email` and `listed_date` as the list has them. */
export const reconciledRowsQuery = `
  select
    reconciled.side,
    reconciled.reason,
    reconciled.detail,
    listed.line,
    listed.id as listed_id,
    listed.email as listed_email,
    listed.date_text as listed_date,
    coalesce(listed.person_id, ours.person_id) as person_id,
    listed.found_by,
    ours.cycle_id,
    ours.mql_origin,
    listed.listed_on,
    ours.mql_on,
    ours.mql_on - listed.listed_on as days_later_here,
    ours.mql_at,
    reconciled.difference
  from compared as reconciled
  left join listed on listed.row_no = reconciled.row_no
  left join ours on ours.cycle_id = reconciled.cycle_id
  order by coalesce(listed.listed_on, ours.mql_on) nulls last, listed.line nulls last, ours.cycle_id`;

/** One row per month of either side, and one for all months: listed = matched + missing, ours = ours_matched + extra. */
export const monthsQuery = `
  with sides as (
    select ${monthSql("listed.listed_on")} as month, side, 'theirs' as whose
    from reconciled inner join listed on listed.row_no = reconciled.row_no
    union all
    select ${monthSql("ours.mql_on")}, side, 'ours'
    from reconciled inner join ours on ours.cycle_id = reconciled.cycle_id
  )
  select case when grouping(month) = 1 then 'all' else coalesce(month, '(no date)') end as month,
    count(*) filter (where whose = 'theirs') as listed,
    count(*) filter (where whose = 'theirs' and side = 'matched') as matched,
    count(*) filter (where side = 'missing') as missing,
    count(*) filter (where whose = 'ours') as ours,
    count(*) filter (where whose = 'ours' and side = 'matched') as ours_matched,
    count(*) filter (where side = 'extra') as extra
  from sides
  group by grouping sets ((month), ())
  order by grouping(month), sides.month nulls last`;

/** One row per side and reason, the most frequent first, with the count of each month. */
export const reasonsQuery = `
  with counted as (
    select
      reconciled.side,
      reconciled.reason,
      coalesce(${monthSql("coalesce(listed.listed_on, ours.mql_on)")}, '(no date)') as month,
      count(*) as rows
    from reconciled
    left join listed on listed.row_no = reconciled.row_no
    left join ours on ours.cycle_id = reconciled.cycle_id
    where reconciled.side <> 'matched'
    group by all
  )
  select side, reason, sum(rows)::bigint as rows, string_agg(month || ': ' || rows, ', ' order by month) as by_month
  from counted
  group by side, reason
  order by side desc, rows desc, reason`;
