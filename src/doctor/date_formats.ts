import { acceptedHeaders } from "../table/accepted_headers.js";
import type { Source } from "../table/model.js";
import { findHeaderPositions } from "../text/header.js";
import { columnsOf } from "./source_objects.js";

type Sample = readonly Readonly<Record<string, string | null>>[];

/** A column whose values are dates, or dates with a time. */
export interface DateHeader {
  readonly header: string;
  /** Their strptime pattern, e.g. `%d/%m/%Y`; undefined for ISO 8601, which needs none. */
  readonly format?: string;
}

const isoPattern = /^\d{4}-\d\d-\d\d([ T]\d\d:\d\d(:\d\d(\.\d+)?)?( ?(Z|[+-]\d\d:?\d\d))?)?$/;
const localPattern = /^(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d\d)(?:(,?) (\d{1,2}:\d\d)(:\d\d)?( ?[AP]M)?)?$/i;
const yearFirstPattern = /^\d{4}([/.])\d{1,2}\1\d{1,2}(?:(,?) (\d{1,2}:\d\d)(:\d\d)?( ?[AP]M)?)?$/i;

/** Detects by its values whether a column holds dates; undefined if a value is not a date, or without values. */
export function detectDateHeader(header: string, sample: Sample): DateHeader | undefined {
  const values = sample.flatMap((row) => row[header]?.trim() || []);
  if (values.length === 0) return undefined;
  if (values.every((value) => isoPattern.test(value))) return { header };
  const format = detectDateFormat(values);
  return format === undefined ? undefined : { header, format };
}

/** The formats of an export's dates and times that are not ISO 8601, by header. Days of a spreadsheet are numbers such as `46077.5`. */
export function detectFormats(table: Source, sample: Sample): Record<string, string> {
  const headers = Object.keys(sample[0] ?? {});
  const moments = columnsOf(table).filter(([, { type }]) => type === "instant" || type === "date");
  const places = moments.flatMap(([name, column]) =>
    acceptedHeaders(name, column).flatMap((header) => findHeaderPositions(header, headers)),
  );
  return Object.fromEntries(
    [...new Set(places)].flatMap((place) => {
      const header = headers[place]!;
      const values = sample.flatMap((row) => row[header]?.trim() || []);
      const format =
        values.length > 0 && values.every(isSpreadsheetDay) ? "excel" : detectDateHeader(header, sample)?.format;
      return format === undefined ? [] : [[header, format] as const];
    }),
  );
}

/** True for a day number between 1970 and 2100. */
const isSpreadsheetDay = (value: string) =>
  /^\d{5}(\.\d+)?$/.test(value) && Number(value) > 25569 && Number(value) < 73416;

/** One pattern that fits all values; undefined if there is none. */
function detectDateFormat(values: readonly string[]): string | undefined {
  const yearFirst = values.map((value) => yearFirstPattern.exec(value));
  if (yearFirst.every((found) => found !== null)) {
    const [first] = yearFirst;
    return joinFormat(
      ["%Y", "%m", "%d"].join(first![1]!),
      yearFirst.map((found) => [...found!].slice(2)),
    );
  }
  const dates = values.map((value) => localPattern.exec(value));
  if (dates.some((found) => found === null)) return undefined;
  const [, , separator, , year] = dates[0]!;
  if (dates.some((found) => found![2] !== separator || found![4]!.length !== year!.length)) return undefined;
  const day = isDayFirst(dates as RegExpExecArray[], separator!) ? ["%d", "%m"] : ["%m", "%d"];
  return joinFormat(
    [...day, year!.length === 4 ? "%Y" : "%y"].join(separator),
    dates.map((found) => [...found!].slice(5)),
  );
}

/** A number above 12 must be the day. Without one, the day is first if dots separate the parts, otherwise the month. */
const isDayFirst = (dates: readonly RegExpExecArray[], separator: string) =>
  dates.some(([, first]) => Number(first) > 12) ||
  (separator === "." && !dates.some(([, , , second]) => Number(second) > 12));

/** The date's pattern with that of the time; undefined if the times are written in several ways. */
function joinFormat(date: string, clocks: readonly (readonly (string | undefined)[])[]): string | undefined {
  const formats = new Set(
    clocks.map(([comma, clock, seconds, half]) => {
      if (clock === undefined) return "";
      const hour = half === undefined ? "%H:%M" : "%I:%M";
      const after = half === undefined ? "" : half.startsWith(" ") ? " %p" : "%p";
      return `${comma} ${hour}${seconds === undefined ? "" : ":%S"}${after}`;
    }),
  );
  return formats.size === 1 ? `${date}${[...formats][0]}` : undefined;
}
