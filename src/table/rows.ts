import type { DuckDBConnection, DuckDBValueConverter } from "@duckdb/node-api";
import { sql } from "kysely";
import type { Column, Instant } from "./columns.js";
import { db } from "./db.js";
import { sqlTypes } from "./dialect.js";
import { DuckDBDateValue, DuckDBDecimalValue, DuckDBTimestampValue, JSDuckDBValueConverter } from "./duckdb.js";
import type { Source, Table } from "./model.js";
import { publishedName, type TableResolver } from "./model.js";

/** A DuckDB TIMESTAMP as ISO 8601 in UTC, with up to six digits below the second, e.g. `2026-07-31T09:00:00.5Z`. */
export function formatIsoInstant({ micros }: { micros: bigint }): Instant {
  const below = ((micros % 1_000_000n) + 1_000_000n) % 1_000_000n;
  const seconds = new Date(Number((micros - below) / 1000n)).toISOString().slice(0, 19);
  const digits = below === 0n ? "" : `.${below.toString().padStart(6, "0").replace(/0+$/, "")}`;
  return `${seconds}${digits}Z` as Instant;
}

/** Money, days and instants as exact text, where node-api would give a `number` or a `Date`; all else as plain JavaScript. */
const converter: DuckDBValueConverter<unknown> = (value, type, inner) => {
  if (value instanceof DuckDBDecimalValue || value instanceof DuckDBDateValue) return value.toString();
  if (value instanceof DuckDBTimestampValue) return formatIsoInstant(value);
  return JSDuckDBValueConverter(value, type, inner as never);
};

/** Reads all rows of a query into memory. */
export async function rowsOf<Row = Record<string, unknown>>(
  warehouse: DuckDBConnection,
  query: string,
): Promise<Row[]> {
  return (await warehouse.runAndReadAll(query)).convertRowObjects(converter) as Row[];
}

/** The number of rows of a table or view; `name` is quoted already, such as `marts.people`. */
export async function countRows(warehouse: DuckDBConnection, name: string): Promise<number> {
  const [counted] = await rowsOf<{ rows: bigint }>(warehouse, `select count(*) as rows from ${name}`);
  return Number(counted!.rows);
}

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
