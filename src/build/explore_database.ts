/** `explore.duckdb`: the tables for analysts, without personal data. */
import { randomBytes } from "node:crypto";
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
): Promise<void> {
  for (const file of [path, `${path}.wal`]) await rm(file, { force: true });
  const tables = listSharedTables(models, shape);
  // Nobody can compute a code from an address, because the salt is kept nowhere.
  const salt = randomBytes(16).toString("hex");
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
      const all = Object.entries(columnsInShape(model, shape));
      const shared = all.filter(([, { personal, personalWhere }]) => !personal || personalWhere !== undefined);
      const isWhole = all.every(([, { personal }]) => !personal);
      const isView =
        model.materialized === "view" && isWhole && Object.values(model.from).every((one) => whole.has(one));
      if (isWhole) whole.add(model);
      const { shapeColumns: _, ...rest } = model;
      return { ...rest, columns: Object.fromEntries(shared), materialized: isView ? "view" : "table" };
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
  const selected = Object.entries<Column<unknown>>(model.columns).map(([name, contract]) => {
    const shown = withoutAddresses(name, contract, salt);
    const { personalWhere } = contract;
    return `${personalWhere ? `case when not (${personalWhere}) then ${shown} end` : shown} as ${quotedIdentifier(name)}`;
  });
  await warehouse.run(
    `create table ${sharedName(model)} as select ${selected.join(", ")} from ${publishedName(model)}`,
  );
}

/**
 * The column, without values that name a person although the column does not: some tools use the email address as the id,
 * some exports have the owner's name as the owner's id. Such an id becomes a code, the same one in all tables of the file.
 */
function withoutAddresses(name: string, { type, oneOf }: Column<unknown>, salt: string): string {
  const column = quotedIdentifier(name);
  if (type !== "text" || oneOf) return column;
  if (!/_(id|key)$/.test(name))
    return `case when contains(${column}, '@') and regexp_matches(${column}, '[^\\s@]@[^\\s@]+\\.[^\\s@]')
      then '(hidden: it has an email address)' else ${column} end`;
  const isName = /owner_id$/.test(name) ? ` or contains(${column}, ' ')` : "";
  const code = `'hidden-' || left(sha256(${quotedString(salt)} || ${column}), 16)`;
  return `case when contains(${column}, '@')${isName} then ${code} else ${column} end`;
}

const sharedName = (table: Table): string => quotedName(`${catalog}.${table.name}`);
