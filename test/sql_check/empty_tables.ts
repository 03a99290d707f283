import type { DuckDBConnection } from "@duckdb/node-api";
import type { SelectedColumns } from "../../src/build/compare_columns.js";
import type { ColumnType } from "../../src/table/columns.js";
import { withWarehouse } from "../../src/table/database_file.js";
import { quotedIdentifier, quotedName, sqlTypes } from "../../src/table/dialect.js";
import { columnsInShape, defaultShape, type ModelShape, type Table } from "../../src/table/model.js";

/** The columns of tables with their types, by the name of the table, e.g. `marts.funnel`. */
export type EmptyTables = Readonly<Record<string, Readonly<Record<string, ColumnType>>>>;

/** Works with tables that have these columns and no rows, in memory. */
export const withEmptyTables = <T>(
  tables: EmptyTables,
  work: (connection: DuckDBConnection) => Promise<T>,
): Promise<T> =>
  withWarehouse(":memory:", "READ_WRITE", async (connection) => {
    const names = Object.keys(tables);
    const schemas = new Set(names.map((name) => name.split(".")[0]!));
    const statements = [
      ...[...schemas].map((schema) => `create schema ${schema}`),
      ...Object.entries(tables).map(([name, columns]) => createTable(name, columns)),
    ];
    await connection.run(statements.join(";\n"));
    return work(connection);
  });

function createTable(name: string, columns: Readonly<Record<string, ColumnType>>): string {
  const typed = Object.entries(columns).map(([column, type]) => `${quotedIdentifier(column)} ${sqlTypes[type]}`);
  return `create table ${quotedName(name)} (${typed.join(", ")})`;
}

/** Tables as their contracts declare them in this shape, in schemas whose names begin with `prefix`. */
export const declaredTables = (tables: readonly Table[], prefix = "", shape = defaultShape): EmptyTables =>
  Object.fromEntries(tables.map((table) => [prefix + table.name, declaredTypes(table, shape)]));

const declaredTypes = (table: Table, shape: ModelShape): Readonly<Record<string, ColumnType>> =>
  Object.fromEntries(Object.entries(columnsInShape(table, shape)).map(([name, { type }]) => [name, type]));

/** Binds a query without running it: the columns that it gives. Throws what DuckDB says of one that cannot be bound. */
export async function bindQuery(connection: DuckDBConnection, query: string): Promise<SelectedColumns> {
  const prepared = await connection.prepare(query);
  try {
    return new Map(
      Array.from({ length: prepared.columnCount }, (_, at) => [prepared.columnName(at), `${prepared.columnType(at)}`]),
    );
  } finally {
    prepared.destroySync();
  }
}
