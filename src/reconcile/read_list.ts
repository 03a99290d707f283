import { stat } from "node:fs/promises";
import type { DuckDBConnection } from "@duckdb/node-api";
import type { DeclaredEncoding } from "../base/encodings.js";
import { UserError } from "../base/errors.js";
import { toReadError } from "../base/file_errors.js";
import { withScratchFolder } from "../base/scratch_folder.js";
import { withWarehouse } from "../table/database_file.js";
import { rowsOf } from "../table/rows.js";
import { reportFooter } from "../text/clean_copy.js";
import { Fault } from "../text/fault.js";
import { readTextRelation } from "../text/read_text.js";
import { numberedRows, type TextRelation } from "../text/text_relation.js";
import { type ColumnOptions, type ColumnPlaces, findColumns } from "./list_columns.js";

/** One row of a list of MQLs, as it is in the file. */
export interface ListRow {
  /** The line of the file on which the row begins, from 1. */
  readonly line: number;
  readonly id: string | null;
  readonly email: string | null;
  readonly date: string | null;
  /** Why the row cannot be read, e.g. `not UTF-8`; null: it can. */
  readonly fault: string | null;
}

interface MqlList {
  readonly rows: readonly ListRow[];
  /** The headers of the columns that are used, for the user to check. */
  readonly headers: Readonly<Partial<Record<keyof ColumnOptions, string>>>;
}

/** Reads a list with the readers that the loader uses for exports, in a database in memory. Errors name file and line. */
export async function readList(path: string, asked: ColumnOptions, encoding?: DeclaredEncoding): Promise<MqlList> {
  await mustBeFile(path);
  const read = withScratchFolder((scratch) =>
    withWarehouse(":memory:", "READ_WRITE", async (connection) => {
      const text = await readTextRelation(connection, path, scratch, { encoding });
      const places = findColumns(path, text.headers, asked);
      const rows = [...(await readRows(connection, text, places)), ...brokenRows(text)].sort(byLine);
      return { rows, headers: usedHeaders(text, places) };
    }),
  );
  return read.catch((error) => {
    throw error instanceof Fault ? new UserError(`${path}: ${error.message}`, 2) : error;
  });
}

const usedHeaders = ({ headers }: TextRelation, places: ColumnPlaces): MqlList["headers"] =>
  Object.fromEntries(
    Object.entries(places).flatMap(([name, place]) => (place === undefined ? [] : [[name, headers[place]]])),
  );

const byLine = (one: ListRow, other: ListRow) => one.line - other.line;

async function mustBeFile(path: string): Promise<void> {
  const entry = await stat(path).catch((error) => {
    throw toReadError(path, error);
  });
  if (!entry.isFile()) throw new UserError(`${path}: is not a file; expected a file with the list`, 2);
}

async function readRows(connection: DuckDBConnection, text: TextRelation, places: ColumnPlaces): Promise<ListRow[]> {
  const column = (place: number | undefined) => (place === undefined ? "null::varchar" : `c${place}`);
  const rows = await rowsOf<Omit<ListRow, "line" | "fault">>(
    connection,
    `select ${column(places.id)} as id, ${column(places.email)} as email, ${column(places.date)} as "date"
      from (${numberedRows(text)}) order by "#row"`,
  );
  if (rows.length !== text.records) {
    throw new Fault(`the file has ${text.records} records, but ${rows.length} were read`);
  }
  const spans = await text.spans(rows.map((_, place) => place));
  return rows.map((row, place) => ({ ...row, line: spans[place]!.line, fault: null }));
}

/** Rows that cannot be read have a line only: their parts cannot be told from each other. A report's footer is not a row. */
const brokenRows = ({ broken }: TextRelation): ListRow[] =>
  broken
    .filter(({ code }) => code !== reportFooter)
    .map(({ line, code }) => ({ line, id: null, email: null, date: null, fault: code }));
