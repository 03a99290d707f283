import { mkdir, readdir, rm } from "node:fs/promises";
import { basename, join } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import { UserError } from "../base/errors.js";
import { configFile } from "../config/read_config.js";
import { objectFilePattern } from "../load/files/find_files.js";
import { objectFileName } from "../load/files/object_file_name.js";
import { describeReport } from "../load/rows/report_labels.js";
import type { Source } from "../table/model.js";
import { asFault } from "../text/duckdb_fault.js";
import { Fault } from "../text/fault.js";
import { readTextRelation } from "../text/read_text.js";
import type { TextRelation } from "../text/text_relation.js";
import { dateColumnHeaders, isCustomDate, type Sample } from "./date_formats.js";
import { standsOverValues } from "./header_place.js";
import {
  chooseNamedObject,
  describeMissing,
  describeNonHeaders,
  findObjectByHeaders,
  looksLikeHeaders,
  objectLabel,
} from "./header_similarity.js";

/** A file below a folder and the object that it contains, by its name or its headers. */
export interface RecognisedFile {
  /** Path below the folder, with `/`. */
  readonly file: string;
  readonly headers: readonly string[];
  readonly records: number;
  /** The table that it feeds; undefined if no object is recognised. */
  readonly table?: Source;
  /** True if the loader finds it by its name, without `files:` in closedloop.yaml. */
  readonly isNamed: boolean;
  /** Why it cannot be read, or why it does not contain the object that it is named like. */
  readonly why?: string;
  /** The first records by header; of a recognised object only the columns that may hold dates. */
  readonly sample: Sample;
}

const readableName = /\.(csv|tsv|txt|jsonl|ndjson)(\.gz)?$|\.parquet$/i;
const packedName = /\.(zip|7z|rar|tar|tgz|xlsx?)$/i;

/** Inspects every file below a folder, sorted. Links, hidden files and the files of a project itself are skipped. */
export async function recogniseFiles(
  connection: DuckDBConnection,
  folder: string,
  tables: readonly Source[],
  scratchFolder: string,
): Promise<RecognisedFile[]> {
  const scratch = join(scratchFolder, "headers");
  const recognised: RecognisedFile[] = [];
  for (const file of await listFiles(folder)) {
    if (packedName.test(file)) {
      const why = /x$|xls$/i.test(file) ? "a spreadsheet; save it as CSV (UTF-8)" : "an archive; unpack it here";
      recognised.push({ file, headers: [], records: 0, isNamed: false, why, sample: [] });
    }
    if (!readableName.test(file) && tablesNamedLike(tables, file).length === 0) continue;
    await mkdir(scratch, { recursive: true, mode: 0o700 });
    try {
      recognised.push(await recogniseFile(connection, folder, file, tables, scratch));
    } finally {
      await rm(scratch, { recursive: true, force: true });
    }
  }
  return recognised;
}

/** The objects of all products whose files may have this name. */
const tablesNamedLike = (tables: readonly Source[], file: string) =>
  tables.filter((table) => objectFilePattern({ table }).test(basename(file)));

/** Folders of a project that contain no exports. */
const projectFolders = new Set(["definition", "reference", "reports", "warehouse"]);

async function listFiles(folder: string, below = ""): Promise<string[]> {
  const entries = (await readdir(join(folder, below), { withFileTypes: true })).sort((one, two) =>
    one.name < two.name ? -1 : 1,
  );
  const isProject = entries.some(({ name }) => name === configFile);
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
  const namesakes = called.length > 0 ? called : tablesNamedLike(tables, file);
  const [named] = namesakes;
  let text: TextRelation;
  try {
    text = await readTextRelation(connection, path, scratch);
  } catch (error) {
    if (!(error instanceof Fault || error instanceof UserError)) throw error;
    // Only its name is known; the loader reports what is wrong with it.
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
  const table = chooseNamedObject(namesakes, headers) ?? findObjectByHeaders(tables, headers);
  const common = { file, headers, records: text.records, isNamed: table !== undefined && namesakes.includes(table) };
  if (table) return { ...common, table, sample: await readSample(connection, text, dateHeaders(table, headers)) };
  if (text.nested.length > 0) return recogniseNested(connection, path, scratch, common);
  const sample = await readSample(connection, text);
  if (!looksLikeHeaders(headers) && !standsOverValues(headers, sample)) {
    // The first line of a file without a header is a record: values of people must not be printed.
    return { ...common, headers: [], why: describeNonHeaders(headers), sample: [] };
  }
  const why =
    describeReport(headers) ?? (named && `named like ${objectLabel(named)}, but ${describeMissing(named, headers)}`);
  return { ...common, ...(why ? { why } : {}), sample };
}

/** A file of unknown records with objects in them: their members are shown too, so that a mapped source can name them. */
async function recogniseNested(
  connection: DuckDBConnection,
  path: string,
  scratch: string,
  common: Pick<RecognisedFile, "file" | "records" | "isNamed">,
): Promise<RecognisedFile> {
  const text = await readTextRelation(connection, path, scratch, { wants: () => true });
  const nested = new Set(text.nested);
  const headers = text.headers.filter((header) => !nested.has(header));
  return { ...common, headers, sample: await readSample(connection, text) };
}

const maxSampleRows = 1000;

/** The first records of a file, of some headers or of all. */
export async function readSample(
  connection: DuckDBConnection,
  { headers, query }: TextRelation,
  wanted: readonly string[] = headers,
): Promise<Sample> {
  const places = headers.flatMap((header, at) => (wanted.includes(header) ? [at] : []));
  if (places.length === 0) return [];
  const columns = places.map((place) => `c${place}`).join(", ");
  const found = await connection
    .runAndReadAll(`select ${columns} from (${query}) limit ${maxSampleRows}`)
    .catch((error) => {
      throw asFault(error);
    });
  return found
    .getRowsJS()
    .map((row) => Object.fromEntries(places.map((place, at) => [headers[place]!, row[at] as string | null])));
}

/** The headers of an object's file that hold dates by its contract, or may hold them by their names. */
const dateHeaders = (table: Source, headers: readonly string[]): string[] => [
  ...dateColumnHeaders(table, headers),
  ...headers.filter((header) => isCustomDate(table, header)),
];
