import type { DuckDBConnection } from "@duckdb/node-api";
import { sql } from "kysely";
import type { Column } from "./columns.js";
import { db } from "./db.js";
import { sqlTypes } from "./dialect.js";
import { publishedName, type Source, type Table, type TableResolver } from "./model.js";

/** SQL for FROM with the given rows. A column that a row leaves out is null. */
export function inlineRows<Row>(table: Table<Row>, rows: readonly Partial<Row>[]): string {
  const columns = Object.entries(table.columns as Record<string, Column<unknown>>);
  const cells = (row: Record<string, unknown>) =>
    columns.map(([name, { type }]) => sql`${row[name] ?? null}::${sql.raw(sqlTypes[type])}`);
  // One VALUES, because the time for a chain of UNION ALL is quadratic: minutes for years of nightly loads.
  const lines = (rows.length > 0 ? rows : [{}]).map((row) => sql`(${sql.join(cells(row))})`);
  const names = sql.join(columns.map(([name]) => sql.ref(name)));
  const none = rows.length > 0 ? sql`` : sql` where false`;
  return sql`(select * from (values ${sql.join(lines)}) as given(${names})${none})`.compile(db).sql;
}

/** Writes facts of the run, such as its clock and its definition, into a raw table. */
export async function writeRows<Row>(
  warehouse: DuckDBConnection,
  source: Source<Row>,
  rows: readonly NoInfer<Row>[],
  resolve: TableResolver = publishedName,
): Promise<void> {
  const name = resolve(source);
  await warehouse.run(`create schema if not exists ${name.split(".")[0]}`);
  await warehouse.run(`create or replace table ${name} as from ${inlineRows(source, rows)}`);
}
