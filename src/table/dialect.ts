/** SQL that is special to DuckDB. Another engine would need another file like this one. */
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

/** The name of a column, or an expression. */
type Value<T = unknown> = string | Expression<T>;
/** An expression, or the column of this name. */
export const asExpression = (value: Value) => (typeof value === "string" ? sql.ref(value) : value);

/** Casts a sum or product of money back to the type of money; DuckDB widens it to DECIMAL(38,2). */
export const asMoney = <T extends Money | null>(value: Expression<T>): RawBuilder<T> =>
  sql<T>`cast(${value} as ${sql.raw(sqlTypes.money)})`;

/** An amount of money as a whole number of hundredths; also of the largest amounts. */
export const centsOf = (amount: Value<Money | null>) =>
  sql<bigint | null>`(cast(${asExpression(amount)} as DECIMAL(20,2)) * 100)::bigint`;

/** The amount of money of a whole number of hundredths. */
export const moneyOfCents = (cents: Value<bigint | null>) =>
  asMoney(sql<Money | null>`cast(${asExpression(cents)} as DECIMAL(20,0)) * 0.01`);

/** An exchange rate as an exact decimal; with binary fractions, half cents would be rounded wrongly. */
export const exactRate = (rate: Expression<number>) => sql<Money>`cast(${rate} as DECIMAL(20,12))`;

/** The instant that is `days` times 24 hours later; daylight saving time plays no role. */
export const addDays = <T extends Instant | null = Instant>(at: Value<T>, days: Value<number | null>) =>
  sql<T>`(${asExpression(at)} + to_microseconds((${asExpression(days)} * 86400000000)::bigint))`;

/** The calendar day of a UTC instant in a time zone. Five times as fast directly after the cross join with the zone: after another join or a window, DuckDB looks up the zone for each row. */
export const dayIn = <T extends Instant | null>(zone: Value<string>, at: Value<T>) =>
  sql<T extends null ? null : Day>`(${asExpression(at)} at time zone 'UTC' at time zone ${asExpression(zone)})::date`;

/** The UTC instant at which a calendar day begins in a time zone; correct for days of 23 and 25 hours. */
export const dayStart = (zone: Value<string>, day: Value<Day>) =>
  sql<Instant>`(${asExpression(day)}::timestamp at time zone ${asExpression(zone)} at time zone 'UTC')`;

/** The last microsecond of a calendar day in a time zone, as a UTC instant. */
export const dayEnd = (zone: Value<string>, day: Value<Day>) =>
  sql<Instant>`((${asExpression(day)} + interval 1 day)::timestamp at time zone ${asExpression(zone)} at time zone 'UTC' - interval 1 microsecond)`;

/** The instant of an event if only its day is known: the end of the day, or the run's as-of instant if the day has not ended by then. */
export const dayEndAsOf = (zone: Value<string>, day: Value<Day>, asOf: Value<Instant>) =>
  sql<Instant>`case when ${dayStart(zone, day)} <= ${asExpression(asOf)} then least(${dayEnd(zone, day)}, ${asExpression(asOf)})
    else ${dayEnd(zone, day)} end`;

/** The same for an instant that may be a date without a time, stored as midnight. */
export const instantAsOf = (at: string, isDate: string, zone: Value<string>, asOf: Value<Instant>) =>
  sql<Instant>`case when ${sql.ref(isDate)} then ${dayEndAsOf(zone, sql<Day>`${sql.ref(at)}::date`, asOf)} else ${sql.ref(at)} end`;

/** The instant for a number of microseconds since 1970; null for null. */
export const instantOfMicros = <T extends Instant | null = Instant>(micros: Value<number | bigint | null>) =>
  sql<T>`make_timestamp(${asExpression(micros)})`;

/** A whole number in 4 bytes, or an error. Windows sort short keys as numbers, which is faster than longer keys as texts. */
export const asInteger = (value: Value<bigint | number>) => sql<number>`${asExpression(value)}::integer`;

/** The quotient of two whole numbers, rounded down; exact, also beyond 2^53. */
export const floorDivide = (dividend: Value<bigint | number>, divisor: Value<bigint | number>) => {
  const [whole, by] = [asExpression(dividend), asExpression(divisor)];
  // `//` rounds towards zero, which is up for a negative number.
  return sql<bigint>`((${whole} - ((${whole} % ${by}) + ${by}) % ${by}) // ${by})`;
};

/** Packs several values into one, so that one window function handles all of them. Read a part with `ref("name.part")`. */
export const packStruct = (parts: Readonly<Record<string, Value>>) =>
  sql<object>`struct_pack(${sql.join(Object.entries(parts).map(([part, value]) => sql`${sql.ref(part)} := ${asExpression(value)}`))})`;

/** Rounds half away from zero. The inner rounding removes the error of binary fractions. */
export const roundTo = <T extends number | null>(value: Expression<T>, digits: number): RawBuilder<T> =>
  sql<T>`round(round(${value}, 9), ${sql.lit(digits)})`;

/** The number of calendar months from the first to the last day; 1 if both are in the same month. */
export const monthsSpanned = (first: Value<Day | null>, last: Value<Day | null>) =>
  sql<bigint | null>`(date_diff('month', ${asExpression(first)}, ${asExpression(last)}) + 1)`;

/** Fills the places `{}` of a text with values, in the notation of fmt: `{:.1f}`, `{:,}`. Null if a value is null. */
export const formatText = (pattern: string, ...values: Value[]) =>
  sql<string>`format(${sql.lit(pattern)}, ${sql.join(values.map(asExpression))})`;

/** The value in the row with the greatest `by`. End `by` with a key, or a tie is decided at random. */
export const argMax = <T>(value: Expression<T>, ...by: Value[]): RawBuilder<T> =>
  sql<T>`arg_max_null(${value}, row(${sql.join(by.map(asExpression))}))`;

/** True if the text contains a match of the RE2 pattern, in any case (`~` would be a full match). Not for money, days and instants, which are not text in SQL. */
export const matchesRegex = <T extends string | null>(
  pattern: string,
  value: Expression<T> & ([T] extends [Money | Day | Instant | null] ? never : unknown),
) => sql<T extends null ? null : boolean>`regexp_matches(${value}, ${sql.lit(pattern)}, 'i')`;

/**
 * A text without outer blanks, null if nothing is left. Also trims no-break spaces: for every text it checks whether the text
 * has any character beyond ASCII, which costs a third of a trim. `trimSpacesToNull` in `parsing.ts` is faster and trims plain
 * spaces only.
 */
export const trimToNull = (value: Value<string | null>) =>
  sql<
    string | null
  >`case when starts_with(${asExpression(value)}, ' ') or ends_with(${asExpression(value)}, ' ') or strlen(${asExpression(value)}) <> length(${asExpression(value)})
    then nullif(trim(${asExpression(value)}), '') else nullif(${asExpression(value)}, '') end`;

/** What `comparisonKey` trims: spaces, tabs, line ends and the no-break spaces of copied web pages. Its twin in TypeScript trims the same. */
const blanks = sql`(' ' || chr(9) || chr(10) || chr(13) || chr(160))`;

/** Drops scheme, user, `www.`, port, path and a final dot. The rest must contain a dot and only characters of a host name. */
const sitePattern =
  "^(?:(?:[a-z][a-z0-9+.-]*:)?//)?(?:[^/?#@]*@)?(?:www\\.)?((?:[^\\s/?#:@.,;|]+\\.)+[^\\s/?#:@.,;|]+)\\.?(?::\\d*)?(?:[/?#].*)?$";

/** The host of a web site as people type it, spelled as by `comparisonKey`, e.g. `acme.com` for `https://www.Acme.com/about`. Null if it is not exactly one host. */
export const siteHost = (site: Value<string | null>) =>
  sql<string | null>`nullif(regexp_extract(${comparisonKey(site)}, ${sql.lit(sitePattern)}, 1), '')`;

/** True if a comparison key is an email address: it has a mailbox before an @ and a host after it. `none@` and `n/a` are none. */
export const isMailAddress = (text: Value<string | null>) => {
  const key = asExpression(text);
  return sql<boolean>`(${key} like '_%@_%' and not starts_with(${key}, '@') and not ends_with(${key}, '@'))`;
};

/** The host of an email address that is a comparison key; null if it is not an address. */
export const mailHost = (address: Value<string | null>) =>
  sql<string | null>`case when ${isMailAddress(address)} then split_part(${asExpression(address)}, '@', -1) end`;

/** A text in one spelling of its letters: Unicode NFC, lower case, and the sigma at the end of Greek words like any other. */
const foldLetters = (value: Value<string | null>) =>
  sql`replace(lower(nfc_normalize(${asExpression(value)})), 'ς', 'σ')`;

/** A text as a key of comparison: Unicode NFC, lower case, `ς` as `σ`, trimmed; a blank text is null. Its twin in TypeScript is in `src/base/comparison_key.ts`. */
export const comparisonKey = (value: Value<string> | Value<string | null>) =>
  sql<string | null>`nullif(trim(${foldLetters(value)}, ${blanks}), '')`;

/** The name of a field as a key of comparison: `Lead_Stage__c` of a history is `lead_stage_c` of a replica. */
export const fieldKey = (name: Value<string>) => sql<string>`replace(lower(trim(${asExpression(name)})), '_', '')`;

/** True if a text matches the rule of a lookup row (`equals`, `in`, `contains`, `regex`); compares as `comparisonKey` does. */
export const matchesRule = (rule: string, value: Value<string | null>) => {
  const [match, pattern] = [sql.ref<string>(`${rule}.match`), sql.ref<string>(`${rule}.value`)];
  return sql<boolean>`case ${match}
    when 'equals' then ${comparisonKey(value)} = ${comparisonKey(pattern)}
    when 'in' then list_contains(list_transform(string_split(${pattern}, ';'), lambda part: ${comparisonKey(sql<string>`part`)}), ${comparisonKey(value)})
    when 'contains' then contains(${comparisonKey(value)}, ${comparisonKey(pattern)})
    when 'regex' then regexp_matches(trim(nfc_normalize(${asExpression(value)}), ${blanks}), ${pattern}, 'i') end`;
};

/** True if the cell of a rule equals a value that is a comparison key; a blank cell matches anything. */
export const matchesCell = (cell: Value<string | null>, value: Value<string | null>) =>
  sql<boolean>`coalesce(${comparisonKey(cell)} = ${asExpression(value)}, ${asExpression(cell)} is null)`;

/** True if a text matches a glob of `*` and `?`, in any case and composition of its letters; false for a null text. */
export const matchesGlob = (value: Value<string | null>, glob: Value<string | null>) =>
  sql<boolean>`coalesce(like_escape(${foldLetters(value)}, ${asLikePattern(foldLetters(glob))}, '^'), false)`;

/** DuckDB's own GLOB is not used: it counts bytes and also interprets brackets and escapes. */
const asLikePattern = (glob: Expression<unknown>) =>
  [
    ["^", "^^"],
    ["%", "^%"],
    ["_", "^_"],
    ["*", "%"],
    ["?", "_"],
  ].reduce((text, [from, to]) => sql`replace(${text}, ${sql.lit(from)}, ${sql.lit(to)})`, glob);

/** A key of 32 characters from some values, the same on every machine and in every run. */
export const hashKey = (...values: Value[]) => sql<string>`md5(concat_ws('|', ${sql.join(values.map(asKeyPart))}))`;
const asKeyPart = (value: Value) => sql`coalesce(cast(${asExpression(value)} as varchar), '')`;

/** A number as text, as a team would write it in a rule: 200, not 200.00. */
export const plainNumber = (value: Value) =>
  sql<string | null>`regexp_replace(${asExpression(value)}::varchar, '\\.0+$', '')`;
