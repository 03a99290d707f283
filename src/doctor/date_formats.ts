/** Detects how files write their dates, and proposes `formats` for closedloop.yaml. */
import { escapeControls } from "../base/escape_controls.js";
import { usualNullWords } from "../load/rows/value_checks.js";
import { acceptedHeaders } from "../table/accepted_headers.js";
import type { Source } from "../table/model.js";
import { findHeaderPositions, toSnakeCase } from "../text/header.js";
import { columnsOf } from "./source_objects.js";

/** A column whose values are dates, or dates with a time. */
export interface DateHeader {
  readonly header: string;
  /** Their format for closedloop.yaml, e.g. `%d/%m/%Y` or `excel`; undefined for ISO 8601 and milliseconds, which need none. */
  readonly format?: string;
  /** True if no value tells the day from the month. */
  readonly isAsked?: true;
}

/** The headers of a file that hold dates by the contract of its object. */
export const dateColumnHeaders = (table: Source, headers: readonly string[]): string[] =>
  columnsOf(table).flatMap(([name, column]) => {
    if (column.type !== "date" && column.type !== "instant") return [];
    if (column.binding?.given) return [];
    const places = acceptedHeaders(name, column).map((header) => findHeaderPositions(header, headers));
    return (places.find((found) => found.length === 1) ?? []).map((place) => headers[place]!);
  });

/** True if the contract does not know a header, and its name says that it holds dates, e.g. `MQL_Date__c`. */
export const isCustomDate = (table: Source, header: string): boolean =>
  /(^|_)(date|time|at|on)(_c)?$/.test(toSnakeCase(header)) &&
  !columnsOf(table).some(([name, column]) =>
    acceptedHeaders(name, column).some((known) => findHeaderPositions(known, [header]).length > 0),
  );

/** The first records of a file by header. */
export type Sample = readonly Readonly<Record<string, string | null>>[];

const time = "( \\d{1,2}:\\d\\d(?::\\d\\d)?(?: ?[AaPp][Mm])?)?";
const isoPattern =
  /^\d{4}-\d\d-\d\d([ Tt]\d{1,2}:\d\d(:\d\d(\.\d+)?)?( ?([Zz]|UTC|GMT|[+-]\d\d(:?\d\d)?))?)?$|^\d{12,13}(\.0+)?$/;
const localPattern = new RegExp(`^(\\d{1,2})([/.-])(\\d{1,2})\\2(\\d{4}|\\d\\d)${time}$`);
const yearFirstPattern = new RegExp(`^(\\d{4})([/.])(\\d{1,2})\\2(\\d{1,2})${time}$`);
const namedMonthPattern = new RegExp(`^(\\d{1,2})([- ])([A-Za-z]{3})\\2(\\d{4}|\\d\\d)${time}$`);

const nothing = new Set(usualNullWords);
/** Years of the days of a spreadsheet, and of seconds, that a team's records can have. */
const isExcelDay = (value: string) => /^\d{5}(\.\d+)?$/.test(value) && Number(value) > 25_569 && Number(value) < 73_051;
const isCompactDay = (value: string) => /^(19|20)\d\d(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])$/.test(value);
const isSecond = (value: string) => /^\d{9,10}(\.\d+)?$/.test(value);

/** The values of a column, without words that stand for nothing. */
const valuesOf = (header: string, sample: Sample): string[] =>
  sample.flatMap((row) => row[header]?.trim() || []).filter((value) => !nothing.has(value));

/** Detects by its values whether a column holds dates; undefined if a value is not a date, or without values. */
export function detectDateHeader(header: string, sample: Sample): DateHeader | undefined {
  const values = valuesOf(header, sample);
  if (values.length === 0) return undefined;
  if (values.every((value) => isoPattern.test(value))) return { header };
  const found = detectLocal(values) ?? detectYearFirst(values) ?? detectNamedMonth(values);
  return found && { header, ...found };
}

/** The same for a column that must hold dates, so that its numbers are dates, too. */
export function detectDateColumn(header: string, sample: Sample): DateHeader | undefined {
  const found = detectDateHeader(header, sample);
  if (found) return found;
  const values = valuesOf(header, sample);
  if (values.length === 0) return undefined;
  if (values.every(isExcelDay)) return { header, format: "excel" };
  if (values.every(isCompactDay)) return { header, format: "%Y%m%d" };
  return values.every(isSecond) ? { header, format: "seconds" } : undefined;
}

function matchAll(values: readonly string[], pattern: RegExp): RegExpExecArray[] | undefined {
  const parts = values.map((value) => pattern.exec(value));
  return parts.every((part) => part !== null) ? (parts as RegExpExecArray[]) : undefined;
}

const yearOf = (years: readonly string[]) =>
  years.every((year) => year.length === 4) ? "%Y" : years.every((year) => year.length === 2) ? "%y" : undefined;

/** The pattern of the times after the dates; blank if none has one, undefined if they are not alike. */
function timeOf(times: readonly (string | undefined)[]): string | undefined {
  const patterns = new Set(
    times.map((one) => {
      if (one === undefined) return "";
      const seconds = one.split(":").length > 2 ? ":%S" : "";
      const half = /( ?)[ap]m$/i.exec(one);
      return half ? ` %I:%M${seconds}${half[1]}%p` : ` %H:%M${seconds}`;
    }),
  );
  return patterns.size === 1 ? [...patterns][0] : undefined;
}

/** A number above 12 must be the day. Without one, the day is first if dots separate the parts; else it is asked, and the month is first. */
function detectLocal(values: readonly string[]): Omit<DateHeader, "header"> | undefined {
  const dates = matchAll(values, localPattern);
  if (!dates) return undefined;
  const year = yearOf(dates.map((parts) => parts[4]!));
  const clock = timeOf(dates.map((parts) => parts[5]));
  const [separator] = dates.map((parts) => parts[2]!);
  if (year === undefined || clock === undefined || dates.some((parts) => parts[2] !== separator)) return undefined;
  const dayFirst = dates.some((parts) => Number(parts[1]) > 12);
  const monthFirst = dates.some((parts) => Number(parts[3]) > 12);
  if (dayFirst && monthFirst) return undefined;
  const isDayFirst = dayFirst || (!monthFirst && separator === ".");
  const order = isDayFirst ? ["%d", "%m", year] : ["%m", "%d", year];
  const isTold = dayFirst || monthFirst || separator === ".";
  return { format: `${order.join(separator)}${clock}`, ...(isTold ? {} : { isAsked: true }) };
}

function detectYearFirst(values: readonly string[]): Omit<DateHeader, "header"> | undefined {
  const dates = matchAll(values, yearFirstPattern);
  const clock = dates && timeOf(dates.map((parts) => parts[5]));
  const [separator] = dates?.map((parts) => parts[2]!) ?? [];
  if (clock === undefined || dates?.some((parts) => parts[2] !== separator)) return undefined;
  return { format: `${["%Y", "%m", "%d"].join(separator)}${clock}` };
}

function detectNamedMonth(values: readonly string[]): Omit<DateHeader, "header"> | undefined {
  const dates = matchAll(values, namedMonthPattern);
  const year = dates && yearOf(dates.map((parts) => parts[4]!));
  const clock = dates && timeOf(dates.map((parts) => parts[5]));
  const [separator] = dates?.map((parts) => parts[2]!) ?? [];
  if (year === undefined || clock === undefined || dates?.some((parts) => parts[2] !== separator)) return undefined;
  return { format: `${["%d", "%b", year].join(separator)}${clock}` };
}

/** The formats for closedloop.yaml of several date columns, by header, and the headers whose day and month are asked. */
export interface ProposedFormats {
  readonly formats: Readonly<Record<string, string>>;
  readonly asked: readonly string[];
}

/** A header of several files that are not written alike gets no format: one for both would be wrong for one of them. */
export function proposeFormats(dates: readonly DateHeader[]): ProposedFormats {
  const agreed = [...new Set(dates.map(({ header }) => header))].flatMap((header) => {
    const own = dates.filter((date) => date.header === header);
    const told = own.filter(({ isAsked }) => !isAsked);
    const formats = new Set((told.length > 0 ? told : own).map(({ format }) => format));
    const [format] = formats;
    return formats.size === 1 && format !== undefined ? [{ header, format, isAsked: told.length === 0 }] : [];
  });
  return {
    formats: Object.fromEntries(agreed.map(({ header, format }) => [header, format])),
    asked: agreed.flatMap(({ header, isAsked }) => (isAsked ? [header] : [])),
  };
}

/** The formats that the files of some objects need, by header. */
export const formatsOfFiles = (
  files: readonly { readonly table: Source; readonly headers: readonly string[]; readonly sample: Sample }[],
): ProposedFormats =>
  proposeFormats(
    files.flatMap(({ table, headers, sample }) => [
      ...dateColumnHeaders(table, headers).flatMap((header) => detectDateColumn(header, sample) ?? []),
      ...headers
        .filter((header) => isCustomDate(table, header))
        .flatMap((header) => detectDateHeader(header, sample) ?? []),
    ]),
  );

/** The remark beside proposed formats: which of them somebody must confirm. */
export const formatsRemark = (asked: readonly string[]): string =>
  asked.length === 0
    ? "from the values"
    : `please confirm for ${escapeControls(asked.join(", "))}: no value tells the day from the month`;
