import type { DuckDBConnection } from "@duckdb/node-api";
import type { Column } from "../../table/columns.js";
import { quotedIdentifier, quotedName, sqlTypes } from "../../table/dialect.js";
import type { Source } from "../../table/model.js";

/** Creates a raw table of the contract's columns, typed as it says even without a row, and fills it by name. */
export async function createRawTable(connection: DuckDBConnection, table: Source, select?: string): Promise<void> {
  const name = quotedName(table.name);
  const columns = Object.entries<Column<unknown>>(table.columns).map(
    // What a raw table holds is read once or twice: ZSTD is written in half the time of what DuckDB would choose.
    ([column, { type }]) =>
      `${quotedIdentifier(column)} ${sqlTypes[type]}${type === "text" ? " using compression zstd" : ""}`,
  );
  await connection.run("create schema if not exists raw");
  await connection.run(`create or replace table ${name} (${columns.join(", ")})`);
  if (select !== undefined) await connection.run(`insert into ${name} by name ${select}`);
}
