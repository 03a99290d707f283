/** Looks for texts in every file of a folder, whatever its format: the proof that nothing of a person is left. */
import { lstat, readdir } from "node:fs/promises";
import { join } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import { withWarehouse } from "../table/database_file.js";
import { quotedIdentifier } from "../table/dialect.js";
import { rowsOf } from "../table/rows.js";
import { decodedChunks, fileKind } from "../text/decoded_chunks.js";
import { createNeedleFinder, hasNeedleSql, mayHaveNeedleSql, type Needle } from "../text/needles.js";
import { quotedPath } from "../text/quoted_path.js";

/** A file with one of the texts, or one that cannot be looked into. */
export interface FoundFile {
  readonly path: string;
  readonly found: string;
}

/** Every file below a folder, links left out; `isSkipped` gets each path. */
export async function listFiles(folder: string, isSkipped: (path: string) => boolean): Promise<string[]> {
  const files: string[] = [];
  const entries = await readdir(folder, { withFileTypes: true }).catch((error) => {
    if (error.code === "ENOENT") return [];
    throw error;
  });
  for (const entry of entries.sort((one, two) => (one.name < two.name ? -1 : 1))) {
    const path = join(folder, entry.name);
    if (isSkipped(path)) continue;
    if (entry.isDirectory()) files.push(...(await listFiles(path, isSkipped)));
    else if (entry.isFile()) files.push(path);
  }
  return files;
}

/** The files that have a needle in their bytes, their rows or their name. A file with two names is read once and named by both. */
export async function searchFiles(files: readonly string[], needles: readonly Needle[]): Promise<FoundFile[]> {
  const read = new Map<string, string | undefined>();
  const isInName = createNeedleFinder(needles);
  const all: FoundFile[] = [];
  for (const path of files) {
    const { dev, ino } = await lstat(path, { bigint: true });
    const key = `${dev} ${ino}`;
    if (!read.has(key)) read.set(key, await searchFile(path, needles));
    const found = isInName(path) ? "in its name" : read.get(key);
    if (found !== undefined) all.push({ path, found });
  }
  return all;
}

/** How a file has a needle; undefined if it has none. */
export async function searchFile(path: string, needles: readonly Needle[]): Promise<string | undefined> {
  const kind = await fileKind(path);
  if (kind === "zip") return "an archive, which is not opened";
  if (kind !== "parquet" && kind !== "database")
    return (await hasAny(path, createNeedleFinder(needles))) ? "in its text" : undefined;
  // Values may touch each other in the bytes of such a file, so nothing marks where one ends.
  const inBytes: Needle[] = [];
  if (await hasAny(path, createNeedleFinder(needles, { isWhole: false })))
    for (const needle of needles)
      if (await hasAny(path, createNeedleFinder([needle], { isWhole: false }))) inBytes.push(needle);
  const search = kind === "parquet" ? searchParquet : searchDatabase;
  return search(path, async (connection, tables) => {
    if (await hasRows(connection, tables, needles)) return "in its rows";
    for (const needle of inBytes) {
      // `ann@acme.com` is a part of `joann@acme.com`, which may stay.
      const isPart = await hasRows(connection, [...tables, ...descriptions], [needle], { isWhole: false });
      if (!isPart) return "in bytes that no row uses";
    }
    return undefined;
  });
}

async function hasAny(path: string, hasNeedle: (text: string) => boolean): Promise<boolean> {
  for await (const text of decodedChunks(path)) if (hasNeedle(text)) return true;
  return false;
}

/** What closedloop itself wrote about the tables, with examples in it; empty for a Parquet file. */
const descriptions: readonly SearchedTable[] = [
  { from: "duckdb_tables()", texts: ["comment", "sql"] },
  { from: "duckdb_views()", texts: ["comment", "sql"] },
  { from: "duckdb_columns()", texts: ["comment"] },
];

/** SQL for FROM, and SQL of the texts in it. */
interface SearchedTable {
  readonly from: string;
  readonly texts: readonly string[];
}
type Search = (connection: DuckDBConnection, tables: readonly SearchedTable[]) => Promise<string | undefined>;

const isText = (type: string) => /VARCHAR|BLOB|\]$|^(STRUCT|MAP|UNION|JSON|VARIANT)/.test(type);
const asText = (name: string, type: string) =>
  type === "VARCHAR" ? quotedIdentifier(name) : `${quotedIdentifier(name)}::varchar`;

const searchParquet = (path: string, search: Search) =>
  withWarehouse(":memory:", "READ_WRITE", async (connection) => {
    const from = `read_parquet(${quotedPath(path)}, hive_partitioning = false)`;
    const columns = await rowsOf<{ name: string; type: string }>(
      connection,
      `select column_name as name, column_type as type from (describe select * from ${from})`,
    );
    return search(connection, [
      { from, texts: columns.filter(({ type }) => isText(type)).map((c) => asText(c.name, c.type)) },
    ]);
  });

const searchDatabase = (path: string, search: Search) =>
  withWarehouse(path, "READ_ONLY", async (connection) => {
    const columns = await rowsOf<{ schema: string; table: string; name: string; type: string }>(
      connection,
      `select columns.schema_name as schema, columns.table_name as "table", columns.column_name as name, columns.data_type as type
      from duckdb_columns() as columns
      join duckdb_tables() as tables on tables.schema_name = columns.schema_name and tables.table_name = columns.table_name
        and tables.database_name = columns.database_name
      where columns.database_name = current_database() and not columns.internal and tables.estimated_size > 0`,
    );
    const tables = new Map<string, string[]>();
    for (const { schema, table, name, type } of columns.filter((one) => isText(one.type))) {
      const from = `${quotedIdentifier(schema)}.${quotedIdentifier(table)}`;
      tables.set(from, [...(tables.get(from) ?? []), asText(name, type)]);
    }
    return search(
      connection,
      [...tables].map(([from, texts]) => ({ from, texts })),
    );
  });

async function hasRows(
  connection: DuckDBConnection,
  tables: readonly SearchedTable[],
  needles: readonly Needle[],
  options?: { isWhole: boolean },
): Promise<boolean> {
  for (const { from, texts } of tables) {
    if (texts.length === 0) continue;
    // A line end between two texts is a boundary like the end of a text.
    const rows = `(select concat_ws(chr(10), ${texts.join(", ")}) as text from ${from})`;
    const mayHave = needles.map((needle) => mayHaveNeedleSql("lower(text)", needle)).join(" or ");
    // To compile the patterns takes longer than to read most tables.
    for (const condition of [mayHave, hasNeedleSql("text", needles, options)]) {
      const found = await rowsOf(connection, `select 1 as found from ${rows} where ${condition} limit 1`);
      if (found.length === 0) break;
      if (condition !== mayHave) return true;
    }
  }
  return false;
}
