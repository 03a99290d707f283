import { basename, join } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import { UserError } from "../base/errors.js";
import { configFile } from "../config/read_config.js";
import { objectFilePattern } from "../load/files/find_files.js";
import { type FolderEntry, listEntries } from "../load/files/folder_entries.js";
import { HeadReader } from "../load/files/head_reader.js";
import { objectFileName } from "../load/files/object_file_name.js";
import { ObjectFinder } from "../load/files/object_headers.js";
import { describeReport } from "../load/rows/report_labels.js";
import type { Source } from "../table/model.js";
import { asFault } from "../text/duckdb_fault.js";
import type { GuessedEncoding } from "../text/encoding.js";
import { Fault } from "../text/fault.js";
import { headerKey } from "../text/header.js";
import { readableSuffix } from "../text/read_text.js";
import type { TextRelation } from "../text/text_relation.js";
import { damagedZip } from "../text/zip.js";
import { dateColumnHeaders, isCustomDate, type Sample } from "./date_formats.js";
import { chooseObjects, type FileHeaders } from "./file_objects.js";
import { standsOverValues } from "./header_place.js";
import { describeNonHeaders, looksLikeHeaders } from "./header_similarity.js";
import { hasLocalTimes } from "./local_times.js";
import { productOf } from "./source_objects.js";
import { isStageHeader } from "./stage_header.js";

/** A file below a folder and the object that it contains, by its name or its headers. */
export interface RecognisedFile {
  /** Path below the folder, with `/`; in an archive `weekly.zip/Lead.csv`. */
  readonly file: string;
  readonly headers: readonly string[];
  /** The number of records; an estimate for a long file. */
  readonly records: number;
  /** The table that it feeds; undefined if no object is recognised. */
  readonly table?: Source;
  /** True if the loader finds it by its name, without `files:` in closedloop.yaml. */
  readonly isNamed: boolean;
  /** Why it cannot be read, or why it does not contain the object that it is named like. */
  readonly why?: string;
  /** The product whose files are in the same folder, if the file is one of the product's objects that closedloop does not read. */
  readonly unreadOf?: string;
  /** What its bytes suggest; undefined if it is not read, and for a format that has only one encoding. */
  readonly encoding?: GuessedEncoding;
  /** True if it has times without an offset. */
  readonly hasLocalTimes?: boolean;
  /** The first records by header; of a recognised object only the columns that may hold dates. */
  readonly sample: Sample;
  /** All words of the columns that may be stages, if they are few; only for files without a recognised object. */
  readonly words?: Readonly<Record<string, readonly string[]>>;
}

const readableName = new RegExp(`${readableSuffix}$`, "i");
const closedNames: readonly (readonly [RegExp, string])[] = [
  [/\.xlsx?$/i, "a spreadsheet; save it as CSV (UTF-8)"],
  [/\.(7z|rar|tar|tgz)$|\.tar\.gz$/i, "an archive; unpack it here (closedloop reads only .zip and .gz itself)"],
  [/\.zip$/i, "an empty archive"],
];

/** Inspects every file below a folder and in its ZIP archives, sorted. Links, hidden files and the files of a project itself are skipped. */
export async function recogniseFiles(
  connection: DuckDBConnection,
  folder: string,
  tables: readonly Source[],
  scratchFolder: string,
): Promise<RecognisedFile[]> {
  const recogniser = new FileRecogniser(connection, join(scratchFolder, "headers"), tables);
  const entries = (await listExportEntries(folder)).sort((one, two) => (one.file < two.file ? -1 : 1));
  const heads: FileHeaders[] = [];
  for (const entry of entries) heads.push(...(await recogniser.readHeaders(entry)));
  const recognised: RecognisedFile[] = [];
  for (const head of chooseObjects(heads)) recognised.push(await recogniser.describe(head));
  return recognised;
}

/** Folders of a project that contain no exports. */
const projectFolders = new Set(["definition", "reference", "reports", "warehouse"]);

async function listExportEntries(folder: string): Promise<FolderEntry[]> {
  const entries = await listEntries(folder);
  const projects = entries.flatMap(({ file, name }) => (name === configFile ? [file.slice(0, -name.length)] : []));
  const isOfProject = (file: string) =>
    projects.some(
      (project) => file.startsWith(project) && projectFolders.has(file.slice(project.length).split("/")[0]!),
    );
  return entries.filter(
    ({ file, kind }) => kind === "file" && !file.split("/").some((part) => part.startsWith(".")) && !isOfProject(file),
  );
}

/** Recognises files by their beginnings, one after the other. */
class FileRecogniser {
  private readonly finder: ObjectFinder;
  private readonly reader: HeadReader;
  private readonly patterns: readonly { table: Source; pattern: RegExp }[];

  constructor(
    private readonly connection: DuckDBConnection,
    scratch: string,
    tables: readonly Source[],
  ) {
    this.finder = new ObjectFinder(tables);
    this.patterns = tables.map((table) => ({ table, pattern: objectFilePattern({ table }) }));
    this.reader = new HeadReader(connection, scratch);
  }

  /** The headers of a file and what they match; nothing for a file that is no export. */
  async readHeaders(entry: FolderEntry): Promise<FileHeaders[]> {
    const { file, name, member, isUnreadableArchive } = entry;
    const common = { entry, file, headers: [], records: 0, namesakes: [], matches: [] };
    if (isUnreadableArchive) return [{ ...common, why: damagedZip }];
    const closed = member === undefined ? closedNames.find(([pattern]) => pattern.test(name)) : undefined;
    if (closed !== undefined) return [{ ...common, why: closed[1] }];
    if (!readableName.test(name) || /^readme\b/i.test(name)) return [];
    const called = this.tablesNamed(await objectFileName(entry));
    const namesakes = called.length > 0 ? called : this.tablesNamed(file);
    return [
      await this.reader
        .withContent(entry, async (path) => {
          const { text, share } = await this.reader.read(path);
          const records = Math.round(text.records / share);
          const ids = await this.readIds(text, namesakes);
          const matches = this.finder.matches(text.headers);
          return { ...common, headers: text.headers, records, namesakes, matches, ids };
        })
        .catch((error) => {
          if (!(error instanceof Fault || error instanceof UserError)) throw error;
          return { ...common, namesakes, why: error.message };
        }),
    ];
  }

  /** The ids of a file that is named like an object of Salesforce: they begin with the prefix of the object. */
  private async readIds(text: TextRelation, namesakes: readonly Source[]): Promise<string[]> {
    const id = text.headers.find((header) => headerKey(header) === "id");
    if (id === undefined || !namesakes.some((table) => productOf(table) === "salesforce")) return [];
    const rows = await readSample(this.connection, text, [id]).catch((error) => {
      // What is wrong with the records is told when the file is described.
      if (!(error instanceof Fault)) throw error;
      return [];
    });
    return rows.flatMap((row) => row[id]?.trim() || []);
  }

  /** The objects of all products whose files may have this name. */
  private tablesNamed(name: string): Source[] {
    return this.patterns.flatMap(({ table, pattern }) => (pattern.test(basename(name)) ? table : []));
  }

  /** Reads the rest that the configuration needs: the encoding of the whole file, times, and the first records. */
  async describe({ entry, ...head }: ReturnType<typeof chooseObjects>[number]): Promise<RecognisedFile> {
    const { file, headers, records, table, isNamed, unreadOf, why } = head;
    const described = {
      ...{ file, headers, records, isNamed, sample: [] },
      ...(table ? { table } : {}),
      ...(why === undefined ? {} : { why }),
    };
    // The first line of a file without a header is a record: values of people must not be printed.
    if (unreadOf !== undefined) return { ...described, headers: looksLikeHeaders(headers) ? headers : [], unreadOf };
    if (headers.length === 0) return described;
    return this.reader
      .withContent(entry, async (path) => ({
        ...described,
        ...(table ? await this.readMoments(path, table) : await this.readUnknown(path, why)),
        encoding: await this.reader.guessEncoding(path),
      }))
      .catch((error) => {
        if (!(error instanceof Fault)) throw error;
        // The loader reports what is wrong with it.
        return { ...described, headers: table || looksLikeHeaders(headers) ? headers : [], why: error.message };
      });
  }

  /** The columns of an object that may hold dates, from the beginning of a file. */
  private async readMoments(path: string, table: Source) {
    const { text } = await this.reader.read(path);
    const sample = await readSample(this.connection, text, dateHeaders(table, text.headers));
    return { sample, hasLocalTimes: hasLocalTimes(sample, text.headers, table) };
  }

  /** What guesses need of a file of unknown records: they go by values, e.g. by all stages of a pipeline. Members of nested objects are columns, too. */
  private async readUnknown(path: string, why: string | undefined) {
    const { text } = await this.reader.read(path, { isWhole: true });
    const nested = new Set(text.nested);
    const whole = nested.size === 0 ? text : (await this.reader.read(path, { isWhole: true, wants: () => true })).text;
    const headers = whole.headers.filter((header) => !nested.has(header));
    const sample = await readSample(this.connection, whole);
    if (nested.size === 0 && !looksLikeHeaders(headers) && !standsOverValues(headers, sample))
      return { headers: [], why: describeNonHeaders(headers) };
    const fault = describeReport(headers) ?? why;
    const words = await readStageWords(this.connection, whole);
    return { headers, records: text.records, sample, words, ...(fault === undefined ? {} : { why: fault }) };
  }
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

/** More different words than any pipeline has stages. */
const maxWords = 100;

async function readStageWords(
  connection: DuckDBConnection,
  { headers, query }: TextRelation,
): Promise<Record<string, string[]>> {
  const words: Record<string, string[]> = {};
  for (const [at, header] of headers.entries()) {
    if (!isStageHeader(header)) continue;
    const select = `select distinct trim(c${at}) as word from (${query}) where trim(c${at}) <> '' order by word limit ${maxWords}`;
    words[header] = (await connection.runAndReadAll(select)).getRowsJS().map(([word]) => String(word));
  }
  return words;
}

/** The headers of an object's file that hold dates by its contract, or may hold them by their names. */
const dateHeaders = (table: Source, headers: readonly string[]): string[] => [
  ...dateColumnHeaders(table, headers),
  ...headers.filter((header) => isCustomDate(table, header)),
];
