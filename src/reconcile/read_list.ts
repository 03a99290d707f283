import { mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import type { DeclaredEncoding } from "../base/encodings.js";
import { UserError } from "../base/errors.js";
import { toReadError } from "../base/file_errors.js";
import { withWarehouse } from "../table/database_file.js";
import { rowsOf } from "../table/rows.js";
import { reportFooter } from "../text/clean_copy.js";
import { Fault } from "../text/fault.js";
import { readTextRelation } from "../text/read_text.js";
import { numberedRows, type TextRelation } from "../text/text_relation.js";
import { type ColumnOptions, type ColumnPlaces, findColumns } from "./list_columns.js";

/** One row of a list of MQLs, as typed: nothing is judged yet. */
export interface ListRow {
  /** First physical line, from 1. */
  readonly line: number;
  readonly id: string | null;
  readonly email: string | null;
  readonly date: string | null;
  /** Why it is no row at all; null: it is one. */
  readonly fault: string | null;
}

export interface MqlList {
  readonly rows: readonly ListRow[];
  /** The headers that were taken, for people to look at. */
  readonly headers: Readonly<Partial<Record<keyof ColumnOptions, string>>>;
}

/** Reads a list through the loader's own readers of text, in a database of its own that knows nothing of the warehouse. */
export async function readList(path: string, asked: ColumnOptions, encoding?: DeclaredEncoding): Promise<MqlList> {
  await mustBeFile(path);
  const scratch = await mkdtemp(join(tmpdir(), "closedloop-"));
  try {
    return await withWarehouse(":memory:", "READ_WRITE", async (connection) => {
      const text = await readTextRelation(connection, path, scratch, encoding);
      const found = findColumns(path, text.headers, asked);
      const rows = [...(await readRows(connection, text, found)), ...brokenRows(text)].sort(byLine);
      return { rows, headers: usedHeaders(text, found) };
    });
  } catch (error) {
    throw error instanceof Fault ? new UserError(`${path}: ${error.message}`, 2) : error;
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

const usedHeaders = ({ headers }: TextRelation, found: ColumnPlaces): MqlList["headers"] =>
  Object.fromEntries(
    Object.entries(found).flatMap(([name, place]) => (place === undefined ? [] : [[name, headers[place]]])),
  );

const byLine = (one: ListRow, other: ListRow) => one.line - other.line;

async function mustBeFile(path: string): Promise<void> {
  const found = await stat(path).catch((error) => {
    throw toReadError(path, error);
  });
  if (!found.isFile()) throw new UserError(`${path}: is no file; name a file with the list`, 2);
}

async function readRows(connection: DuckDBConnection, text: TextRelation, found: ColumnPlaces): Promise<ListRow[]> {
  const column = (place: number | undefined) => (place === undefined ? "null::varchar" : `c${place}`);
  const rows = await rowsOf<Omit<ListRow, "line" | "fault">>(
    connection,
    `select ${column(found.id)} as id, ${column(found.email)} as email, ${column(found.date)} as "date"
      from (${numberedRows(text)}) order by "#row"`,
  );
  if (rows.length !== text.records) {
    throw new Fault(`${text.records} records stand in the file, but ${rows.length} were read`);
  }
  const spans = await text.spans(rows.map((_, place) => place));
  return rows.map((row, place) => ({ ...row, line: spans[place]!.line, fault: null }));
}

/** Of a record that is no record only the place is told, for nobody knows which of its parts is what; a footer lists nobody. */
const brokenRows = ({ broken }: TextRelation): ListRow[] =>
  broken
    .filter(({ code }) => code !== reportFooter)
    .map(({ line, code }) => ({ line, id: null, email: null, date: null, fault: code }));
