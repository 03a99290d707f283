/** The list as temporary tables: its dates are read and its people are found. */
import type { DuckDBConnection } from "@duckdb/node-api";
import { sql } from "kysely";
import { UserError } from "../base/errors.js";
import { db } from "../table/db.js";
import { dayEnd, dayIn, quotedString, trimToNull } from "../table/dialect.js";
import { isDateOnly, parseColumn } from "../table/parsing.js";
import { rowsOf } from "../table/rows.js";
import { listPeople } from "./list_people.js";
import type { ListRow } from "./read_list.js";

/** How the dates of a list are read. */
interface DateOptions {
  /** Reporting time zone, e.g. `America/New_York`: for dates without a time, and for times without an offset. */
  readonly zone: string;
  /** strptime pattern, e.g. `%d/%m/%Y`, which is tried before ISO 8601. */
  readonly format?: string | undefined;
}

/** A `UserError` (exit 2) if the text is not a strptime pattern, or has no year, no month or no day. */
async function mustBePattern(reader: DuckDBConnection, format: string): Promise<void> {
  const isWhole = [/%[Yycx]/, /%-?[mbBjcx]/, /%-?[djcx]/].every((part) => part.test(format));
  const isRead =
    isWhole &&
    (await reader.run(`select try_strptime('', ${quotedString(format)})`).then(
      () => true,
      () => false,
    ));
  if (isRead) return;
  throw new UserError(
    `--date-format: found "${format}", expected a strptime pattern with year, month and day, e.g. %d/%m/%Y`,
    2,
  );
}

/** Creates `listed`: one row per row of the list, with its day and its person, or with the reason why it has none. */
export async function createListTable(
  reader: DuckDBConnection,
  rows: readonly ListRow[],
  dates: DateOptions,
): Promise<void> {
  if (dates.format !== undefined) await mustBePattern(reader, dates.format);
  await reader.run(
    `create temp table list_rows (row_no bigint, line bigint, id varchar, email varchar, "date" varchar, fault varchar)`,
  );
  const appender = await reader.createAppender("list_rows", "main", "temp");
  for (const [at, { line, id, email, date, fault }] of rows.entries()) {
    appender.appendBigInt(BigInt(at));
    appender.appendBigInt(BigInt(line));
    for (const text of [id, email, date, fault]) {
      if (text === null) appender.appendNull();
      else appender.appendVarchar(text);
    }
    appender.endRow();
  }
  appender.closeSync();
  await reader.run(sql`create temp table list_typed as ${typedRows(dates)}`.compile(db).sql);
  await reader.run(sql`create temp table listed as ${listPeople}`.compile(db).sql);
  await mustBeReadable(reader, dates);
}

/** A date in the given pattern goes first. An ISO 8601 date cannot be mistaken, so it is read as well. */
function typedRows({ zone, format }: DateOptions) {
  const iso = { zone, orDate: true };
  const moment = sql.raw(parseColumn("instant", "date_text", iso));
  const isBare = sql.raw(isDateOnly("date_text", iso));
  const given = { ...iso, ...(format === undefined ? {} : { format }) };
  const read = sql.raw(parseColumn("instant", "date_text", given));
  const isDay = sql.raw(isDateOnly("date_text", given));
  return sql`
    with texts as (
      select
        row_no,
        line,
        fault,
        ${trimToNull("id")} as id,
        ${trimToNull("email")} as email,
        ${trimToNull("date")} as date_text
      from list_rows
    ),
    moments as (
      select *, coalesce(${read}, ${moment}) as moment,
        case when ${read} is not null then ${isDay} else ${isBare} end as is_day
      from texts
    ),
    dated as (
      select
        * exclude (moment, is_day),
        case when not is_day then moment end as listed_at,
        case when is_day then moment::date else ${dayIn(sql.lit(zone), "moment")} end as listed_on
      from moments
    )
    select *, coalesce(listed_at, ${dayEnd(sql.lit(zone), "listed_on")}) as until_at from dated`;
}

/** Refuses a list of whose rows more than half cannot be read with a `UserError` (exit 2). Fewer are odd rows, each with its reason. */
async function mustBeReadable(reader: DuckDBConnection, { format }: DateOptions): Promise<void> {
  const [found] = await rowsOf<{ rows: bigint; unread: bigint; dates: bigint; first: string | null }>(
    reader,
    `select
      count(*) as rows,
      count(*) filter (where reason = 'unreadable row') as unread,
      count(*) filter (where detail = 'not a date') as dates,
      arg_min('line ' || line || ': ' || detail, line) filter (where reason = 'unreadable row') as first
    from listed`,
  );
  const { rows, unread, dates, first } = found!;
  if (unread * 2n <= rows) return;
  if (dates * 2n > unread) throw await dateError(reader, format);
  throw new UserError(
    `${unread} of ${rows} rows cannot be read, the first in ${first}. Expected a row with an id or an email, and a date`,
    2,
  );
}

/** Which part of `03/04/2026` is the day is not guessed. The shape of the first date stands for its value. */
async function dateError(reader: DuckDBConnection, format: string | undefined): Promise<UserError> {
  const [found] = await rowsOf<{ line: bigint; shape: string }>(
    reader,
    `select
      min(line) as line,
      left(regexp_replace(arg_min(date_text, line), '[\\p{L}\\p{N}]', '9', 'g'), 40) as shape
    from listed
    where detail = 'not a date'`,
  );
  const { line, shape } = found!;
  const expected = format === undefined ? "2026-04-03 or 2026-04-03T09:30:00Z" : `dates like ${format}`;
  return new UserError(
    `line ${line}, date column: found dates like ${shape}, expected ${expected}. Which part is the day is not guessed: name it with --date-format, e.g. %d/%m/%Y or %m/%d/%Y`,
    2,
  );
}
