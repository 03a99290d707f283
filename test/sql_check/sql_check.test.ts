import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "kysely";
import { afterAll, describe, expect, test } from "vitest";
import type { Catalogue } from "../../src/project/catalogue.js";
import { canonicalEntity, entityPart } from "../../src/table/canonical_entity.js";
import { type RowOf, text, whole } from "../../src/table/columns.js";
import {
  defaultShape,
  type Model,
  type ModelShape,
  model,
  type Source,
  source,
  type Table,
} from "../../src/table/model.js";
import { typeScriptFilesIn } from "../support/imports.js";
import { type Command, checkCommand, checkNamedTables, commands } from "./check_commands.js";
import { checkModels } from "./check_models.js";
import { checkSavedQueries } from "./check_queries.js";
import { declaredTables, withEmptyTables } from "./empty_tables.js";
import { formatFault, type SqlFault } from "./sql_fault.js";

const folder = mkdtempSync(join(tmpdir(), "sql-check-"));
afterAll(() => rmSync(folder, { recursive: true }));

const leads = source({
  name: "raw.leads",
  about: "One row per lead.",
  origin: { kind: "tracked" },
  grain: ["lead_id"],
  columns: { lead_id: text("Id"), score: whole("Score") },
});
const columns = { person_id: text("Person"), total: whole("Sum of the scores") };
type Row = RowOf<typeof columns>;

/** This file, in which the SQL of these models stands. */
const thisFile = "test/sql_check/sql_check.test.ts";
const lineOf = (found: string) =>
  readFileSync(thisFile, "utf8")
    .split("\n")
    .findIndex((line) => line.includes(found)) + 1;

const modelOf = (select: () => ReturnType<typeof sql<Row>>, more = {}): Model =>
  model({
    name: "marts.totals",
    about: "One row per person.",
    materialized: "table",
    grain: ["person_id"],
    from: { leads },
    columns,
    select,
    ...more,
  });

const faultsOf = (
  models: readonly Model[],
  sources: readonly Source[] = [leads],
  {
    products = new Map(),
    shapes = [defaultShape],
  }: { products?: Catalogue["products"]; shapes?: readonly ModelShape[] } = {},
): Promise<SqlFault[]> => checkModels({ sources, models, products, absent: new Set() }, shapes, () => thisFile);

describe("a model is compared with its contract", () => {
  test("one that gives what it declares has no fault", async () => {
    const good = modelOf(() => sql<Row>`select lead_id as person_id, score as total from leads`);
    expect(await faultsOf([good])).toEqual([]);
  });

  test("a column that the upstream table does not have is named with DuckDB's suggestion and its line", async () => {
    const wrong = modelOf(() => sql<Row>`select lead_id as person_id, scroe as total from leads`);
    const [fault, ...others] = await faultsOf([wrong]);
    expect(others).toEqual([]);
    expect(fault).toMatchObject({ file: thisFile, name: "marts.totals", line: lineOf("scroe as total") });
    expect(formatFault(fault!)).toMatch(
      /^test\/sql_check\/sql_check\.test\.ts:\d+: marts\.totals\n {2}Binder Error: .*"scroe".*\n {2}Candidate bindings: "score"/,
    );
  });

  test("a column too many, a missing one and one of another type are all named", async () => {
    const wrong = modelOf(() => sql<Row>`select 1 as person_id, lead_id, score from leads`);
    expect((await faultsOf([wrong])).map(({ message }) => message)).toEqual([
      "column person_id is declared as VARCHAR, but the select gives INTEGER",
      "column total is declared as BIGINT, but the select does not give it",
      "the select gives column lead_id VARCHAR, but the contract does not declare it",
      "the select gives column score BIGINT, but the contract does not declare it",
    ]);
  });

  test("all faults of all models are collected", async () => {
    const one = modelOf(() => sql<Row>`select nowhere from leads`);
    const other = modelOf(() => sql<Row>`select neither from leads`, { name: "marts.others" });
    expect((await faultsOf([one, other])).map(({ name }) => name)).toEqual(["marts.totals", "marts.others"]);
  });

  test("a check on a column that does not exist is named", async () => {
    const wrong = modelOf(() => sql<Row>`select lead_id as person_id, score as total from leads`, {
      checks: { "there is a sum": () => sql`sum_of_scores > 0` },
    });
    const [fault] = await faultsOf([wrong]);
    expect(fault).toMatchObject({ name: "marts.totals, its checks and warnings", file: thisFile });
    expect(fault!.message).toContain('"sum_of_scores"');
  });

  test("a model may read no table but its imports", async () => {
    const wrong = modelOf(() => sql<Row>`select lead_id as person_id, score as total from raw.leads`);
    expect((await faultsOf([wrong]))[0]!.message).toContain("leads");
  });

  test("each form is checked: what only a definition with caps adds, too", async () => {
    const capped = {
      ...modelOf(() => sql<Row>`select 1`),
      select: (_: unknown, { capGroups }: { capGroups: number }) =>
        capGroups === 0
          ? sql<Row>`select lead_id as person_id, score as total from leads`
          : sql<Row>`select lead_id as person_id, capped as total from leads`,
    };
    const shapes = [defaultShape, { ...defaultShape, capGroups: 2 }];
    expect(await faultsOf([capped], [leads], { shapes: [defaultShape] })).toEqual([]);
    expect((await faultsOf([capped], [leads], { shapes }))[0]!.message).toContain('"capped"');
  });
});

describe("a run may have one product alone", () => {
  const acme = source({ ...leads, name: "raw.acme_leads", origin: { kind: "tracked" }, grain: ["lead_id"] });
  const products = new Map<Table, string>([[acme, "acme"]]);
  const shapes = [defaultShape, { ...defaultShape, products: new Set(["other"]) }];

  test("a model that reads a table of a product fails in a run without it", async () => {
    const wrong = modelOf(() => sql<Row>`select lead_id as person_id, score as total from leads`, {
      from: { leads: acme },
    });
    const faults = await faultsOf([wrong], [leads, acme], { products, shapes });
    expect(faults[0]!.message).toBe("reads raw.acme_leads, which is not made if no source is of its product");
  });

  test("a part of a canonical entity may leave columns out, and must not give others", async () => {
    const entityOf = (select: () => ReturnType<typeof sql<unknown>>) =>
      canonicalEntity({
        name: "intermediate.source_totals",
        about: "One row per person.",
        materialized: "view",
        grain: ["person_id"],
        columns,
        parts: [entityPart({ product: "acme", entity: "totals", from: { leads: acme }, select })],
      });
    const good = entityOf(() => sql`select lead_id as person_id from leads`);
    const wrong = entityOf(() => sql`select lead_id as persn_id from leads`);
    expect(await faultsOf([good], [leads, acme], { products, shapes })).toEqual([]);
    expect((await faultsOf([wrong], [leads, acme], { products, shapes })).map(({ message }) => message)).toEqual([
      "the select gives column persn_id VARCHAR, but the contract does not declare it",
    ]);
  });
});

test("a saved query that reads a column that does not exist is named with its file and line", async () => {
  const header = "-- question: Which scores?\n-- grain: One row per lead\n";
  const queryOf = (name: string, select: string) =>
    writeFileSync(join(folder, `${name}.sql`), `${header}-- example: closedloop query ${name}\n${select}\n`);
  queryOf("good", "select lead_id\nfrom raw.leads");
  queryOf("wrong", "select\n  led_id\nfrom raw.leads");
  const { count, faults } = await withEmptyTables(declaredTables([leads]), (connection) =>
    checkSavedQueries(connection, folder),
  );
  expect(count).toBe(2);
  expect(faults).toMatchObject([{ file: join(folder, "wrong.sql"), line: 5, name: "closedloop query wrong" }]);
  expect(faults[0]!.message).toContain('"lead_id"');
});

describe("a command reads what it declares", () => {
  const commandOf = (query: string, tables: Command["tables"]): Command => ({
    name: "closedloop explain",
    folder: "src/explain",
    tables,
    ways: [(connection) => connection.run(query)],
  });
  const query = "select lead_id from raw.leads";

  test("a declared column that the contract has with this type is right", async () => {
    expect(await checkCommand(commandOf(query, { "raw.leads": { lead_id: "text" } }), [leads])).toEqual([]);
  });

  test("a renamed column, another type and a renamed table are named", async () => {
    const messagesOf = async (tables: Command["tables"]) =>
      (await checkCommand(commandOf("select 1", tables), [leads])).map(({ file, message }) => [file, message]);
    const file = "src/explain/tables.ts";
    expect(await messagesOf({ "raw.leads": { led_id: "text", score: "text" } })).toEqual([
      [file, 'raw.leads has no column led_id; did you mean "lead_id"?'],
      [file, "raw.leads.score is declared as text here, and as whole in its contract"],
    ]);
    expect(await messagesOf({ "raw.leeds": { lead_id: "text" } })).toEqual([
      [file, 'there is no table raw.leeds; did you mean "raw.leads"?'],
    ]);
  });

  test("SQL that reads more than is declared is refused", async () => {
    const [fault] = await checkCommand(commandOf(query, { "raw.leads": { score: "whole" } }), [leads]);
    expect(fault).toMatchObject({ name: "closedloop explain" });
    expect(fault!.message).toContain('"lead_id"');
  });

  for (const { name, folder: code, tables } of commands) {
    test(`${name} declares no column that its SQL does not name`, () => {
      const files = typeScriptFilesIn(code).filter((file) => !file.endsWith("/tables.ts"));
      const source = files.map((file) => readFileSync(file, "utf8")).join("\n");
      const unread = Object.entries(tables).flatMap(([table, declared]) => [
        ...(source.includes(` ${table}`) ? [] : [table]),
        ...Object.keys(declared).filter((column) => !new RegExp(`\\b${column}\\b`).test(source)),
      ]);
      expect(unread).toEqual([]);
    });
  }
});

test("a table that SQL of the engine names and that does not exist is found", () => {
  const file = join(folder, "some.ts");
  writeFileSync(file, "`select 1\nfrom raw.leads\njoin raw.leeds`; rows.map(({ raw }) => raw.columns);\n");
  expect(checkNamedTables([file], [leads])).toMatchObject([
    { file, line: 3, message: 'there is no table raw.leeds; did you mean "raw.leads"?' },
  ]);
});
