/** SQL that turns the text of an export into a typed value, or into null if the text is not exactly such a value. */
import type { ColumnType } from "./columns.js";
import { quotedString, sqlTypes } from "./dialect.js";

/** The required form of the text. TRY_CAST alone would round 1.5 to 2, accept 0x10 and `infinity`, cut 10.005 and drop a date's time. */
const day = "\\d{4}-\\d\\d-\\d\\d";
const clock = "\\d\\d?:\\d\\d(:\\d\\d(\\.\\d+)?)?";
const usualInstant = `${day}[ T]\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?`;
const offset = "(Z(\\+0000)?|UTC|[+-]\\d\\d(:?\\d\\d)?)";
const typePatterns: Readonly<Record<Exclude<ColumnType, "text" | "flag">, string>> = {
  whole: "[+-]?\\d+(\\.0*)?",
  real: "[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d{1,2})?",
  money: "[+-]?(\\d+(\\.\\d{0,2}0*)?|\\.\\d{1,2}0*)",
  date: `${day}([ T]00:00(:00(\\.0+)?)?( ?${offset})?)?`,
  instant: `${day}([ T]${clock}( ?${offset})?)?`,
};

const scientific = "[+-]?\\d\\.\\d+E\\d{1,2}";

export interface ParseOptions {
  /** Time zone (IANA name) of times without an offset. */
  readonly zone: string;
  /** strptime pattern for dates and instants; default: ISO 8601. */
  readonly format?: string;
  /** A date without a time becomes midnight, not shifted to UTC; a model decides later which instant it means. */
  readonly orDate?: boolean;
  /** A number of twelve or thirteen digits is milliseconds since 1970. */
  readonly orMilliseconds?: boolean;
  /** A time after a date is dropped; without this option only midnight is allowed there. */
  readonly dropsClock?: boolean;
}

const fullMatch = (value: string, shape: string) => `regexp_full_match(${value}, ${quotedString(shape)})`;

/**
 * SQL of a text without outer spaces, null if nothing is left. The check for a space is ten times cheaper than a trim, and
 * almost no text needs the trim. This is the fast variant for every cell that is loaded: it looks for plain spaces only.
 * `trimToNull` in `dialect.ts` also trims no-break spaces, which costs a third of a trim for every text.
 */
export const trimSpacesToNull = (text: string): string =>
  `case when starts_with(${text}, ' ') or ends_with(${text}, ' ') then nullif(trim(${text}), '') else nullif(${text}, '') end`;

/** SQL of the typed value of a text column. */
export const parseColumn = (type: ColumnType, column: string, options: ParseOptions): string =>
  type === "text" ? column : parseTrimmed(type, trimSpacesToNull(column), options);

/** The same for a text that `trimSpacesToNull` has trimmed already. A CASE computes a repeated expression each time, so trim before. */
export function parseTrimmed(type: ColumnType, value: string, options: ParseOptions): string {
  if (type === "text") return value;
  if (type === "flag") {
    return `case when lower(${value}) in ('true', '1', 'yes', 't', 'y') then true
      when lower(${value}) in ('false', '0', 'no', 'f', 'n') then false end`;
  }
  if (type === "instant") return parseInstant(value, options);
  if (type === "date" && options.format) return `try_strptime(${value}, ${quotedString(options.format)})::date`;
  if (type === "whole" || type === "money") return parseExactNumber(type, value);
  const shape = type === "date" && options.dropsClock ? typePatterns.instant : typePatterns[type];
  return `case when ${fullMatch(value, shape)} then try_cast(${type === "date" ? `left(${value}, 10)` : value} as ${sqlTypes[type]}) end`;
}

/** Salesforce writes numbers above ten million as 8.0E7; these are accepted if the decimal value fits exactly. */
function parseExactNumber(type: "whole" | "money", value: string): string {
  const wide = `try_cast(${value} as decimal(38, 9))`;
  const plain = type === "whole" ? `split_part(${value}, '.', 1)` : value;
  const plainest =
    type === "whole" ? `when try_cast(${value} as bigint)::varchar = ${value} then try_cast(${value} as bigint)` : "";
  return `case ${plainest} when ${fullMatch(value, typePatterns[type])} then try_cast(${plain} as ${sqlTypes[type]})
    when ${fullMatch(value, scientific)} and ${wide} = try_cast(${wide} as ${sqlTypes[type]}) then try_cast(${wide} as ${sqlTypes[type]}) end`;
}

/** SQL that is true for a date without a time, false for one with a time, and null for null. The text must be trimmed. */
export function isDateOnly(value: string, { format }: ParseOptions): string {
  return format
    ? `case when ${value} is not null then ${!hasClock(format)} end`
    : `case when ${value} is not null then ${fullMatch(value, day)} end`;
}

const hasClock = (format: string) => /%[HIXcTs]/.test(format);

/** SQL that is true for a date with a time and without an offset; null for null. The text must be trimmed. */
export const isLocalTime = (value: string): string => fullMatch(value, `${day}[ T]${clock}`);

function parseInstant(value: string, { zone, format, orDate, orMilliseconds }: ParseOptions): string {
  const unshifted = (at: string) => (orDate ? at : localToUtc(at, zone));
  if (format) {
    const at = `try_strptime(${value}, ${quotedString(format)})`;
    if (/%z/.test(format)) return `(${at})::timestamptz at time zone 'UTC'`;
    return hasClock(format) ? localToUtc(at, zone) : unshifted(at);
  }
  const at = `try_cast(${value} as timestamp)`;
  // A cast to TIMESTAMP drops the offset of 09:00-05:00; a cast to TIMESTAMPTZ respects it.
  // The two most frequent forms come first: the patterns for the others cost several times as much.
  return `case when ends_with(${value}, 'Z') and ${fullMatch(value, `${usualInstant}Z`)} then ${at}
    when ${fullMatch(value, usualInstant)} then ${localToUtc(at, zone)}
    when ${fullMatch(value, day)} then ${unshifted(at)}
    ${orMilliseconds ? `when ${fullMatch(value, "\\d{12,13}")} then make_timestamp_ms(try_cast(${value} as bigint))` : ""}
    when not ${fullMatch(value, typePatterns.instant)} then null
    when ${fullMatch(value, `.*${clock} ?${offset}`)} then try_cast(${normalizeOffset(value)} as timestamptz) at time zone 'UTC'
    else ${localToUtc(at, zone)} end`;
}

const localToUtc = (at: string, zone: string) =>
  zone === "UTC" ? `(${at})` : `((${at}) at time zone ${quotedString(zone)} at time zone 'UTC')`;

/** Rewrites the offsets that DuckDB cannot read: `+0000` (Salesforce, Marketo), `Z+0000` (Marketo assets), and an offset after minutes. */
const normalizeOffset = (value: string) =>
  [
    [" ?UTC$", "Z"],
    ["Z\\+0000$", "Z"],
    ["([+-]\\d\\d)(\\d\\d)$", "\\1:\\2"],
    ["([ T]\\d\\d:\\d\\d)( ?[Z+-])", "\\1:00\\2"],
  ].reduce((text, [from, to]) => `regexp_replace(${text}, ${quotedString(from!)}, ${quotedString(to!)})`, value);
