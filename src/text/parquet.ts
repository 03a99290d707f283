import type { DuckDBConnection } from "@duckdb/node-api";
import { quotedIdentifier, quotedString } from "../table/dialect.js";
import { rowsOf } from "../table/rows.js";
import { recordJson } from "./csv.js";
import { asFault } from "./duckdb_fault.js";
import { Fault } from "./fault.js";
import { quotedPath } from "./quoted_path.js";
import type { TextRelation } from "./text_relation.js";

/** A Parquet file as text columns: its own types are not trusted, its values are spelled as DuckDB spells them. */
export async function readParquetText(connection: DuckDBConnection, path: string): Promise<TextRelation> {
  const read = `read_parquet(${quotedPath(path)}, hive_partitioning = false)`;
  const columns = await describeColumns(connection, read);
  const headers = columns.map(({ name }) => name);
  await assertExactNumbers(connection, read, columns);
  const [counted] = await rowsOf<{ records: bigint }>(
    connection,
    `select num_rows as records from parquet_file_metadata(${quotedPath(path)})`,
  );
  return {
    headers,
    query: `select ${columns.map((column, at) => `${exactText(column)} as c${at}`).join(", ")} from ${read}`,
    record: recordJson(headers),
    records: Number(counted?.records ?? 0n),
    broken: [],
    path,
    nuls: 0,
    endsOpen: false,
    sparse: false,
    // A Parquet file has no lines: the place of the record stands for one.
    spans: async (places) => places.map((place) => ({ line: place + 1, lines: 1 })),
  };
}

/** SQL that may follow FROM: the rows of files that `written` wrote, each with `#row`, its place in its file; an older `#row` says no more. */
export const rowsOfFiles = (paths: readonly string[]): string =>
  `(select columns(lambda name: name not in ('#row', 'file_row_number')), file_row_number as "#row" from read_parquet([${paths.map(quotedPath).join(", ")}],
    union_by_name = true, hive_partitioning = false, file_row_number = true))`;

/** Writes the rows of a query, in their order, as Parquet; returns how many. */
export async function copyToParquet(connection: DuckDBConnection, query: string, path: string): Promise<number> {
  const copied = await connection.runAndReadAll(
    `copy (${query}) to ${quotedString(path)} (format parquet, compression zstd)`,
  );
  return Number(copied.getRows()[0]?.[0]);
}

interface ParquetColumn {
  readonly name: string;
  readonly type: string;
}

/** From where on whole numbers of the type are no longer told apart; undefined where they all are. */
const maxExactNumber = ({ type }: ParquetColumn) => ({ DOUBLE: 2 ** 53, FLOAT: 2 ** 24 })[type];

/** An id that was kept as a number with a fraction is spelt as the id that it was. */
function exactText(column: ParquetColumn): string {
  const value = quotedIdentifier(column.name);
  if (maxExactNumber(column) === undefined) return `${value}::varchar`;
  return `case when isfinite(${value}) and ${value} = trunc(${value}) then ${value}::hugeint::varchar else ${value}::varchar end`;
}

/** A Fault where whole numbers stand that the type cannot tell apart: two ids may have become one. */
async function assertExactNumbers(connection: DuckDBConnection, read: string, columns: readonly ParquetColumn[]) {
  const inexact = columns.filter((column) => maxExactNumber(column) !== undefined);
  if (inexact.length === 0) return;
  const largest = inexact.map(
    (column, at) =>
      `bool_or(isfinite(${quotedIdentifier(column.name)}) and abs(${quotedIdentifier(column.name)}) >= ${maxExactNumber(column)}) as c${at}`,
  );
  const query = `select ${largest.join(", ")} from ${read}`;
  const [found] = await rowsOf<Record<string, boolean | null>>(connection, query).catch((error) => {
    throw asFault(error);
  });
  const wrong = inexact.find((_, at) => found?.[`c${at}`] === true);
  if (!wrong) return;
  throw new Fault(
    `column ${wrong.name} is a ${wrong.type} with numbers from ${maxExactNumber(wrong)} on, which it cannot tell apart; export it as text or as a whole number`,
  );
}

async function describeColumns(connection: DuckDBConnection, read: string): Promise<ParquetColumn[]> {
  try {
    return await rowsOf<{ name: string; type: string }>(
      connection,
      `select column_name as name, column_type as type from (describe select * from ${read})`,
    );
  } catch (error) {
    if (/memory/i.test(String(error))) throw error;
    throw new Fault("no readable Parquet file; fetch it again");
  }
}
