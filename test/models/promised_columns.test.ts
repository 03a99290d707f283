/** What the doctor asks for must be read: a column or an object whose contract says what it makes possible. */
import { readFileSync } from "node:fs";
import type { DuckDBConnection } from "@duckdb/node-api";
import { beforeAll, expect, test } from "vitest";
import { readCatalogue } from "../../src/project/catalogue.js";
import type { Column } from "../../src/table/columns.js";
import { quotedIdentifier, quotedName, quotedString } from "../../src/table/dialect.js";
import { compileModel, type Model, publishedName, type Source, type Table } from "../../src/table/model.js";
import type { ExportOrigin } from "../../src/table/origin.js";
import { rowsOf } from "../../src/table/rows.js";
import { bindQuery, declaredTables, withEmptyTables } from "../sql_check/empty_tables.js";

const { sources, models } = await readCatalogue();
const exported = sources.filter(({ origin }) => origin.kind === "export");
const isStaging = ({ name }: Table) => name.startsWith("staging.");
const stagingOf = (source: Source) =>
  models.find((model) => isStaging(model) && Object.values(model.from).includes(source))!;

/** Every model beyond staging; of a canonical entity each product's part by itself. */
const readers = models
  .filter((model) => !isStaging(model))
  .flatMap((model): Model[] =>
    model.parts === undefined ? [model] : model.parts.map((part) => ({ ...model, from: part.from, parts: [part] })),
  );
const readersOf = (table: Table) => readers.filter(({ from }) => Object.values(from).includes(table));

/** The columns that a select of one table's columns names, by the name of the column that it gives. */
async function columnsBySelected(connection: DuckDBConnection, staging: Model): Promise<Map<string, Set<string>>> {
  const [row] = await rowsOf<{ tree: string }>(
    connection,
    `select json_serialize_sql(${quotedString(compileModel(staging))})::varchar as tree`,
  );
  const { select_list: selected } = JSON.parse(row!.tree).statements[0].node.from_table.subquery.node;
  return new Map(
    (selected as { alias: string }[]).map((expression) => [expression.alias, new Set(namesIn(expression))]),
  );
}

function namesIn(tree: unknown): string[] {
  if (typeof tree !== "object" || tree === null) return [];
  const names = "column_names" in tree ? [(tree.column_names as string[]).at(-1)!] : [];
  return [...names, ...Object.values(tree).flatMap(namesIn)];
}

/** True if a model no longer binds without a column of one of its tables. */
async function needsColumn(connection: DuckDBConnection, model: Model, table: Table, column: string): Promise<boolean> {
  const query = compileModel(model, (read) =>
    read === table
      ? `(select * exclude (${quotedIdentifier(column)}) from ${quotedName(read.name)})`
      : publishedName(read),
  );
  return bindQuery(connection, query).then(
    () => false,
    () => true,
  );
}

const stageMap = readFileSync("seeds/reference/stage_map.csv", "utf8")
  .split("\n")
  .map((line) => line.split(","));

/** The columns that the loader and the tracking of fields read themselves, among them those of the shipped stage map. */
const readByOrigin = (origin: ExportOrigin) => {
  const { product, object, changedColumns = [], createdColumn, trackedColumns = [], attributes = {} } = origin;
  const stages = stageMap
    .filter(([system, entity]) => system === product && entity === object)
    .map(([, , field]) => field!);
  return new Set([
    ...stages,
    ...changedColumns,
    ...trackedColumns,
    ...Object.values(attributes),
    ...(createdColumn ? [createdColumn] : []),
  ]);
};

async function unreadColumns(connection: DuckDBConnection, source: Source): Promise<string[]> {
  const staging = stagingOf(source);
  const selected = await columnsBySelected(connection, staging);
  const known = readByOrigin(source.origin as ExportOrigin);
  const unread: string[] = [];
  for (const [column, { enables }] of Object.entries<Column<unknown>>(source.columns)) {
    if (enables === undefined || known.has(column)) continue;
    const staged = [...selected].flatMap(([name, from]) => (from.has(column) ? [name] : []));
    let isRead = false;
    for (const name of staged)
      for (const model of isRead ? [] : readersOf(staging))
        isRead ||= await needsColumn(connection, model, staging, name);
    if (!isRead) unread.push(`${(source.origin as ExportOrigin).object}.${column}`);
  }
  return unread;
}

let unread: string[];
beforeAll(async () => {
  unread = await withEmptyTables(declaredTables([...sources, ...models]), async (connection) => {
    await connection.run("pragma disable_optimizer");
    const all: string[] = [];
    for (const source of exported)
      all.push(
        ...(await unreadColumns(connection, source)).map(
          (name) => `${(source.origin as ExportOrigin).product} ${name}`,
        ),
      );
    return all;
  });
});

test("every column that says what it makes possible is read by a model beyond staging", () => {
  expect(unread).toEqual([]);
});

test("every object that says what it makes possible is read by a model beyond staging", () => {
  const idle = exported.filter(
    (source) => (source.origin as ExportOrigin).enables && readersOf(stagingOf(source)).length === 0,
  );
  expect(idle.map(({ name }) => name)).toEqual([]);
});

test("a column that no model reads is noticed", async () => {
  const leads = exported.find(({ name }) => name === "raw.salesforce_leads")!;
  const staging = stagingOf(leads);
  await withEmptyTables(declaredTables([...sources, ...models]), async (connection) => {
    const [reader] = readersOf(staging).filter(({ name }) => name === "intermediate.source_people");
    expect(await needsColumn(connection, reader!, staging, "email")).toBe(true);
    expect(await needsColumn(connection, reader!, staging, "converted_date")).toBe(false);
  });
});
