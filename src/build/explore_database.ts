/** `explore.duckdb`: the tables for analysts, without personal data. */
import { rm } from "node:fs/promises";
import type { DuckDBConnection } from "@duckdb/node-api";
import type { Column } from "../table/columns.js";
import { quotedIdentifier, quotedName, quotedString } from "../table/dialect.js";
import {
  columnsInShape,
  compileModel,
  type Model,
  type ModelShape,
  publishedName,
  type Table,
} from "../table/model.js";
import { writeComments } from "./build.js";
import { createSalt, sharedColumnSql, sharedColumns } from "./shared_columns.js";

/** The name of the new file within the connection. */
const catalog = "explore";

/**
 * Copies the shared tables from an open warehouse into a new database file, without their personal columns. The file is
 * written anew, because DuckDB leaves the bytes of dropped columns in a file. `models` are sorted upstream first.
 * Nothing else may use the connection meanwhile.
 */
export async function writeExploreDatabase(
  warehouse: DuckDBConnection,
  path: string,
  models: readonly Model[],
  shape: ModelShape,
  salt: string = createSalt(),
): Promise<void> {
  for (const file of [path, `${path}.wal`]) await rm(file, { force: true });
  const tables = listSharedTables(models, shape);
  await warehouse.run(`attach ${quotedString(path)} as ${catalog} (storage_version 'v1.4.0')`);
  try {
    for (const schema of new Set(tables.map(({ name }) => name.split(".")[0]!)))
      await warehouse.run(`create schema ${catalog}.${schema}`);
    for (const table of tables)
      await (table.materialized === "view" ? createView(warehouse, table, shape) : createTable(warehouse, table, salt));
    await writeComments(warehouse, tables, sharedName, shape);
    await warehouse.run(`checkpoint ${catalog}`);
  } finally {
    await warehouse.run(`detach ${catalog}`);
  }
}

/**
 * All marts, and the steps that are marked as shared, with the columns that are not personal. A view stays one if it reads
 * only tables that are shared whole; otherwise it becomes a table.
 */
export function listSharedTables(models: readonly Model[], shape: ModelShape): Model[] {
  const whole = new Set<Table>();
  return models
    .filter(({ name, isShared }) => name.startsWith("marts.") || isShared)
    .map((model) => {
      const isWhole = Object.values(columnsInShape(model, shape)).every(({ personal }) => !personal);
      const isView =
        model.materialized === "view" && isWhole && Object.values(model.from).every((one) => whole.has(one));
      if (isWhole) whole.add(model);
      const { shapeColumns: _, ...rest } = model;
      return { ...rest, columns: sharedColumns(model, shape), materialized: isView ? "view" : "table" };
    });
}

/** The text of a view names no database, so it reads the tables of the file that it is in. */
async function createView(warehouse: DuckDBConnection, model: Model, shape: ModelShape): Promise<void> {
  const [current] = (await warehouse.runAndReadAll("select current_database()")).getRows();
  await warehouse.run(`use ${catalog}`);
  try {
    await warehouse.run(`create view ${publishedName(model)} as ${compileModel(model, publishedName, shape)}`);
  } finally {
    await warehouse.run(`use ${quotedIdentifier(String(current![0]))}`);
  }
}

async function createTable(warehouse: DuckDBConnection, model: Model, salt: string): Promise<void> {
  const selected = Object.entries<Column<unknown>>(model.columns).map(([name, contract]) =>
    sharedColumnSql(name, contract, salt),
  );
  await warehouse.run(
    `create table ${sharedName(model)} as select ${selected.join(", ")} from ${publishedName(model)}`,
  );
}

const sharedName = (table: Table): string => quotedName(`${catalog}.${table.name}`);
