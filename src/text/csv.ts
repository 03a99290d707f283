import { join } from "node:path";
import { quotedString } from "../table/dialect.js";
import { maxRecordBytes, readChunks, Utf8Validator } from "./bytes.js";
import { type CleanCopy, isBlankRow, writeCleanCopy } from "./clean_copy.js";
import { type CsvHeader, readCsvHeader } from "./csv_header.js";
import { Fault } from "./fault.js";
import { headerKey } from "./header.js";
import { quotedPath } from "./quoted_path.js";
import { RecordScanner } from "./record_scanner.js";
import { scanFile } from "./scan_file.js";
import { SignFinder } from "./signs.js";
import type { LineSpan, TextRelation } from "./text_relation.js";

/** Reads a CSV file as text columns, with its broken records. `scratch` is a folder for a cleaned copy. */
export async function readCsvText(
  path: string,
  usual: string,
  scratch: string,
  optionalLast?: string,
): Promise<TextRelation> {
  const found = await readCsvHeader(path, usual);
  const isLastOptional = optionalLast !== undefined && headerKey(found.names.at(-1) ?? "") === optionalLast;
  const header = { ...found, isLastOptional };
  const plain = await scanPlainCsv(path, header);
  const copy = plain === undefined ? await writeCleanCopy(path, header, join(scratch, "clean.csv")) : undefined;
  const { records, endsOpen, hasLineEnds, signs } = (plain ?? copy)!;
  const { delimiter, names } = header;
  const longest = plain?.longest ?? maxRecordBytes;
  return {
    headers: names,
    query: readCsvSql(copy?.path ?? path, delimiter, names.length, copy === undefined, longest),
    record: recordJson(names),
    records,
    broken: copy?.broken ?? [],
    path,
    nuls: copy?.nuls ?? 0,
    notes: copy?.notes ?? [],
    nested: [],
    mayHaveLineEnds: hasLineEnds,
    signs,
    endsOpen,
    sparse: false,
    spans: (places) => findSpans(path, header, copy, places),
  };
}

/**
 * The same for a file that people edit, e.g. a lookup: the first broken record is a Fault. A record may lack its last field
 * if that is the column `optionalLast`.
 */
export async function readStrictCsv(path: string, scratch: string, optionalLast?: string): Promise<TextRelation> {
  const text = await readCsvText(path, ",", scratch, optionalLast);
  const [broken] = text.broken;
  if (broken) throw new Fault(broken.code, broken.line);
  return text;
}

/** SQL of a CSV that was written here, without a header: commas, LF after each record, every value in quotes. */
export const readWrittenCsv = (path: string, width: number, longest: number): string =>
  readCsvSql(path, ",", width, false, longest);

/** SQL of a record as one JSON object with the values as in the file. */
export const recordJson = (headers: readonly string[]): string =>
  `json_object(${headers.map((header, at) => `${quotedString(header)}, c${at}`).join(", ")})::varchar`;

/**
 * Checks in one pass whether DuckDB can read the file as it is; undefined if not. DuckDB loses rows if line ends are mixed,
 * or with CRLF and a header of two lines, but never with LF only.
 */
async function scanPlainCsv(path: string, header: CsvHeader) {
  const { delimiter, names, from } = header;
  let isSound = header.lines === 1 && header.unnamed === 0;
  const watch = new Utf8Validator();
  const finder = new SignFinder();
  const scanner = new RecordScanner(
    delimiter.charCodeAt(0),
    (record) => {
      const { fields, lines, code, start, end } = record;
      if (fields !== names.length || code !== undefined || end - start > maxRecordBytes) isSound = false;
      // Some of its rows may be swallowed by quotes.
      if (lines > 1 || isBlankRow(record, header)) isSound = false;
    },
    from,
  );
  const isPlain = () =>
    isSound &&
    scanner.rescanFrom === undefined &&
    scanner.crEnds + scanner.nuls + scanner.blankLinesBefore === 0 &&
    (names.length > 1 || scanner.blankLines === 0);
  for await (const chunk of readChunks(path, { start: from })) {
    scanner.push(chunk);
    if (!isPlain() || !watch.isValid(chunk)) return undefined;
    finder.push(chunk);
  }
  scanner.end();
  if (!isPlain() || !watch.isComplete()) return undefined;
  if (scanner.controls > 0) finder.found.add("invisible");
  const { longest, endsOpen } = scanner;
  return { records: scanner.records - 1, longest, endsOpen, hasLineEnds: false, signs: finder.found };
}

function readCsvSql(path: string, delimiter: string, width: number, header: boolean, longest: number): string {
  const columns = Array.from({ length: width }, (_, at) => `'c${at}': 'VARCHAR'`);
  const most = Math.max(2 << 20, longest + 16);
  return `select * from read_csv(${quotedPath(path)}, auto_detect = false, header = ${header},
    delim = ${quotedString(delimiter)}, quote = '"', escape = '"', comment = '', new_line = '\\n', nullstr = '',
    strict_mode = true, null_padding = false, ignore_errors = false, hive_partitioning = false,
    max_line_size = ${most}, buffer_size = ${Math.max(32 << 20, 4 * most)}, compression = 'none',
    columns = {${columns.join(", ")}})`;
}

async function findSpans(path: string, header: CsvHeader, copy: CleanCopy | undefined, places: readonly number[]) {
  const { delimiter, from } = header;
  const spans: LineSpan[] = [];
  const broken = new Set(copy?.broken.map(({ start }) => start));
  let place = -1; // The header.
  const scanner = new RecordScanner(
    delimiter.charCodeAt(0),
    (record) => {
      const { line, lines, start } = record;
      if (broken.has(start) || isBlankRow(record, header)) return;
      if (place++ === places[spans.length]) spans.push({ line, lines });
    },
    from,
  );
  await scanFile(path, scanner, from);
  return spans;
}
