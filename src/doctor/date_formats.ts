import type { RecognisedFile } from "./recognise_files.js";

/** A column whose values are dates, or dates with a time. */
export interface DateHeader {
  readonly header: string;
  /** Their strptime pattern, e.g. `%d/%m/%Y`; undefined for ISO 8601, which needs none. */
  readonly format?: string;
}

const isoPattern = /^\d{4}-\d\d-\d\d([ T]\d\d:\d\d(:\d\d(\.\d+)?)?( ?(Z|[+-]\d\d:?\d\d))?)?$/;
const localPattern = /^(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d\d)( \d\d:\d\d(:\d\d)?)?$/;

/** Detects by its values whether a column holds dates; undefined if a value is not a date, or without values. */
export function detectDateHeader(header: string, sample: RecognisedFile["sample"]): DateHeader | undefined {
  const values = sample.flatMap((row) => row[header]?.trim() || []);
  if (values.length === 0) return undefined;
  if (values.every((value) => isoPattern.test(value))) return { header };
  const parts = values.map((value) => localPattern.exec(value));
  if (parts.some((part) => part === null)) return undefined;
  return { header, format: detectDateFormat(parts as RegExpExecArray[]) };
}

/** A number above 12 must be the day. Without one, the day is first if dots separate the parts, otherwise the month. */
function detectDateFormat(dates: readonly RegExpExecArray[]): string {
  const [, , separator, , year, clock, seconds] = dates[0]!;
  const isDayFirst =
    dates.some(([, first]) => Number(first) > 12) ||
    (separator === "." && !dates.some(([, , , second]) => Number(second) > 12));
  const day = isDayFirst ? ["%d", "%m"] : ["%m", "%d"];
  const time = clock === undefined ? "" : seconds === undefined ? " %H:%M" : " %H:%M:%S";
  return `${[...day, year!.length === 4 ? "%Y" : "%y"].join(separator)}${time}`;
}
