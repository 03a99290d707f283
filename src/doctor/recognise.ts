import { mkdir, readdir, rm } from "node:fs/promises";
import { basename, join } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import { UserError } from "../base/errors.js";
import { calledOf } from "../load/files/called_object.js";
import { fileNames } from "../load/files/find.js";
import type { Source } from "../table/model.js";
import { Fault } from "../text/fault.js";
import { textOf } from "../text/formats.js";
import type { Text } from "../text/text.js";
import { byHeaders, looksLikeHeaders, meantBy, missingIn, nameOf, unlikeHeaders } from "./kinship.js";

/** A file below a folder, and the object that its name or its headers are of. */
export interface Recognised {
  /** Below the folder, with `/`. */
  readonly file: string;
  readonly headers: readonly string[];
  readonly records: number;
  /** The table that it feeds; undefined: none. */
  readonly table?: Source;
  /** Whether its name is the object's, so that it is found without a word in closedloop.yaml. */
  readonly isNamed: boolean;
  /** Why it cannot be read, or what it is called like though it is none. */
  readonly why?: string;
  /** The first of its records, by header; of files that no object claims. */
  readonly sample: readonly Readonly<Record<string, string | null>>[];
}

const readable = /\.(csv|tsv|txt|jsonl|ndjson)(\.gz)?$|\.parquet$/i;
const packed = /\.(zip|7z|rar|tar|tgz|xlsx?)$/i;

/** Looks at every file below a folder, sorted; links, hidden files and what is a project's own are passed by. */
export async function recognised(
  connection: DuckDBConnection,
  folder: string,
  tables: readonly Source[],
  workshop: string,
): Promise<Recognised[]> {
  const scratch = join(workshop, "headers");
  const found: Recognised[] = [];
  for (const file of await filesBelow(folder)) {
    if (packed.test(file)) {
      const why = /x$|xls$/i.test(file) ? "a spreadsheet: save it as CSV (UTF-8)" : "an archive: unpack it here";
      found.push({ file, headers: [], records: 0, isNamed: false, why, sample: [] });
    }
    if (!readable.test(file) && calledLike(tables, file).length === 0) continue;
    await mkdir(scratch, { recursive: true, mode: 0o700 });
    try {
      found.push(await lookedAt(connection, folder, file, tables, scratch));
    } finally {
      await rm(scratch, { recursive: true, force: true });
    }
  }
  return found;
}

/** The objects of whatever product that the loader would take a file of this name for. */
const calledLike = (tables: readonly Source[], file: string) =>
  tables.filter((table) => fileNames({ table }).test(basename(file)));

/** What a project keeps beside its exports. */
const ownFolders = new Set(["definition", "reference", "reports", "warehouse"]);

async function filesBelow(folder: string, below = ""): Promise<string[]> {
  const entries = (await readdir(join(folder, below), { withFileTypes: true })).sort((one, two) =>
    one.name < two.name ? -1 : 1,
  );
  const isProject = entries.some(({ name }) => name === "closedloop.yaml");
  const files: string[] = [];
  for (const entry of entries) {
    const file = below === "" ? entry.name : `${below}/${entry.name}`;
    if (entry.name.startsWith(".") || (isProject && ownFolders.has(entry.name))) continue;
    if (entry.isDirectory()) files.push(...(await filesBelow(folder, file)));
    else if (entry.isFile()) files.push(file);
  }
  return files;
}

async function lookedAt(
  connection: DuckDBConnection,
  folder: string,
  file: string,
  tables: readonly Source[],
  scratch: string,
): Promise<Recognised> {
  const path = join(folder, file);
  const called = calledLike(tables, await calledOf({ file, name: basename(file), path, kind: "file" }));
  const [named] = called;
  let text: Text;
  try {
    text = await textOf(connection, path, scratch);
  } catch (error) {
    if (!(error instanceof Fault || error instanceof UserError)) throw error;
    // Its name is all that is known: the loader says again what is wrong with it.
    return {
      file,
      headers: [],
      records: 0,
      isNamed: true,
      ...(named ? { table: named } : {}),
      why: error.message,
      sample: [],
    };
  }
  const { headers } = text;
  const table = meantBy(called, headers) ?? byHeaders(tables, headers);
  const seen = { file, headers, records: text.records, isNamed: table !== undefined && called.includes(table) };
  if (table) return { ...seen, table, sample: [] };
  if (!looksLikeHeaders(headers)) {
    // A file without a header line has a record in its place: nobody's values may stand on a page.
    return { ...seen, headers: [], why: unlikeHeaders(headers), sample: [] };
  }
  const why = named && `called like ${nameOf(named)}, but ${missingIn(named, headers)}`;
  return { ...seen, ...(why ? { why } : {}), sample: await sampleOf(connection, text) };
}

const sampleRows = 1000;

async function sampleOf(connection: DuckDBConnection, { headers, query }: Text): Promise<Recognised["sample"]> {
  const rows = (await connection.runAndReadAll(`select * from (${query}) limit ${sampleRows}`)).getRowsJS();
  return rows.map((row) => Object.fromEntries(headers.map((header, at) => [header, row[at] as string | null])));
}
