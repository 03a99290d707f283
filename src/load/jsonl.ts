import { isUtf8 } from "node:buffer";
import { open } from "node:fs/promises";
import { join } from "node:path";
import { linesOf } from "./bytes.js";
import { csvText } from "./csv.js";
import { Fault } from "./fault.js";
import { folded } from "./header.js";
import { membersOf } from "./json_members.js";
import type { Broken, Text } from "./text.js";

interface Converted {
  readonly headers: string[];
  readonly broken: Broken[];
  /** Line of each sound record. */
  readonly at: number[];
}

/** A file of one JSON object a line as text columns, made into a CSV on the way; a line that is none is broken alone. */
export async function jsonLinesText(path: string, scratch: string): Promise<Text> {
  const headers = await keysOf(path);
  const csv = join(scratch, "lines.csv");
  const { broken, at } = await converted(path, csv, headers);
  const text = await csvText(csv, ",", scratch);
  const last = headers.length;
  return {
    headers,
    query: text.query,
    record: `c${last}`,
    records: at.length,
    broken,
    sparse: true,
    spans: async (places) => places.map((place) => ({ line: at[place] ?? 0, lines: 1 })),
  };
}

/** All keys of all lines, in order of appearance. */
async function keysOf(path: string): Promise<string[]> {
  const keys = new Set<string>();
  for await (const { line, bytes } of linesOf(path)) {
    if (!isUtf8(bytes)) throw new Fault("bytes that are not UTF-8", line);
    for (const key of membersOf(unmarked(bytes, line))?.keys() ?? []) keys.add(key);
  }
  return [...keys];
}

const unmarked = (bytes: Buffer, line: number) =>
  line === 1 ? bytes.toString().replace(/^\ufeff/, "") : bytes.toString();

async function converted(path: string, to: string, headers: string[]): Promise<Converted> {
  const file = await open(to, "w", 0o600);
  const broken: Broken[] = [];
  const at: number[] = [];
  const pending: string[] = [rowOf([...headers, unused(headers)])];
  try {
    for await (const { line, bytes } of linesOf(path)) {
      const record = unmarked(bytes, line).trim();
      if (record === "") continue;
      const members = membersOf(record);
      const values = members && headers.map((header) => members.get(header) ?? null);
      if (!values || values.some((value) => value?.includes("\0"))) {
        broken.push({ line, lines: 1, code: "not a JSON object", record });
        continue;
      }
      at.push(line);
      if (pending.push(rowOf([...values, record])) >= 1000) await file.write(pending.splice(0).join(""));
    }
    await file.write(pending.join(""));
  } finally {
    await file.close();
  }
  return { headers, broken, at };
}

/** A header for the whole line that no key of the file has. */
function unused(headers: readonly string[]): string {
  const taken = new Set(headers.map(folded));
  let name = "line";
  while (taken.has(name)) name += "_";
  return name;
}

const rowOf = (values: (string | null)[]) =>
  `${values.map((value) => (value === null ? "" : `"${value.replaceAll('"', '""')}"`)).join(",")}\n`;
