import type { DuckDBConnection } from "@duckdb/node-api";
import { UserError } from "../../base/errors.js";
import { escapeControls } from "../../base/escape_controls.js";
import type { Source } from "../../table/model.js";
import { Fault } from "../../text/fault.js";
import { readableSuffix } from "../../text/read_text.js";
import type { FolderEntry } from "./folder_entries.js";
import { HeadReader } from "./head_reader.js";
import { findSureObject, isObjectName, namesObject, ObjectFinder, stemOf } from "./object_headers.js";

/** A file that no source reads because of its name, although its headers are those of an object that the source lacks. */
export interface LookalikeFile {
  readonly file: string;
  readonly object: string;
  /** What to do, e.g. `add files: {Contact: people.csv} to the source`. */
  readonly remedy: string;
}

/** The files of a source that nobody reads, and the objects of its product that have no file. */
export interface UnreadEntries {
  readonly system: string;
  readonly entries: readonly FolderEntry[];
  readonly lacking: readonly Source[];
}

const readablePattern = new RegExp(`${readableSuffix}$`, "i");
/** Unpacking a member takes time, and a weekly export has hundreds that nobody reads. */
const maxMembers = 50;

/** Finds the files that look like an object without a file. */
export async function findLookalikes(
  connection: DuckDBConnection,
  { entries, lacking }: UnreadEntries,
  scratch: string,
): Promise<LookalikeFile[]> {
  if (lacking.length === 0) return [];
  const reader = new HeadReader(connection, scratch);
  const finder = new ObjectFinder(lacking);
  const readable = entries.filter(({ kind, name }) => kind === "file" && readablePattern.test(name));
  const members = readable.filter(({ member }) => member !== undefined).slice(0, maxMembers);
  const found: { file: string; table: Source }[] = [];
  for (const entry of [...readable.filter(({ member }) => member === undefined), ...members]) {
    const headers = await readHeaders(reader, entry);
    const stem = stemOf(entry.file);
    const table = findSureObject(finder.matches(headers), stem)?.table;
    // Beside Lead.csv, ActivityHistory.csv is an object of its own, however similar to Task.
    if (table && !(isObjectName(stem) && !namesObject(stem, table))) found.push({ file: entry.file, table });
  }
  return found.map(({ file, table }) => {
    const isOnly = found.filter((one) => one.table === table).length === 1;
    return { file, object: objectOf(table), remedy: remedyOf(objectOf(table), file, isOnly) };
  });
}

const readHeaders = (reader: HeadReader, entry: FolderEntry): Promise<readonly string[]> =>
  reader
    .withContent(entry, async (path) => (await reader.read(path)).text.headers)
    .catch((error) => {
      // A file that cannot be read looks like nothing.
      if (error instanceof Fault || error instanceof UserError) return [];
      throw error;
    });

const objectOf = ({ origin }: Source) => (origin.kind === "export" ? origin.object : "");

const remedyOf = (object: string, file: string, isOnly: boolean) =>
  isOnly
    ? `add files: {${object}: ${/^[\w./][\w./ -]*$/.test(file) ? file : JSON.stringify(escapeControls(file))}} to the source`
    : `rename the files of this object to ${object}_*.csv, and add files: {${object}: "${object}_*.csv"} to the source`;
