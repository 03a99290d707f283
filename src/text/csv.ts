import { join } from "node:path";
import { quotedString } from "../table/dialect.js";
import { chunksOf, longestRecord, Utf8Watch } from "./bytes.js";
import { type CleanCopy, cleaned } from "./clean_copy.js";
import { type Header, headerOf } from "./csv_header.js";
import { Fault } from "./fault.js";
import { RecordScanner } from "./records.js";
import { scanned } from "./scanned.js";
import { literalPath } from "./sql_paths.js";
import { maySwallow } from "./swallowed.js";
import type { Span, Text } from "./text.js";

/** A CSV file as text columns: its sound records, and those that are none. `scratch` is a folder for a cleaned copy. */
export async function csvText(path: string, usual: string, scratch: string): Promise<Text> {
  const header = await headerOf(path, usual);
  const plain = await asItIs(path, header);
  const copy = plain === undefined ? await cleaned(path, header, join(scratch, "clean.csv")) : undefined;
  const { records, endsOpen } = (plain ?? copy)!;
  const { delimiter, names } = header;
  const longest = plain?.longest ?? longestRecord;
  return {
    headers: names,
    query: readCsv(copy?.path ?? path, delimiter, names.length, copy === undefined, longest),
    record: recordOf(names),
    records,
    broken: copy?.broken ?? [],
    path,
    nuls: copy?.nuls ?? 0,
    endsOpen,
    sparse: false,
    spans: (places) => spansOf(path, header, copy, places),
  };
}

/** The same of a table that people keep, where one broken record is one too many: a Fault names the first. */
export async function soundCsv(path: string, scratch: string): Promise<Text> {
  const text = await csvText(path, ",", scratch);
  const [broken] = text.broken;
  if (broken) throw new Fault(broken.code, broken.line);
  return text;
}

/** SQL of a record as one JSON object, its values as they came. */
export const recordOf = (headers: readonly string[]): string =>
  `json_object(${headers.map((header, at) => `${quotedString(header)}, c${at}`).join(", ")})::varchar`;

/**
 * One pass over the bytes. Undefined, as soon as that is known, where DuckDB could not read the file as it is: it loses rows
 * where line ends are mixed, or CRLF beside a header of two lines; it never does with LF alone.
 */
async function asItIs(path: string, { delimiter, names, lines, from }: Header) {
  let isSound = lines === 1;
  const watch = new Utf8Watch();
  const scanner = new RecordScanner(
    delimiter.charCodeAt(0),
    (record) => {
      const { fields, code, start, end } = record;
      if (fields !== names.length || code !== undefined || end - start > longestRecord) isSound = false;
      if (maySwallow(record, names.length)) isSound = false;
    },
    from,
  );
  const isPlain = () =>
    isSound &&
    scanner.again === undefined &&
    scanner.crEnds + scanner.nuls + scanner.blankLinesBefore === 0 &&
    (names.length > 1 || scanner.blankLines === 0);
  for await (const chunk of chunksOf(path, { start: from })) {
    scanner.push(chunk);
    if (!isPlain() || !watch.holds(chunk)) return undefined;
  }
  scanner.end();
  if (!isPlain() || !watch.ends()) return undefined;
  return { records: scanner.records - 1, longest: scanner.longest, endsOpen: scanner.endsOpen };
}

function readCsv(path: string, delimiter: string, width: number, header: boolean, longest: number): string {
  const columns = Array.from({ length: width }, (_, at) => `'c${at}': 'VARCHAR'`);
  const most = Math.max(2 << 20, longest + 16);
  return `select * from read_csv(${literalPath(path)}, auto_detect = false, header = ${header},
    delim = ${quotedString(delimiter)}, quote = '"', escape = '"', comment = '', new_line = '\\n', nullstr = '',
    strict_mode = true, null_padding = false, ignore_errors = false, hive_partitioning = false,
    max_line_size = ${most}, buffer_size = ${Math.max(32 << 20, 4 * most)}, compression = 'none',
    columns = {${columns.join(", ")}})`;
}

async function spansOf(
  path: string,
  { delimiter, from }: Header,
  copy: CleanCopy | undefined,
  places: readonly number[],
) {
  const spans: Span[] = [];
  const broken = new Set(copy?.broken.map(({ start }) => start));
  let place = -1; // The header.
  const scanner = new RecordScanner(
    delimiter.charCodeAt(0),
    ({ line, lines, start }) => {
      if (broken.has(start)) return;
      if (place++ === places[spans.length]) spans.push({ line, lines });
    },
    from,
  );
  await scanned(path, scanner, from);
  return spans;
}
