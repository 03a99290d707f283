/** All that only DuckDB spells so. A second engine would be a second file like this one. */
import { type Expression, type RawBuilder, sql } from "kysely";
import type { ColumnType, Day, Instant, Money } from "./columns.js";
import { quotedIdentifier, quotedString } from "./duckdb.js";

export const sqlTypes: Readonly<Record<ColumnType, string>> = {
  text: "VARCHAR",
  whole: "BIGINT",
  real: "DOUBLE",
  money: "DECIMAL(18,2)",
  flag: "BOOLEAN",
  date: "DATE",
  instant: "TIMESTAMP",
};

export const quotedName = (name: string): string => name.split(".").map(quotedIdentifier).join(".");
export { quotedIdentifier, quotedString };

/** A column's name, or any expression. */
type Value<T = unknown> = string | Expression<T>;
const asExpression = (value: Value) => (typeof value === "string" ? sql.ref(value) : value);

/** A sum or product of money back to cents: DuckDB widens it to DECIMAL(38,2). */
export const asMoney = <T extends Money | null>(value: Expression<T>): RawBuilder<T> =>
  sql<T>`cast(${value} as ${sql.raw(sqlTypes.money)})`;

/** A rate of exchange as an exact decimal: binary fractions would lose half cents. */
export const exactRate = (rate: Expression<number>) => sql<Money>`cast(${rate} as DECIMAL(20,12))`;

/** An instant so many days of 24 hours later, whatever the clocks do meanwhile. */
export const addDays = <T extends Instant | null = Instant>(at: Value<T>, days: Value<number | null>) =>
  sql<T>`(${asExpression(at)} + to_microseconds((${asExpression(days)} * 86400000000)::bigint))`;

/** The calendar day of a UTC instant in a time zone. Five times as fast right on a cross join with the zone: behind another join or a window DuckDB asks the calendar anew for each row. */
export const dayIn = <T extends Instant | null>(zone: Value<string>, at: Value<T>) =>
  sql<T extends null ? null : Day>`(${asExpression(at)} at time zone 'UTC' at time zone ${asExpression(zone)})::date`;

/** The UTC instant at which a calendar day begins in a time zone, 23-hour and 25-hour days included. */
export const dayStart = (zone: Value<string>, day: Value<Day>) =>
  sql<Instant>`(${asExpression(day)}::timestamp at time zone ${asExpression(zone)} at time zone 'UTC')`;

/** The last microsecond of a calendar day in a time zone, as a UTC instant. */
export const dayEnd = (zone: Value<string>, day: Value<Day>) =>
  sql<Instant>`((${asExpression(day)} + interval 1 day)::timestamp at time zone ${asExpression(zone)} at time zone 'UTC' - interval 1 microsecond)`;

/** Where an event stands of which only the day is known: at its end, or at the run's as-of on the day of the run itself. */
export const dayEndAsOf = (zone: Value<string>, day: Value<Day>, asOf: Value<Instant>) =>
  sql<Instant>`case when ${dayStart(zone, day)} <= ${asExpression(asOf)} then least(${dayEnd(zone, day)}, ${asExpression(asOf)})
    else ${dayEnd(zone, day)} end`;

/** The same of an instant that may be a bare date, stored as its midnight. */
export const instantAsOf = (at: string, isDate: string, zone: Value<string>, asOf: Value<Instant>) =>
  sql<Instant>`case when ${sql.ref(isDate)} then ${dayEndAsOf(zone, sql<Day>`${sql.ref(at)}::date`, asOf)} else ${sql.ref(at)} end`;

/** The instant of microseconds since 1970; null of null. */
export const instantOfMicros = <T extends Instant | null = Instant>(micros: Value<number | bigint | null>) =>
  sql<T>`make_timestamp(${asExpression(micros)})`;

/** A whole number in 4 bytes, or an error: windows sort keys of few bytes as numbers, longer ones as texts. */
export const asInteger = (value: Value<bigint | number>) => sql<number>`${asExpression(value)}::integer`;

/** Several values as one: a window function takes all of them in one go. Its parts are `ref("name.part")`. */
export const packStruct = (parts: Readonly<Record<string, Value>>) =>
  sql<object>`struct_pack(${sql.join(Object.entries(parts).map(([part, value]) => sql`${sql.ref(part)} := ${asExpression(value)}`))})`;

/** Half away from zero; the inner rounding takes away what binary fractions added. */
export const roundTo = <T extends number | null>(value: Expression<T>, digits: number): RawBuilder<T> =>
  sql<T>`round(round(${value}, 9), ${sql.lit(digits)})`;

/** How many calendar months two days span: 1 within one month. */
export const monthsSpanned = (first: Value<Day | null>, last: Value<Day | null>) =>
  sql<bigint | null>`(date_diff('month', ${asExpression(first)}, ${asExpression(last)}) + 1)`;

/** Values in the places `{}` of a text, as fmt writes them: `{:.1f}`, `{:,}`; null if one is null. */
export const formatText = (pattern: string, ...values: Value[]) =>
  sql<string>`format(${sql.lit(pattern)}, ${sql.join(values.map(asExpression))})`;

/** The value in the row where `by` is greatest. End `by` with a key: a tie would be settled at random. */
export const argMax = <T>(value: Expression<T>, ...by: Value[]): RawBuilder<T> =>
  sql<T>`arg_max_null(${value}, row(${sql.join(by.map(asExpression))}))`;

/** Whether a text holds the RE2 pattern anywhere, in any case; `~` would ask for a full match. No text: money, days, instants. */
export const matchesRegex = <T extends string | null>(
  pattern: string,
  value: Expression<T> & ([T] extends [Money | Day | Instant | null] ? never : unknown),
) => sql<T extends null ? null : boolean>`regexp_matches(${value}, ${sql.lit(pattern)}, 'i')`;

/** `nullif(trim(…), '')`, no-break spaces included. Hardly any text has such an end, and to look for one costs a third of a trim. */
export const trimToNull = (value: Value<string | null>) =>
  sql<
    string | null
  >`case when starts_with(${asExpression(value)}, ' ') or ends_with(${asExpression(value)}, ' ') or strlen(${asExpression(value)}) <> length(${asExpression(value)})
    then nullif(trim(${asExpression(value)}), '') else nullif(${asExpression(value)}, '') end`;

/** What is cut off a text as a key of comparison: spaces, tabs, line ends and the no-break space of copied web pages. */
const blanks = sql`(' ' || chr(9) || chr(10) || chr(13) || chr(160))`;

/** Scheme, user, `www.`, port, path and the dot of the root fall away; what is left has a dot within, and nothing that a host has not. */
const sitePattern =
  "^(?:(?:[a-z][a-z0-9+.-]*:)?//)?(?:[^/?#@]*@)?(?:www\\.)?((?:[^\\s/?#:@.,;|]+\\.)+[^\\s/?#:@.,;|]+)\\.?(?::\\d*)?(?:[/?#].*)?$";

/** The host of a web site or domain as people type it, in the spelling that `folded` gives a mail address; null of several, or of what is none. */
export const siteHost = (site: Value<string | null>) =>
  sql<string | null>`nullif(regexp_extract(${comparisonKey(site)}, ${sql.lit(sitePattern)}, 1), '')`;

/** The host of a folded mail address; null of what is no address. */
export const mailHost = (address: Value<string | null>) =>
  sql<
    string | null
  >`case when contains(${asExpression(address)}, '@') then split_part(${asExpression(address)}, '@', -1) end`;

/** A text as a key of comparison: trimmed, lower case, Unicode NFC; blank is null. */
export const comparisonKey = (value: Value<string> | Value<string | null>) =>
  sql<string | null>`nullif(trim(lower(nfc_normalize(${asExpression(value)})), ${blanks}), '')`;

/** Whether a text fits the rule of a lookup (`equals`, `in`, `contains`, `regex`), without case and surrounding space. */
export const matchesRule = (rule: string, value: Value<string | null>) => {
  const [match, pattern] = [sql.ref<string>(`${rule}.match`), sql.ref<string>(`${rule}.value`)];
  return sql<boolean>`case ${match}
    when 'equals' then ${comparisonKey(value)} = ${comparisonKey(pattern)}
    when 'in' then list_contains(list_transform(string_split(${pattern}, ';'), lambda part: ${comparisonKey(sql<string>`part`)}), ${comparisonKey(value)})
    when 'contains' then contains(${comparisonKey(value)}, ${comparisonKey(pattern)})
    when 'regex' then regexp_matches(trim(nfc_normalize(${asExpression(value)}), ${blanks}), ${pattern}, 'i') end`;
};

/** Whether a cell of a rule fits a value that is in the spelling of comparison; a blank cell fits anything. */
export const matchesCell = (cell: Value<string | null>, value: Value<string | null>) =>
  sql<boolean>`coalesce(${comparisonKey(cell)} = ${asExpression(value)}, ${asExpression(cell)} is null)`;

/** Whether a text fits a glob of `*` and `?`, without case; a null text fits none. */
export const matchesGlob = (value: Value<string | null>, glob: Value<string | null>) =>
  sql<boolean>`coalesce(like_escape(lower(${asExpression(value)}), ${asLikePattern(sql`lower(${asExpression(glob)})`)}, '^'), false)`;

/** DuckDB's own GLOB counts bytes, and knows brackets and escapes besides. */
const asLikePattern = (glob: Expression<unknown>) =>
  [
    ["^", "^^"],
    ["%", "^%"],
    ["_", "^_"],
    ["*", "%"],
    ["?", "_"],
  ].reduce((text, [from, to]) => sql`replace(${text}, ${sql.lit(from)}, ${sql.lit(to)})`, glob);

/** A short stable key of some values, the same on every machine and in every run. */
export const hashKey = (...values: Value[]) => sql<string>`md5(concat_ws('|', ${sql.join(values.map(asKeyPart))}))`;
const asKeyPart = (value: Value) => sql`coalesce(cast(${asExpression(value)} as varchar), '')`;

/** A number as a team would write it in a rule: 200, not 200.00. */
export const plainNumber = (value: Value) =>
  sql<string | null>`regexp_replace(${asExpression(value)}::varchar, '\\.0+$', '')`;
