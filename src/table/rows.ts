/** Reads rows. Each question imports this file, so it imports no builder of SQL. */
import type { DuckDBConnection, DuckDBValueConverter } from "@duckdb/node-api";
import type { Instant } from "./columns.js";
import { DuckDBDateValue, DuckDBDecimalValue, DuckDBTimestampValue, JSDuckDBValueConverter } from "./duckdb.js";

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
