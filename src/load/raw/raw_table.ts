import type { DuckDBConnection } from "@duckdb/node-api";
import type { Column } from "../../table/columns.js";
import { quotedIdentifier, quotedName, sqlTypes } from "../../table/dialect.js";
import type { Source } from "../../table/model.js";

/** Creates a raw table with the columns and types of the contract, and fills it by column name. */
export async function createRawTable(connection: DuckDBConnection, table: Source, select?: string): Promise<void> {
  const name = quotedName(table.name);
  const columns = Object.entries<Column<unknown>>(table.columns).map(
    // Raw tables are read once or twice, and ZSTD takes half the writing time of DuckDB's own choice.
    ([column, { type }]) =>
      `${quotedIdentifier(column)} ${sqlTypes[type]}${type === "text" ? " using compression zstd" : ""}`,
  );
  await connection.run("create schema if not exists raw");
  await connection.run(`create or replace table ${name} (${columns.join(", ")})`);
  if (select !== undefined) await connection.run(`insert into ${name} by name ${select}`);
}
