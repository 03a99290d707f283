import type { RecognisedFile } from "./recognise_files.js";

/** A header whose values are dates or instants. */
export interface DateHeader {
  readonly header: string;
  /** How they are written, where the loader must be told; undefined: as ISO 8601. */
  readonly format?: string;
}

const isoPattern = /^\d{4}-\d\d-\d\d([ T]\d\d:\d\d(:\d\d(\.\d+)?)?( ?(Z|[+-]\d\d:?\d\d))?)?$/;
const localPattern = /^(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d\d)( \d\d:\d\d(:\d\d)?)?$/;

/** Whether a header holds dates, by its values; undefined where one of them is none, or none is there. */
export function detectDateHeader(header: string, sample: RecognisedFile["sample"]): DateHeader | undefined {
  const values = sample.flatMap((row) => row[header]?.trim() || []);
  if (values.length === 0) return undefined;
  if (values.every((value) => isoPattern.test(value))) return { header };
  const parts = values.map((value) => localPattern.exec(value));
  if (parts.some((part) => part === null)) return undefined;
  return { header, format: detectDateFormat(parts as RegExpExecArray[]) };
}

/** The day is where a number above 12 stands; where none does, the month goes first unless points part them. */
function detectDateFormat(dates: readonly RegExpExecArray[]): string {
  const [, , separator, , year, clock, seconds] = dates[0]!;
  const isDayFirst =
    dates.some(([, first]) => Number(first) > 12) ||
    (separator === "." && !dates.some(([, , , second]) => Number(second) > 12));
  const day = isDayFirst ? ["%d", "%m"] : ["%m", "%d"];
  const time = clock === undefined ? "" : seconds === undefined ? " %H:%M" : " %H:%M:%S";
  return `${[...day, year!.length === 4 ? "%Y" : "%y"].join(separator)}${time}`;
}
