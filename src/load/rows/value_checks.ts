/** Values that fit their type and still cannot be taken as they are: why a record is rejected for one, or what is counted of it. */
import type { Column } from "../../table/columns.js";
import { quotedString } from "../../table/dialect.js";
import { hasControl } from "../../table/invisible.js";
import {
  isAmbiguousMoment,
  isAtClockChange,
  isImpossibleMoment,
  isPlausible,
  isRounded,
  numberText,
  type ParseOptions,
  plausibleYears,
} from "../../table/parsing.js";
import { looksLikeSalesforceId } from "../../table/salesforce_id.js";
import { isNumberFormat } from "../../table/value_formats.js";

/** A check of a value: its code, and SQL that is true if it applies, given SQL of the trimmed text and of the typed value. */
export interface ValueCheck {
  readonly code: string;
  readonly applies: (text: string, value: string) => string;
  /** The same for a check that is cheap, true wherever `applies` is, and nearly nowhere else; by default `applies`. */
  readonly mayApply?: (text: string, value: string) => string;
}

/** A date that cannot be true. In a column that must have a value the record is rejected; elsewhere the value becomes null. */
export const implausibleDate = `a date before ${plausibleYears.first} or after ${plausibleYears.last}`;
/** E.g. `2026-02-30`: written as expected, but no calendar has it. */
export const impossibleMoment = "a day or time that does not exist";
/** E.g. `02/03/2026` where `formats` has both the American and the British way: it is never guessed. */
export const ambiguousMoment = "a date that two of its formats read as different times";
export const lineEndInKey = "a line end in an id or address";
export const controlInKey = "a control character in an id or address";
export const damagedId = "an id in scientific notation";
export const notSalesforceId = "not an id of Salesforce";
export const nullWordAsId = "a word for nothing, read as an id";
export const floatId = "an id with a decimal point, read as a whole number";
export const roundedAmount = "rounded to two decimals";
export const pointThousands = "a point before three digits, read as decimals: perhaps thousands";
/** Not told: it only shows that `pointThousands` is not true of a column. */
export const plainDecimals = "a number that proves decimals";
export const separatedNumber = "a number with separators or a currency mark";
export const skippedTime = "a time that the clock skips, moved on";
export const repeatedTime = "a time that the clock shows twice, read as the earlier one";

/** A spreadsheet shows a long number as `1.06E+10` and saves it so. The other digits are lost. */
const isDamagedId = (text: string) =>
  `case when contains(${text}, 'E+') then regexp_full_match(${text}, '\\d([.,]\\d+)?E[+]\\d+') end`;

/** Tools that keep a column of ids with blanks as numbers write `101.0`. */
const isFloatId = (text: string) => `regexp_full_match(${text}, '\\d+[.]0')`;

/** Most ids begin with a digit, and none of the words that matter here does. */
const beginsWithoutDigit = (id: string) => `${id} not between '0' and ':'`;

/**
 * SQL of a record id of any system, given a trimmed text; null for a damaged one if there need not be one. Nearly all ids are the
 * text itself; only the others are looked at closely. `mayHaveInvisible`: there may be blanks that are no plain spaces.
 */
export function plainId(text: string, { nullable, mayHaveInvisible }: PlainIdOptions): string {
  const unusual = [
    `ends_with(${text}, '.0')`,
    ...(nullable ? [`contains(${text}, 'E+')`] : []),
    ...(mayHaveInvisible ? [`strlen(${text}) <> length(${text})`] : []),
  ];
  const damaged = nullable ? `when ${isDamagedId(text)} then null` : "";
  const closely = `case ${damaged} when ${isFloatId(text)} then split_part(${text}, '.', 1) else nullif(trim(${text}), '') end`;
  return `case when ${unusual.join(" or ")} then ${closely} else ${text} end`;
}

interface PlainIdOptions {
  readonly nullable: boolean;
  readonly mayHaveInvisible: boolean;
}

/** What tools write for an empty cell, exactly as they write it. */
export const usualNullWords: readonly string[] = [
  "null",
  "NULL",
  "(null)",
  "[null]",
  "<null>",
  "\\N",
  "None",
  "nan",
  "NaN",
  "NaT",
  "undefined",
  "nil",
  "NA",
  "<NA>",
  "N/A",
  "n/a",
  "(blank)",
  "-",
  "--",
  "#N/A",
  "#REF!",
  "#VALUE!",
  "#NAME?",
  "#DIV/0!",
  "#NUM!",
  "#NULL!",
  "#NV",
  "#N/D",
  "#BEZUG!",
  "#WERT!",
  "0000-00-00",
  "0000-00-00 00:00:00",
];

/** SQL that is true if a trimmed text is one of these words. */
export const isUsualNullWord = (text: string): string =>
  `case when strlen(${text}) <= ${longestNullWord} then contains(${listOfNullWords}, chr(31) || ${text} || chr(31)) end`;

const longestNullWord = Math.max(...usualNullWords.map((word) => word.length));
/** A sign that no text has: chr(31). */
const mark = "\u001f";
/** One text of all words: DuckDB joins a table for a long IN list, also for the rows that a CASE leaves out. */
const listOfNullWords = quotedString(["", ...usualNullWords, ""].join(mark));

/** In some countries `1.200` is one thousand two hundred. */
const isPointThousands = (text: string) =>
  `case when contains(${text}, '.') then regexp_full_match(${text}, '[+-]?[1-9]\\d{0,2}[.]\\d{3}') end`;
/** Somebody who separates thousands writes neither `12.5` nor `1200`. */
const provesDecimals = (text: string) =>
  `(case when contains(${text}, '.') then not regexp_full_match(${text}, '[+-]?[1-9]\\d{0,2}[.]\\d{3}')
    else regexp_matches(${text}, '\\d{4}') end)`;

const isImplausible = (_: string, value: string) => `not ${isPlausible(value)}`;

/** Stray quotes make one value of several rows. In a column of prose that may be a text; no id or address has a line end. */
const hasLineEnd = (text: string) =>
  `case when contains(${text}, chr(10)) or contains(${text}, chr(13)) then regexp_matches(${text}, '\\S\\s*[\\r\\n]\\s*\\S') end`;

/** Why a value rejects its record, for reasons that say more than that it is not of the type. `isKey`: it is an id or an address. */
export function valueFaults(
  { type, nullable, binding }: Column<unknown>,
  options: ParseOptions,
  { isKey, mayHaveLineEnds, mayHaveInvisible }: { isKey: boolean; mayHaveLineEnds: boolean; mayHaveInvisible: boolean },
): ValueCheck[] {
  if (isKey) {
    const damaged = { code: damagedId, applies: isDamagedId };
    return [
      ...(mayHaveLineEnds ? [{ code: lineEndInKey, applies: hasLineEnd }] : []),
      // Without it the value would be another id.
      ...(mayHaveInvisible ? [{ code: controlInKey, applies: hasControl }] : []),
      ...(!nullable && binding?.recordId === "plain" ? [damaged] : []),
    ];
  }
  if (type !== "date" && type !== "instant") return [];
  const impossible = {
    code: impossibleMoment,
    applies: (text: string, value: string) => isImpossibleMoment(type, text, value, options),
  };
  const ambiguous = {
    code: ambiguousMoment,
    applies: (text: string) => isAmbiguousMoment(type, text, options) ?? "false",
  };
  return [
    ...(Array.isArray(options.format) ? [ambiguous] : []),
    impossible,
    ...(nullable ? [] : [{ code: implausibleDate, applies: isImplausible }]),
  ];
}

/** What is counted of the values of a column. */
export function valueNotes({ type, nullable, binding }: Column<unknown>, options: ParseOptions): ValueCheck[] {
  const number = (text: string) => numberText(text, options);
  const notes: Readonly<Record<string, ValueCheck | false>> = {
    implausible: nullable &&
      (type === "date" || type === "instant") && { code: implausibleDate, applies: isImplausible },
    skipped: changesClock(type, options) && {
      code: skippedTime,
      applies: (text, value) => isAtClockChange("skipped", text, value, options),
    },
    repeated: changesClock(type, options) && {
      code: repeatedTime,
      applies: (text, value) => isAtClockChange("repeated", text, value, options),
    },
    rounded: type === "money" && { code: roundedAmount, applies: (text, value) => isRounded(number(text), value) },
    thousands: type === "money" && options.format === undefined && { code: pointThousands, applies: isPointThousands },
    decimals: type === "money" && options.format === undefined && { code: plainDecimals, applies: provesDecimals },
    separated: options.format !== undefined &&
      isNumberFormat(options.format) && { code: separatedNumber, applies: (text) => `${text} <> ${number(text)}` },
    foreign: binding?.recordId === "salesforce" && {
      code: notSalesforceId,
      applies: (text) => `not ${looksLikeSalesforceId(text)}`,
    },
    float: binding?.recordId === "plain" && { code: floatId, applies: isFloatId, mayApply: isReadOtherwise },
    word: binding?.recordId === "plain" && {
      code: nullWordAsId,
      applies: (_, value) => `case when ${beginsWithoutDigit(value)} then ${isUsualNullWord(value)} end`,
      mayApply: (_, value) => beginsWithoutDigit(value),
    },
    damaged: nullable &&
      binding?.recordId === "plain" && { code: damagedId, applies: isDamagedId, mayApply: isReadOtherwise },
  };
  return Object.values(notes).filter((note) => note !== false);
}

/** True for an id that is not the text itself. */
const isReadOtherwise = (text: string, value: string) => `${value} is distinct from ${text}`;

const changesClock = (type: string, { zone }: ParseOptions) => type === "instant" && zone !== "UTC";
