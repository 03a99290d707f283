import { open } from "node:fs/promises";
import { join } from "node:path";
import { quotedString } from "../dialect.js";
import { chunksOf, eachUtf8Chunk, longestRecord } from "./bytes.js";
import { Fault } from "./fault.js";
import { RecordScanner, type RecordSeen } from "./records.js";
import { literalPath } from "./sql_paths.js";
import type { Span, Text } from "./text.js";

interface Scanned {
  readonly scanner: RecordScanner;
  readonly header: RecordSeen;
}

/** A CSV or TSV file as text columns; a Fault where it is not exactly one. `scratch` is a folder for a cleaned copy. */
export async function csvText(path: string, delimiter: string, scratch: string): Promise<Text> {
  const { scanner, header } = await scanned(path, delimiter);
  const headers = await headersOf(path, delimiter, header);
  const clean = needsCopy(scanner, header) ? await copied(path, delimiter, scratch) : undefined;
  return {
    headers,
    query: readCsv(clean ?? path, delimiter, headers.length, clean === undefined, scanner.longest),
    record: recordOf(headers),
    records: scanner.records - 1,
    broken: [],
    sparse: false,
    spans: (places) => spansOf(path, delimiter, places),
  };
}

/** SQL of a record as one JSON object, its values as they came. */
export const recordOf = (headers: readonly string[]): string =>
  `json_object(${headers.map((header, at) => `${quotedString(header)}, c${at}`).join(", ")})::varchar`;

/** One pass over the bytes: encoding, structure, counts. */
async function scanned(path: string, delimiter: string): Promise<Scanned> {
  let header: RecordSeen | undefined;
  let ragged: RecordSeen | undefined;
  const scanner = new RecordScanner(delimiter.charCodeAt(0), (record) => {
    header ??= { ...record };
    if (record.fields !== header.fields) ragged ??= record;
  });
  await eachUtf8Chunk(path, (chunk) => scanner.push(chunk));
  scanner.end();
  if (!header) throw new Fault("the file is empty; expected at least a header line");
  if (scanner.fault && !(ragged && ragged.line < scanner.fault.line)) {
    throw new Fault(scanner.fault.found, scanner.fault.line);
  }
  if (ragged) throw new Fault(`${ragged.fields} fields; the header has ${header.fields}`, ragged.line);
  if (scanner.longest > longestRecord) throw new Fault(`a record of more than ${longestRecord >> 20} MiB`);
  return { scanner, header };
}

async function headersOf(path: string, delimiter: string, { start, end }: RecordSeen): Promise<string[]> {
  const chunks: Buffer[] = [];
  for await (const chunk of chunksOf(path, { start, end: end - 1 })) chunks.push(chunk);
  const text = Buffer.concat(chunks)
    .toString("utf8")
    .replace(/^\ufeff/, "");
  return fieldsOf(text, delimiter);
}

/** Fields of one record that the scanner found sound. */
function fieldsOf(record: string, delimiter: string): string[] {
  const fields: string[] = [];
  const field = new RegExp(` *"((?:[^"]|"")*)" *(${delimiter}|$)|([^${delimiter}]*)(${delimiter}|$)`, "gy");
  for (const [, quoted, endQuoted, bare, endBare] of record.matchAll(field)) {
    fields.push(quoted?.replaceAll('""', '"') ?? bare ?? "");
    if ((endQuoted ?? endBare) === "") break;
  }
  return fields;
}

/** DuckDB loses rows where line ends are mixed, or CRLF beside a header of two lines; it never does with LF alone. */
const needsCopy = ({ crEnds, crlfEnds, blankLines, blankLinesBefore }: RecordScanner, header: RecordSeen) =>
  crEnds + crlfEnds + blankLinesBefore > 0 || header.lines > 1 || (header.fields === 1 && blankLines > 0);

/** The records without header and blank lines, LF between them. */
async function copied(path: string, delimiter: string, scratch: string): Promise<string> {
  const to = join(scratch, "clean.csv");
  const file = await open(to, "w", 0o600);
  try {
    let passed = 0;
    let seen = 0;
    const scanner = new RecordScanner(delimiter.charCodeAt(0), () => seen++);
    const out = Buffer.allocUnsafe(1 << 20);
    for await (const chunk of chunksOf(path)) {
      for (let from = 0; from < chunk.length; ) {
        // Until the header has passed, one byte at a time: what is written of it is thrown away.
        const until = passed === 0 ? from + 1 : chunk.length;
        const written = scanner.push(chunk.subarray(from, until), out);
        if (passed > 0) await file.write(out, 0, written);
        passed = seen;
        from = until;
      }
    }
  } finally {
    await file.close();
  }
  return to;
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

async function spansOf(path: string, delimiter: string, places: readonly number[]): Promise<Span[]> {
  const spans: Span[] = [];
  let place = -1; // The header.
  const scanner = new RecordScanner(delimiter.charCodeAt(0), ({ line, lines }) => {
    if (place++ === places[spans.length]) spans.push({ line, lines });
  });
  for await (const chunk of chunksOf(path)) scanner.push(chunk);
  scanner.end();
  return spans;
}
