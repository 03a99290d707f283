import { isUtf8 } from "node:buffer";
import { open } from "node:fs/promises";
import { join } from "node:path";
import { quotedCsvCell } from "../base/csv_cell.js";
import { type Line, maxRecordBytes, readLines } from "./bytes.js";
import { notUtf8 } from "./clean_copy.js";
import { readCsvText } from "./csv.js";
import { Fault } from "./fault.js";
import { headerKey } from "./header.js";
import { parseJsonMembers } from "./json_members.js";
import type { BrokenRecord, TextRelation } from "./text_relation.js";

/** More keys than any export has. */
const maxKeys = 2000;
/** The number of characters to collect before writing. */
const flushCharacters = 4 << 20;

/** Reads the JSON records of a file, each with its line. */
type ReadRecords = (path: string) => AsyncIterable<Line>;

interface CsvConversion {
  readonly broken: BrokenRecord[];
  /** The line of each sound record. */
  readonly at: number[];
  readonly nuls: number;
}

/** Reads a file with one JSON object per line as text columns. A line that is not an object is a broken record. */
export const readJsonLinesText = (path: string, scratch: string): Promise<TextRelation> =>
  readJsonRecordsText(path, readLines, scratch);

/** Reads a file of JSON records as text columns, by way of a CSV in the scratch folder. */
export async function readJsonRecordsText(path: string, records: ReadRecords, scratch: string): Promise<TextRelation> {
  const headers = await readKeys(path, records);
  const csv = join(scratch, "lines.csv");
  const { broken, at, nuls } = await convertToCsv(path, records, csv, headers);
  const text = await readCsvText(csv, ",", scratch);
  return {
    headers,
    query: text.query,
    record: `c${headers.length}`,
    records: at.length,
    broken,
    path,
    nuls,
    endsOpen: false, // A cut object is no JSON and is noticed anyway.
    sparse: true,
    spans: async (places) => places.map((place) => ({ line: at[place] ?? 0, lines: 1 })),
  };
}

/** All keys of all records, in order of appearance. */
async function readKeys(path: string, records: ReadRecords): Promise<string[]> {
  const keys = new Set<string>();
  for await (const line of records(path)) {
    for (const key of parseJsonMembers(decodeLine(line))?.keys() ?? []) {
      if (key.includes("\0")) throw new Fault("a key with a NUL byte; expected the name of a column", line.line);
      keys.add(key);
    }
    if (keys.size > maxKeys)
      throw new Fault(`more than ${maxKeys} different keys; expected the same few in each record`);
  }
  return [...keys];
}

const decodeLine = ({ line, bytes }: Line) => (line === 1 ? bytes.toString().replace(/^\ufeff/, "") : bytes.toString());

async function convertToCsv(path: string, records: ReadRecords, to: string, headers: string[]): Promise<CsvConversion> {
  const file = await open(to, "w", 0o600);
  const broken: BrokenRecord[] = [];
  const at: number[] = [];
  let nuls = 0;
  let gathered = 0;
  const pending: string[] = [formatCsvRow([...headers, unusedHeader(headers)])];
  try {
    for await (const found of records(path)) {
      const record = decodeLine(found).trim();
      if (record === "") continue;
      const { line, start, bytes } = found;
      // The CSV contains the record twice, once with doubled quotes.
      const isLong = bytes.length > maxRecordBytes / 3;
      const members = isUtf8(bytes) && !isLong ? parseJsonMembers(record) : undefined;
      if (!members) {
        const code = isLong ? "too long" : isUtf8(bytes) ? "not a JSON object" : notUtf8;
        broken.push({ line, lines: 1, start, end: start + bytes.length, code });
        continue;
      }
      const values = headers.map((header) => members.get(header) ?? null);
      nuls += values.reduce((sum, value) => sum + (value?.split("\0").length ?? 1) - 1, 0);
      at.push(line);
      const row = formatCsvRow([...values, record]);
      pending.push(row);
      gathered += row.length;
      if (gathered > flushCharacters) {
        await file.write(pending.splice(0).join(""));
        gathered = 0;
      }
    }
    await file.write(pending.join(""));
  } finally {
    await file.close();
  }
  return { broken, at, nuls };
}

/** A header for the column with the whole record; differs from all keys of the file. */
function unusedHeader(headers: readonly string[]): string {
  const taken = new Set(headers.map(headerKey));
  let name = "line";
  while (taken.has(name)) name += "_";
  return name;
}

const formatCsvRow = (values: (string | null)[]) =>
  `${values.map((value) => (value === null ? "" : quotedCsvCell(value.replaceAll("\0", "")))).join(",")}\n`;
