/** Finds the rows of the list and the cycles here that are the same MQL. */
import type { DuckDBConnection } from "@duckdb/node-api";
import { sql } from "kysely";
import { db } from "../table/db.js";
import { argMax, dayIn } from "../table/dialect.js";

/** Creates `ours`: the cycles here that begin with an MQL, each with its day in the reporting time zone. */
export async function createOursTable(reader: DuckDBConnection, zone: string): Promise<void> {
  const ours = sql`
    select
      cycle_id,
      person_id,
      mql_origin,
      mql_is_approximate,
      path,
      engagement_score,
      total_score,
      grade,
      mql_at,
      ${dayIn(sql.lit(zone), "mql_at")} as mql_on
    from marts.mql_cycles
    where mql_at is not null`;
  await reader.run(sql`create temp table ours as ${ours}`.compile(db).sql);
}

/**
 * Creates `matched`: pairs of a row and a cycle of the same person that are at most `days` calendar days apart. Each row
 * and each cycle is in at most one pair. The closest pair is taken first, then the closest of what is left, so the order of
 * the list does not matter. If two pairs have the same number of days, the one closer by the clock goes first (a row without
 * a time last), then the earlier MQL, then the earlier date of the list.
 *
 * Also creates `near`, all pairs within `days`; `repeated`, rows with the same person and day as another row; and `moved`,
 * pairs of what is left on both sides, however far apart: probably one MQL that each side dates differently.
 */
export async function createMatchesTable(reader: DuckDBConnection, days: number): Promise<void> {
  await pairClosest(reader, "matched", "near", `days <= ${days}`);
  await reader.run(sql`create temp table repeated as ${repeatedRows}`.compile(db).sql);
  await pairClosest(
    reader,
    "moved",
    "apart",
    `${isUnpaired("matched")} and row_no not in (select row_no from repeated)`,
  );
}

const isUnpaired = (table: string) =>
  `row_no not in (select row_no from ${table}) and cycle_id not in (select cycle_id from ${table})`;

/** Takes, in rounds, every pair that is the closest both for its row and for its cycle, until no pair is left. */
async function pairClosest(reader: DuckDBConnection, table: string, pairs: string, where: string): Promise<void> {
  await reader.run(`create temp table ${pairs} as
    select *, row_number() over (order by days, micros nulls last, mql_at, listed_on, listed_at, row_no) as place
    from (
      select
        listed.row_no,
        listed.listed_on,
        listed.listed_at,
        ours.cycle_id,
        ours.mql_at,
        abs(ours.mql_on - listed.listed_on) as days,
        abs(epoch_us(ours.mql_at) - epoch_us(listed.listed_at)) as micros
      from listed
      inner join ours on ours.person_id = listed.person_id
      where listed.reason is null
    )
    where ${where}`);
  await reader.run(`create temp table ${table} (row_no bigint, cycle_id varchar)`);
  const next = `
    insert into ${table}
    select row_no, cycle_id
    from (select * from ${pairs} where ${isUnpaired(table)})
    qualify place = min(place) over (partition by row_no) and place = min(place) over (partition by cycle_id)`;
  while ((await reader.run(next)).rowsChanged > 0);
}

/** Each repeated row with the line of the row that it repeats: the matched one, or the first if none is matched. */
const repeatedRows = sql`
  with rows as (
    select *, row_no in (select row_no from matched) as is_matched
    from listed
    where person_id is not null and reason is null
  ),
  firsts as (
    select
      person_id,
      listed_on,
      ${argMax(sql.ref("row_no"), "is_matched", sql`-row_no`)} as row_no,
      ${argMax(sql.ref("line"), "is_matched", sql`-row_no`)} as line
    from rows
    group by person_id, listed_on
  )
  select rows.row_no, firsts.line as first_line
  from rows
  inner join firsts on firsts.person_id = rows.person_id and firsts.listed_on = rows.listed_on
  where firsts.row_no <> rows.row_no`;
