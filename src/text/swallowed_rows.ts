/**
 * Finds rows that a pair of stray quotes has made one field of. In a note of several lines the lines are prose; swallowed
 * rows have the file's number of separators, and their values look like those of the file's columns.
 */
import { CleanBuffer } from "./clean_buffer.js";
import { ColumnKinds } from "./column_kinds.js";
import type { CsvHeader } from "./csv_header.js";
import { splitFields, withoutQuotes } from "./record_fields.js";
import { RecordScanner } from "./record_scanner.js";
import { scanFile } from "./scan_file.js";

/** Of the first records each one is looked at, then one in `learnEach`. */
const [learnAll, learnEach] = [2000, 20];

/** Learns what the columns of a file look like from its records of one line. */
export async function learnColumnKinds(path: string, { names, delimiter, from }: CsvHeader): Promise<ColumnKinds> {
  const kinds = new ColumnKinds(names.length);
  const separator = delimiter.charCodeAt(0);
  let seen = 0;
  const scanner = new RecordScanner(
    separator,
    ({ fields, lines, code, isBlank }, out) => {
      if (code !== undefined || isBlank || lines > 1 || fields !== names.length) return;
      const nth = seen++;
      if (nth === 0 || (nth > learnAll && nth % learnEach !== 0)) return; // The first record is the header.
      kinds.learn(splitFields(out!.record, separator).map(withoutQuotes));
    },
    from,
  );
  const out = new CleanBuffer();
  await scanFile(path, scanner, from, out, () => out.flush(Number.MAX_SAFE_INTEGER, async () => {}));
  return kinds;
}

/** True if a record of several lines is rows within a pair of stray quotes, not a record with a text of several lines. */
export function isSwallowedRows(
  record: Buffer,
  { delimiter: separator, names }: Pick<CsvHeader, "delimiter" | "names">,
  kinds: ColumnKinds,
): boolean {
  const delimiter = separator.charCodeAt(0);
  const fields = splitFields(record, delimiter);
  const isHeader = (row: readonly string[]) =>
    row.length > 1 &&
    row.length === names.length &&
    row.every((name, at) => withoutQuotes(name).trim() === names[at]!.trim());
  return fields.some((field, at) => {
    const lines = withoutQuotes(field).split(/\r\n?|\n/);
    if (lines.length < 2) return false;
    const split = (line: string | undefined) => (line ?? "").split(separator);
    // The quotes opened within the first row and closed within the last one.
    const first = [...fields.slice(0, at).map(withoutQuotes), ...split(lines[0])];
    const last = [...split(lines.at(-1)), ...fields.slice(at + 1).map(withoutQuotes)];
    const between = lines.slice(1, -1).filter((line) => line.trim() !== "");
    return [...between.map(split), last].some(isHeader) || areRows(first, between.map(split), last, kinds);
  });
}

/** From this width on, prose has so many separators in each of two lines only by chance. */
const wideForTwo = 6;
/** The same for each of three lines or more. */
const wideForThree = 4;

function areRows(first: string[], between: string[][], last: string[], kinds: ColumnKinds): boolean {
  const { width } = kinds;
  if (first.length !== width || last.length !== width) return false;
  const areAllFull = between.every((row) => row.length === width);
  if (areAllFull && width >= (between.length > 0 ? wideForThree : wideForTwo)) return true;
  const inner = [...between, last].map((row) => kinds.judge(row));
  const alike = inner.filter((how) => how === "alike").length;
  if (alike > 0 && inner.at(-1) !== "unlike") {
    // One line of a long note may look like a row of two or three columns by chance, but not most of its lines.
    return width >= wideForThree || 2 * alike > inner.length;
  }
  return width > 1 && areAllFull && inner.every((how) => how === "open") && kinds.judge(first) === "open";
}
