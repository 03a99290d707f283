import { open } from "node:fs/promises";
import { join } from "node:path";
import { quotedCsvCell } from "../base/csv_cell.js";
import { type Line, readLines } from "./bytes.js";
import { readWrittenCsv } from "./csv.js";
import { Fault } from "./fault.js";
import { type JsonRecord, readJsonRecords, type WantsMember } from "./json_records.js";
import { contradictedNote } from "./nested_notes.js";
import type { BrokenRecord, TextNote, TextRelation } from "./text_relation.js";

/** More keys than any export has. */
const maxKeys = 2000;
/** The number of characters to collect before writing. */
const flushCharacters = 4 << 20;

/** Reads the objects of a file, each with its line: records, or pages with a list of records. */
type ReadObjects = (path: string) => AsyncIterable<Line>;

interface CsvConversion {
  readonly broken: BrokenRecord[];
  /** The line of each sound record. */
  readonly at: number[];
  readonly nuls: number;
  /** The length of the longest record, in bytes. */
  readonly longest: number;
}

/** What the first pass finds out about the records. */
interface JsonSurvey {
  /** All keys of all records, in order of appearance. */
  readonly headers: string[];
  /** The keys that hold a list or an object in some record. */
  readonly nested: string[];
  readonly notes: TextNote[];
}

/** Reads a file with one JSON object per line as text columns. A line that is not an object is a broken record. */
export const readJsonLinesText = (path: string, scratch: string, wants: WantsMember): Promise<TextRelation> =>
  readJsonObjectsText(path, readLines, scratch, wants);

/** Reads a file of JSON objects as text columns, by way of a CSV in the scratch folder. */
export async function readJsonObjectsText(
  path: string,
  objects: ReadObjects,
  scratch: string,
  wants: WantsMember,
): Promise<TextRelation> {
  const records = (pages = { areUnfinished: false }) => readJsonRecords(objects(path), wants, pages);
  const { headers, nested, notes } = await surveyRecords(records);
  const csv = join(scratch, "lines.csv");
  const { broken, at, nuls, longest } = await convertToCsv(records(), csv, headers);
  return {
    headers,
    query: readWrittenCsv(csv, headers.length + 1, longest),
    record: `c${headers.length}`,
    records: at.length,
    broken,
    path,
    nuls,
    notes,
    nested,
    endsOpen: false, // A cut object is no JSON and is noticed anyway.
    sparse: true,
    spans: async (places) => places.map((place) => ({ line: at[place] ?? 0, lines: 1 })),
  };
}

async function surveyRecords(
  records: (pages: { areUnfinished: boolean }) => AsyncIterable<JsonRecord>,
): Promise<JsonSurvey> {
  const keys = new Set<string>();
  const nested = new Set<string>();
  const contradictions = new Map<string, number>();
  const pages = { areUnfinished: false };
  for await (const record of records(pages)) {
    for (const key of record.members.keys()) {
      if (key.includes("\0")) throw new Fault("a key with a NUL byte; expected the name of a column", record.line);
      keys.add(key);
    }
    for (const key of record.nested) nested.add(key);
    for (const key of record.contradicted) contradictions.set(key, (contradictions.get(key) ?? 0) + 1);
    if (keys.size > maxKeys)
      throw new Fault(`more than ${maxKeys} different keys; expected the same few in each record`);
  }
  const notes = [...contradictions].map(([column, count]) => contradictedNote(column, count));
  if (pages.areUnfinished) {
    notes.push({ code: unfinishedPages, records: 1, remedy: "unless another file has them, fetch the pages after it" });
  }
  return { headers: [...keys], nested: [...nested], notes };
}

/** The code of a response of an API that says that it is not the last one. */
const unfinishedPages = "the last page says that more pages follow";

async function convertToCsv(records: AsyncIterable<JsonRecord>, to: string, headers: string[]): Promise<CsvConversion> {
  const file = await open(to, "w", 0o600);
  const broken: BrokenRecord[] = [];
  const at: number[] = [];
  let [nuls, gathered, longest] = [0, 0, 0];
  const pending: string[] = [];
  try {
    for await (const { line, start, end, text, members, code } of records) {
      if (code !== undefined) {
        broken.push({ line, lines: 1, start, end, code });
        continue;
      }
      const values = headers.map((header) => members.get(header) ?? null);
      nuls += values.reduce((sum, value) => sum + (value?.split("\0").length ?? 1) - 1, 0);
      at.push(line);
      const row = formatCsvRow([...values, text]);
      pending.push(row);
      gathered += row.length;
      longest = Math.max(longest, Buffer.byteLength(row));
      if (gathered > flushCharacters) {
        await file.write(pending.splice(0).join(""));
        gathered = 0;
      }
    }
    await file.write(pending.join(""));
  } finally {
    await file.close();
  }
  return { broken, at, nuls, longest };
}

const formatCsvRow = (values: (string | null)[]) =>
  `${values.map((value) => (value === null ? "" : quotedCsvCell(value.replaceAll("\0", "")))).join(",")}\n`;
