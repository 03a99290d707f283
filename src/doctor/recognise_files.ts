import { mkdir, readdir, rm } from "node:fs/promises";
import { basename, join } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import { UserError } from "../base/errors.js";
import { objectFilePattern } from "../load/files/find_files.js";
import { objectFileName } from "../load/files/object_file_name.js";
import type { Source } from "../table/model.js";
import { Fault } from "../text/fault.js";
import { readTextRelation } from "../text/read_text.js";
import type { TextRelation } from "../text/text_relation.js";
import {
  chooseNamedObject,
  describeMissing,
  describeNonHeaders,
  findObjectByHeaders,
  looksLikeHeaders,
  objectLabel,
} from "./header_similarity.js";

/** A file below a folder, and the object that its name or its headers are of. */
export interface RecognisedFile {
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

const readableName = /\.(csv|tsv|txt|jsonl|ndjson)(\.gz)?$|\.parquet$/i;
const packedName = /\.(zip|7z|rar|tar|tgz|xlsx?)$/i;

/** Looks at every file below a folder, sorted; links, hidden files and what is a project's own are passed by. */
export async function recogniseFiles(
  connection: DuckDBConnection,
  folder: string,
  tables: readonly Source[],
  workshop: string,
): Promise<RecognisedFile[]> {
  const scratch = join(workshop, "headers");
  const found: RecognisedFile[] = [];
  for (const file of await listFiles(folder)) {
    if (packedName.test(file)) {
      const why = /x$|xls$/i.test(file) ? "a spreadsheet: save it as CSV (UTF-8)" : "an archive: unpack it here";
      found.push({ file, headers: [], records: 0, isNamed: false, why, sample: [] });
    }
    if (!readableName.test(file) && tablesNamedLike(tables, file).length === 0) continue;
    await mkdir(scratch, { recursive: true, mode: 0o700 });
    try {
      found.push(await recogniseFile(connection, folder, file, tables, scratch));
    } finally {
      await rm(scratch, { recursive: true, force: true });
    }
  }
  return found;
}

/** The objects of whatever product that the loader would take a file of this name for. */
const tablesNamedLike = (tables: readonly Source[], file: string) =>
  tables.filter((table) => objectFilePattern({ table }).test(basename(file)));

/** What a project keeps beside its exports. */
const projectFolders = new Set(["definition", "reference", "reports", "warehouse"]);

async function listFiles(folder: string, below = ""): Promise<string[]> {
  const entries = (await readdir(join(folder, below), { withFileTypes: true })).sort((one, two) =>
    one.name < two.name ? -1 : 1,
  );
  const isProject = entries.some(({ name }) => name === "closedloop.yaml");
  const files: string[] = [];
  for (const entry of entries) {
    const file = below === "" ? entry.name : `${below}/${entry.name}`;
    if (entry.name.startsWith(".") || (isProject && projectFolders.has(entry.name))) continue;
    if (entry.isDirectory()) files.push(...(await listFiles(folder, file)));
    else if (entry.isFile()) files.push(file);
  }
  return files;
}

async function recogniseFile(
  connection: DuckDBConnection,
  folder: string,
  file: string,
  tables: readonly Source[],
  scratch: string,
): Promise<RecognisedFile> {
  const path = join(folder, file);
  const called = tablesNamedLike(tables, await objectFileName({ file, name: basename(file), path, kind: "file" }));
  const [named] = called;
  let text: TextRelation;
  try {
    text = await readTextRelation(connection, path, scratch);
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
  const table = chooseNamedObject(called, headers) ?? findObjectByHeaders(tables, headers);
  const seen = { file, headers, records: text.records, isNamed: table !== undefined && called.includes(table) };
  if (table) return { ...seen, table, sample: [] };
  if (!looksLikeHeaders(headers)) {
    // A file without a header line has a record in its place: nobody's values may stand on a page.
    return { ...seen, headers: [], why: describeNonHeaders(headers), sample: [] };
  }
  const why = named && `called like ${objectLabel(named)}, but ${describeMissing(named, headers)}`;
  return { ...seen, ...(why ? { why } : {}), sample: await readSample(connection, text) };
}

const maxSampleRows = 1000;

async function readSample(
  connection: DuckDBConnection,
  { headers, query }: TextRelation,
): Promise<RecognisedFile["sample"]> {
  const rows = (await connection.runAndReadAll(`select * from (${query}) limit ${maxSampleRows}`)).getRowsJS();
  return rows.map((row) => Object.fromEntries(headers.map((header, at) => [header, row[at] as string | null])));
}
