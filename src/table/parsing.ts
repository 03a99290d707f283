/** SQL that turns the text of an export into a typed value, or into null if the text is not exactly such a value. */
import type { ColumnType } from "./columns.js";
import { quotedString, sqlTypes } from "./dialect.js";
import {
  type Format,
  isDateFormat,
  isNumberFormat,
  isPattern,
  offsetPattern,
  patternOfFormat,
  plainNumberText,
} from "./value_formats.js";

/** The required form of the text. TRY_CAST alone would round 1.5 to 2, accept 0x10 and `infinity`, and drop a date's time. */
const day = "\\d{4}-\\d\\d-\\d\\d";
const clock = "\\d\\d?:\\d\\d(:\\d\\d(\\.\\d+)?)?";
const usualInstant = `${day}[ T]\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?`;
const midnight = `00:00(:00(\\.0+)?)?( ?${offsetPattern})?`;
/** Since 1970, of the years from 1973 to 2286. */
const milliseconds = "\\d{12,13}(\\.0+)?";
const typePatterns: Readonly<Record<Exclude<ColumnType, "text" | "flag">, string>> = {
  whole: "[+-]?\\d+(\\.0*)?",
  real: "[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d{1,2})?",
  // Without `1.23E+06`: a spreadsheet writes so what it shows, and has dropped the other digits.
  money: "[+-]?(\\d+\\.?\\d*|\\.\\d+)(E-?\\d{1,2}|e[+-]?\\d{1,2})?",
  date: `${day}([ Tt]${midnight})?`,
  instant: `${day}([ Tt]${clock}( ?${offsetPattern})?)?`,
};

const scientific = "[+-]?\\d\\.\\d+E\\d{1,2}";
/** Wider than money, for the digits that rounding drops. */
const exactMoney = "decimal(38,20)";

export interface ParseOptions {
  /** Time zone (IANA name) of times without an offset. */
  readonly zone: string;
  /**
   * How the file writes the value, as `formats` of a source says; default: ISO 8601, and numbers without separators. Of several
   * formats of dates the one that fits counts; a text that two of them read as different times has no value.
   */
  readonly format?: Format;
  /** A date without a time becomes midnight, not shifted to UTC; a model decides later which instant it means. */
  readonly orDate?: boolean;
  /** A time after a date is dropped; without this option only midnight is allowed there. */
  readonly dropsClock?: boolean;
}

/** The options of a text that is written in one way. */
type OneFormat = Omit<ParseOptions, "format"> & { readonly format?: string };

const hasOneFormat = (options: ParseOptions): options is OneFormat => !Array.isArray(options.format);

/** The options for each of several formats; undefined if there is one, or none. */
const eachFormat = ({ format, ...rest }: ParseOptions): OneFormat[] | undefined =>
  typeof format === "string" ? undefined : format?.map((one) => ({ ...rest, format: one }));

const fullMatch = (value: string, shape: string) => `regexp_full_match(${value}, ${quotedString(shape)})`;

/**
 * SQL of a text without outer spaces, null if nothing is left. The check for a space is ten times cheaper than a trim, and
 * almost no text needs the trim. This is the fast variant for every cell that is loaded: it looks for plain spaces only.
 * `trimToNull` in `dialect.ts` also trims no-break spaces, which costs a third of a trim for every text.
 */
export const trimSpacesToNull = (text: string): string =>
  `case when starts_with(${text}, ' ') or ends_with(${text}, ' ') then nullif(trim(${text}), '') else nullif(${text}, '') end`;

/** The words of a flag, in lower case, as an SQL list. */
export const flagWords = { true: "'true', '1', 'yes', 't', 'y'", false: "'false', '0', 'no', 'f', 'n'" } as const;

/** SQL of the typed value of a text column. */
export const parseColumn = (type: ColumnType, column: string, options: ParseOptions): string =>
  type === "text" ? column : parseTrimmed(type, trimSpacesToNull(column), options);

/** The same for a text that `trimSpacesToNull` has trimmed already. A CASE computes a repeated expression each time, so trim before. */
export function parseTrimmed(type: ColumnType, value: string, options: ParseOptions): string {
  if (type === "text") return value;
  if (type === "flag") {
    return `case when lower(${value}) in (${flagWords.true}) then true
      when lower(${value}) in (${flagWords.false}) then false end`;
  }
  if (type === "instant" || type === "date") return parseMoment(type, value, options);
  const number = numberText(value, options);
  if (type === "whole") return parseWhole(number);
  return `case when ${fullMatch(number, typePatterns[type])} then try_cast(${number} as ${sqlTypes[type]}) end`;
}

function parseMoment(type: "date" | "instant", value: string, options: ParseOptions): string {
  const parse = type === "instant" ? parseInstant : parseDate;
  if (hasOneFormat(options)) return parse(value, options);
  const readings = readingsOf(type, value, options);
  return `case when ${disagree(readings)} then null else coalesce(${readings.join(", ")}) end`;
}

/** SQL of what each of several formats makes of a text. */
const readingsOf = (type: "date" | "instant", value: string, options: ParseOptions): string[] =>
  (eachFormat(options) ?? []).map((one) => parseMoment(type, value, one));

/** SQL that is true if two of some values are known and differ. */
const disagree = (readings: readonly string[]) =>
  readings
    .flatMap((one, at) => readings.slice(at + 1).map((other) => `coalesce(${one} <> ${other}, false)`))
    .join(" or ");

/** SQL that is true if two of several formats read a text as different times; undefined for one format. The text must be trimmed. */
export const isAmbiguousMoment = (
  type: "date" | "instant",
  value: string,
  options: ParseOptions,
): string | undefined => (hasOneFormat(options) ? undefined : disagree(readingsOf(type, value, options)));

/** SQL of what holds for the first of several formats that fits a text; null if none does. */
const ofFittingFormat = (value: string, options: ParseOptions, of: (one: OneFormat) => string): string =>
  `case ${(eachFormat(options) ?? []).map((one) => `when ${localTimeOfFormat(value, one.format!)} is not null then ${of(one)}`).join(" ")} end`;

/** The exponent form means the same in every format: it has a point, and never separators. */
const exponentForm = "[+-]?\\d+(\\.\\d*)?[eE][+-]?\\d{1,2}";

/** SQL of a number as the loader reads it: without the separators of its format. */
export const numberText = (value: string, { format }: Pick<ParseOptions, "format">): string =>
  format !== undefined && isNumberFormat(format)
    ? `case when ${fullMatch(value, exponentForm)} then ${value} else ${plainNumberText(value, format)} end`
    : value;

/** SQL that is true for a number without separators, whether or not it is too large for its column. */
export const isPlainNumber = (value: string): string => fullMatch(value, typePatterns.real);

/** SQL that is true if an amount of money has digits that rounding to its scale drops. `amount` is the parsed value. */
export const isRounded = (number: string, amount: string): string =>
  // Most amounts have two decimals at most, and a pattern is cheaper than a second cast.
  `case when ${amount} is not null and (regexp_matches(${number}, '\\.\\d\\d\\d*[1-9]') or regexp_matches(${number}, '[eE]'))
    then try_cast(${number} as ${exactMoney}) <> ${amount} end`;

/** Salesforce writes numbers above ten million as 8.0E7; these are accepted if the decimal value fits exactly. */
function parseWhole(value: string): string {
  const wide = `try_cast(${value} as decimal(38, 9))`;
  return `case when try_cast(${value} as bigint)::varchar = ${value} then try_cast(${value} as bigint)
    when ${fullMatch(value, typePatterns.whole)} then try_cast(split_part(${value}, '.', 1) as bigint)
    when ${fullMatch(value, scientific)} and ${wide} = try_cast(${wide} as bigint) then try_cast(${wide} as bigint) end`;
}

function parseDate(value: string, { format, dropsClock }: OneFormat): string {
  if (format !== undefined && !isNumberFormat(format)) return `(${localTimeOfFormat(value, format)})::date`;
  const shape = dropsClock ? typePatterns.instant : typePatterns.date;
  return `case when ${fullMatch(value, shape)} then try_cast(left(${value}, 10) as date)
    when ${fullMatch(value, milliseconds)} then (${instantOfMilliseconds(value)})::date end`;
}

/**
 * SQL that is true if a text is written as expected, but names a day or time that does not exist, e.g. `2026-02-30`. `moment` is
 * its typed value. A day in the place of the month is written in another way, and a month's name may be of another language.
 */
export function isImpossibleMoment(
  type: "date" | "instant",
  value: string,
  moment: string,
  options: ParseOptions,
): string {
  if (!hasOneFormat(options)) {
    const hits = (eachFormat(options) ?? []).map((one) => isImpossibleMoment(type, value, moment, one));
    return hits.map((hit) => `coalesce(${hit}, false)`).join(" or ");
  }
  const { format, dropsClock } = options;
  const isIso = format === undefined || isNumberFormat(format);
  if (!isIso && (!isPattern(format) || /%-?[aAbB]/.test(format))) return "false";
  const hasForm = isIso
    ? `${fullMatch(value, typePatterns[dropsClock ? "instant" : type])} and ${fullMatch(value, "\\d{4}-(0[1-9]|1[0-2]).*")}`
    : `${fullMatch(value, patternOfFormat(format))} and (${localTimeOfFormat(value, swapDayAndMonth(format))}) is null`;
  return `case when ${moment} is null then ${hasForm} end`;
}

const swapDayAndMonth = (format: string) =>
  format.replace(/%(-?)([dm])/g, (_, dash: string, letter: string) => `%${dash}${letter === "d" ? "m" : "d"}`);

/** SQL that is true for a date without a time, false for one with a time, and null for null. The text must be trimmed. */
export function isDateOnly(value: string, options: ParseOptions): string {
  if (!hasOneFormat(options)) return ofFittingFormat(value, options, (one) => isDateOnly(value, one));
  const { format } = options;
  const isBare =
    format === undefined || isNumberFormat(format)
      ? fullMatch(value, day)
      : format === "excel"
        ? `not ${hasDayFraction(value)}`
        : `${!hasClock(format)}`;
  return `case when ${value} is not null then ${isBare} end`;
}

/** SQL that is true for a time without seconds and offset, as pages show it, false for other values, and null for null. The text must be trimmed. */
export function isMinuteOnly(value: string, options: ParseOptions): string {
  if (!hasOneFormat(options)) return ofFittingFormat(value, options, (one) => isMinuteOnly(value, one));
  const { format } = options;
  const isBare =
    format === undefined || isNumberFormat(format)
      ? fullMatch(value, `${day}[ Tt]\\d\\d?:\\d\\d`)
      : `${isPattern(format) && hasClock(format) && !/%-?[zSsTXcfgn]/.test(format)}`;
  return `case when ${value} is not null then ${isBare} end`;
}

const hasClock = (format: string) => !isPattern(format) || /%-?[HIXcTs]/.test(format);
const hasOffset = (format: string) => /%z/.test(format);

/** Spreadsheets store a day as a number and its time as a fraction. */
const hasDayFraction = (value: string) => `regexp_matches(${value}, '\\.\\d*[1-9]')`;

/** SQL that is true for a date with a time and without an offset; null for null. The text must be trimmed. */
export const isLocalTime = (value: string): string => fullMatch(value, `${day}[ Tt]${clock}`);

/** SQL of the local timestamp of a time without an offset, before any zone is applied; null for all other texts. */
function localTime(value: string, options: ParseOptions): string {
  if (!hasOneFormat(options)) return ofFittingFormat(value, options, (one) => localTime(value, one));
  const { format } = options;
  if (format === undefined || isNumberFormat(format))
    return `case when ${isLocalTime(value)} then try_cast(upper(${value}) as timestamp) end`;
  if (format === "excel") return `case when ${hasDayFraction(value)} then ${localTimeOfFormat(value, format)} end`;
  return isPattern(format) && hasClock(format) && !hasOffset(format)
    ? localTimeOfFormat(value, format)
    : "null::timestamp";
}

/** SQL of a text in a format as a timestamp; in UTC if the format has an offset or counts from 1970, else local. */
function localTimeOfFormat(value: string, format: string): string {
  if (!isDateFormat(format)) {
    const text = hasOffset(format) ? withNumericOffset(value) : value;
    return `case when ${fullMatch(value, patternOfFormat(format))} then try_strptime(${text}, ${quotedString(format)}) end`;
  }
  const shapes = { excel: "\\d{1,7}(\\.\\d+)?", milliseconds: "\\d{1,15}(\\.0+)?", seconds: "\\d{1,12}(\\.\\d+)?" };
  const at = {
    // Whole milliseconds: the fraction of a day is not exact.
    excel: `timestamp '1899-12-30' + to_milliseconds(round(try_cast(${value} as double) * 86400000)::bigint)`,
    milliseconds: instantOfMilliseconds(value),
    seconds: `make_timestamp((try_cast(${value} as decimal(20, 6)) * 1000000)::bigint)`,
  };
  return `case when ${fullMatch(value, shapes[format])} then ${at[format]} end`;
}

/** strptime reads no letters as an offset. */
const withNumericOffset = (value: string) =>
  `regexp_replace(${value}, '(\\d ?)([Zz](\\+0000)?|UTC|GMT)$', '\\1+00:00')`;

const instantOfMilliseconds = (value: string) => `make_timestamp_ms(try_cast(split_part(${value}, '.', 1) as bigint))`;

function parseInstant(value: string, { zone, format, orDate }: OneFormat): string {
  const unshifted = (at: string) => (orDate ? at : localToUtc(at, quotedString(zone)));
  const shifted = (at: string) => localToUtc(at, quotedString(zone));
  if (format !== undefined && !isNumberFormat(format)) {
    const at = localTimeOfFormat(value, format);
    if (hasOffset(format)) return `(${at})::timestamptz at time zone 'UTC'`;
    if (format === "excel") return `case when ${hasDayFraction(value)} then ${shifted(at)} else ${unshifted(at)} end`;
    if (!isPattern(format)) return at;
    return hasClock(format) ? shifted(at) : unshifted(at);
  }
  const at = `try_cast(${value} as timestamp)`;
  // A cast to TIMESTAMP drops the offset of 09:00-05:00; a cast to TIMESTAMPTZ respects it.
  // The two most frequent forms come first: the patterns for the others cost several times as much.
  return `case when ends_with(${value}, 'Z') and ${fullMatch(value, `${usualInstant}Z`)} then ${at}
    when ${fullMatch(value, usualInstant)} then ${shifted(at)}
    when ${fullMatch(value, day)} then ${unshifted(at)}
    when ${fullMatch(value, milliseconds)} then ${instantOfMilliseconds(value)}
    when not ${fullMatch(value, typePatterns.instant)} then null
    when ${fullMatch(value, `.*${clock} ?${offsetPattern}`)} then try_cast(${normalizeOffset(`upper(${value})`)} as timestamptz) at time zone 'UTC'
    else ${shifted(`try_cast(upper(${value}) as timestamp)`)} end`;
}

/**
 * SQL of a local time in UTC; `zone` is SQL. Of the two instants of an hour that the clock repeats it is the earlier one: the one
 * by the offset of the day before. A time in the hour that the clock skips is moved on by that hour.
 */
export function localToUtc(at: string, zone: string): string {
  if (zone === "'UTC'") return `(${at})`;
  const later = laterUtc(at, zone);
  const earlier = `(${laterUtc(`((${at}) - interval 1 day)`, zone)} + interval 1 day)`;
  return `(case when ${earlier} < ${later} and ${utcToLocal(earlier, zone)} = (${at}) then ${earlier} else ${later} end)`;
}

/** DuckDB takes the later one of the two instants. */
const laterUtc = (at: string, zone: string) => `((${at}) at time zone ${zone} at time zone 'UTC')`;
const utcToLocal = (at: string, zone: string) => `(${at} at time zone 'UTC' at time zone ${zone})`;

/** What a clock may do to a local time: skip it or repeat it. */
export type ClockChange = "skipped" | "repeated";

/**
 * SQL that is true if the text is a local time that the clocks of the zone skip or repeat. `instant` is the parsed value: far
 * from a change of the clocks, which is nearly always, its text is not looked at again.
 */
export function isAtClockChange(change: ClockChange, value: string, instant: string, options: ParseOptions): string {
  const zone = quotedString(options.zone);
  const shown = utcToLocal(instant, zone);
  const moved = (days: string) => `(${utcToLocal(`(${instant} ${days})`, zone)} - ${shown})`;
  const isNear = `(${moved("- interval 1 day")} <> interval '-1 day' or ${moved("+ interval 1 day")} <> interval 1 day)`;
  const local = localTime(value, options);
  const isHit =
    change === "skipped" ? `${local} <> ${shown}` : `${local} is not null and ${laterUtc(shown, zone)} <> ${instant}`;
  return `case when ${isNear} then ${isHit} end`;
}

/** Rewrites the offsets that DuckDB cannot read: `+0000` (Salesforce, Marketo), `Z+0000` (Marketo assets), and an offset after minutes or a blank. */
const normalizeOffset = (value: string) =>
  [
    [" +(UTC|GMT|[Z+-])", "\\1"],
    ["(UTC|GMT)$", "Z"],
    ["Z\\+0000$", "Z"],
    ["([+-]\\d\\d)(\\d\\d)$", "\\1:\\2"],
    ["([ T]\\d\\d?:\\d\\d)([Z+-])", "\\1:00\\2"],
  ].reduce((text, [from, to]) => `regexp_replace(${text}, ${quotedString(from!)}, ${quotedString(to!)})`, value);

/** The first and the last year of a value that can be true. Others are typing errors, or words for "never". */
export const plausibleYears = { first: 1970, last: 2100 } as const;

/** SQL that is true for a date or an instant of these years; null for null. */
export const isPlausible = (moment: string): string =>
  `(${moment} >= '${plausibleYears.first}-01-01' and ${moment} < '${plausibleYears.last + 1}-01-01')`;
