import type { DuckDBConnection } from "@duckdb/node-api";
import { quotedIdentifier } from "../dialect.js";
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
    sparse: false,
    // A Parquet file has no lines: the place of the record stands for one.
    spans: async (places) => places.map((place) => ({ line: place + 1, lines: 1 })),
  };
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
