import { isUtf8 } from "node:buffer";
import { open } from "node:fs/promises";
import { join } from "node:path";
import { type Line, linesOf, longestRecord } from "./bytes.js";
import { notUtf8 } from "./clean_copy.js";
import { csvText } from "./csv.js";
import { Fault } from "./fault.js";
import { folded } from "./header.js";
import { membersOf } from "./json_members.js";
import type { Broken, Text } from "./text.js";

/** More columns than any export has. */
const mostKeys = 2000;
/** Characters that are gathered before they are written. */
const enough = 4 << 20;

/** JSON records of a file, each with its place. */
export type Records = (path: string) => AsyncIterable<Line>;

interface Converted {
  readonly broken: Broken[];
  /** Line of each sound record. */
  readonly at: number[];
  readonly nuls: number;
}

/** A file of one JSON object a line as text columns; a line that is none is broken alone. */
export const jsonLinesText = (path: string, scratch: string): Promise<Text> => recordsText(path, linesOf, scratch);

/** A file of JSON records as text columns, made into a CSV on the way. */
export async function recordsText(path: string, records: Records, scratch: string): Promise<Text> {
  const headers = await keysOf(path, records);
  const csv = join(scratch, "lines.csv");
  const { broken, at, nuls } = await converted(path, records, csv, headers);
  const text = await csvText(csv, ",", scratch);
  return {
    headers,
    query: text.query,
    record: `c${headers.length}`,
    records: at.length,
    broken,
    path,
    nuls,
    endsOpen: false, // Half an object is none: no record is cut unseen.
    sparse: true,
    spans: async (places) => places.map((place) => ({ line: at[place] ?? 0, lines: 1 })),
  };
}

/** All keys of all records, in order of appearance. */
async function keysOf(path: string, records: Records): Promise<string[]> {
  const keys = new Set<string>();
  for await (const line of records(path)) {
    for (const key of membersOf(textOf(line))?.keys() ?? []) {
      if (key.includes("\0")) throw new Fault("a key with a NUL; expected names of columns", line.line);
      keys.add(key);
    }
    if (keys.size > mostKeys)
      throw new Fault(`more than ${mostKeys} different keys; expected the same few in each record`);
  }
  return [...keys];
}

const textOf = ({ line, bytes }: Line) => (line === 1 ? bytes.toString().replace(/^\ufeff/, "") : bytes.toString());

async function converted(path: string, records: Records, to: string, headers: string[]): Promise<Converted> {
  const file = await open(to, "w", 0o600);
  const broken: Broken[] = [];
  const at: number[] = [];
  let nuls = 0;
  let gathered = 0;
  const pending: string[] = [rowOf([...headers, unused(headers)])];
  try {
    for await (const found of records(path)) {
      const record = textOf(found).trim();
      if (record === "") continue;
      const { line, start, bytes } = found;
      // It stands in the CSV twice, once with its quotes doubled.
      const isLong = bytes.length > longestRecord / 3;
      const members = isUtf8(bytes) && !isLong ? membersOf(record) : undefined;
      if (!members) {
        const code = isLong ? "too long" : isUtf8(bytes) ? "not a JSON object" : notUtf8;
        broken.push({ line, lines: 1, start, end: start + bytes.length, code });
        continue;
      }
      const values = headers.map((header) => members.get(header) ?? null);
      nuls += values.reduce((sum, value) => sum + (value?.split("\0").length ?? 1) - 1, 0);
      at.push(line);
      const row = rowOf([...values, record]);
      pending.push(row);
      gathered += row.length;
      if (gathered > enough) {
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

/** A header for the whole record that no key of the file has. */
function unused(headers: readonly string[]): string {
  const taken = new Set(headers.map(folded));
  let name = "line";
  while (taken.has(name)) name += "_";
  return name;
}

const rowOf = (values: (string | null)[]) =>
  `${values.map((value) => (value === null ? "" : `"${value.replaceAll('"', '""').replaceAll("\0", "")}"`)).join(",")}\n`;
