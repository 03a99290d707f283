import type { DuckDBConnection } from "@duckdb/node-api";
import { quotedIdentifier, quotedString } from "../dialect.js";
import { rowsOf } from "../rows.js";
import { recordOf } from "./csv.js";
import { Fault } from "./fault.js";
import { literalPath } from "./sql_paths.js";
import type { Text } from "./text.js";

/** A Parquet file as text columns: its own types are not trusted, its values are spelled as DuckDB spells them. */
export async function parquetText(connection: DuckDBConnection, path: string): Promise<Text> {
  const read = `read_parquet(${literalPath(path)}, hive_partitioning = false)`;
  const headers = await describe(connection, read);
  const [counted] = await rowsOf<{ records: bigint }>(
    connection,
    `select num_rows as records from parquet_file_metadata(${literalPath(path)})`,
  );
  return {
    headers,
    query: `select ${headers.map((name, at) => `${quotedIdentifier(name)}::varchar as c${at}`).join(", ")} from ${read}`,
    record: recordOf(headers),
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
  `(select columns(lambda name: name not in ('#row', 'file_row_number')), file_row_number as "#row" from read_parquet([${paths.map(literalPath).join(", ")}],
    union_by_name = true, hive_partitioning = false, file_row_number = true))`;

/** Writes the rows of a query, in their order, as Parquet; returns how many. */
export async function written(connection: DuckDBConnection, query: string, path: string): Promise<number> {
  const copied = await connection.runAndReadAll(
    `copy (${query}) to ${quotedString(path)} (format parquet, compression zstd)`,
  );
  return Number(copied.getRows()[0]?.[0]);
}

async function describe(connection: DuckDBConnection, read: string): Promise<string[]> {
  try {
    const columns = await rowsOf<{ column_name: string }>(
      connection,
      `select column_name from (describe select * from ${read})`,
    );
    return columns.map(({ column_name }) => column_name);
  } catch (error) {
    if (/memory/i.test(String(error))) throw error;
    throw new Fault("no readable Parquet file; fetch it again");
  }
}
