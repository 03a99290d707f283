import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import { sql } from "kysely";
import { beforeAll, expect, onTestFinished, test } from "vitest";
import { materialize, sortUpstreamFirst } from "../../../src/build/build.js";
import { listSharedTables, writeExploreDatabase } from "../../../src/build/explore_database.js";
import { flag, nullable, personal, personalWhere, text, whole } from "../../../src/table/columns.js";
import { withWarehouse } from "../../../src/table/database_file.js";
import { defaultShape, model } from "../../../src/table/model.js";
import { rowsOf } from "../../../src/table/rows.js";

const shape = { ...defaultShape, dimensions: ["plan"] };

const steps = model({
  name: "intermediate.steps",
  about: "One row per step.",
  materialized: "table",
  isShared: true,
  grain: ["person_id"],
  from: {},
  columns: { person_id: text("Key"), points: whole("Points", "points") },
  select: () => sql<{ person_id: string; points: bigint }>`
    select 'crm:' || id as person_id, 7::bigint as points from (values ('1'), ('ann.canary@leak.example')) as ids(id)`,
});

const secrets = model({
  name: "intermediate.secrets",
  about: "One row per person.",
  materialized: "table",
  grain: ["person_id"],
  from: {},
  columns: { person_id: text("Key"), email: personal(text("Email")) },
  select: () => sql<{ person_id: string; email: string }>`
    select 'crm:1' as person_id, 'bob.canary@leak.example' as email`,
});

const people = model({
  name: "marts.people",
  about: "One row per person; it's shared.",
  materialized: "table",
  grain: ["person_id"],
  from: { steps },
  columns: {
    person_id: text("Key"),
    owner_id: nullable(text("Owner")),
    full_name: personal(text("Name")),
    source: text("First source"),
    finding: personalWhere("is_word and points > 0", text("What was found")),
    is_word: flag("True for a word of the data"),
    points: whole("Points", "points"),
  },
  shapeColumns: ({ dimensions }) => Object.fromEntries(dimensions.map((name) => [name, nullable(text(name))])),
  select: () => sql<{
    person_id: string;
    owner_id: string | null;
    full_name: string;
    source: string;
    finding: string;
    is_word: boolean;
    points: bigint;
  }>`
    select person_id, if(points > 0, 'Olga Canary', null) as owner_id, 'Carla Canary' as full_name,
      if(person_id = 'crm:1', 'Webinar @ Berlin', 'From dora.canary@leak.example') as source,
      if(person_id = 'crm:1', 'sal', 'Erna Canary') as finding, person_id <> 'crm:1' as is_word, points,
      'gold' as plan
    from steps order by person_id`,
});

const points = model({
  name: "marts.points",
  about: "One row per person: the points.",
  materialized: "view",
  grain: ["person_id"],
  from: { steps },
  columns: { person_id: text("Key"), points: whole("Points", "points") },
  select: (db) => db.selectFrom("steps").select(["person_id", "points"]),
});

const counted = model({
  name: "marts.counted",
  about: "One row: how many people have an email.",
  materialized: "view",
  grain: [],
  from: { secrets },
  columns: { known: whole("People") },
  select: () => sql<{ known: bigint }>`select count(email) as known from secrets`,
});

let folder: string;
const inExplore = <T>(work: (reader: DuckDBConnection) => Promise<T>) =>
  withWarehouse(join(folder, "explore.duckdb"), "READ_ONLY", work);
const read = <Row = Record<string, unknown>>(query: string) => inExplore((reader) => rowsOf<Row>(reader, query));

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "closedloop-explore-"));
  const models = sortUpstreamFirst([people, points, counted]);
  await withWarehouse(join(folder, "warehouse.duckdb"), "READ_WRITE", async (warehouse) => {
    for (const each of models) await materialize(warehouse, each, undefined, shape);
    await writeExploreDatabase(warehouse, join(folder, "explore.duckdb"), models, shape);
    await warehouse.run("create table marts.later as select 1 as still_writable");
  });
  return () => rmSync(folder, { recursive: true, force: true });
});

test("the file has all marts and the shared steps, without their personal columns", async () => {
  expect(
    await read(`select schema_name || '.' || table_name as name, string_agg(column_name, ' ' order by column_index) as columns
      from duckdb_columns() where not internal group by all order by name`),
  ).toEqual([
    { name: "intermediate.steps", columns: "person_id points" },
    { name: "marts.counted", columns: "known" },
    { name: "marts.people", columns: "person_id owner_id source finding is_word points plan" },
    { name: "marts.points", columns: "person_id points" },
  ]);
  expect(await read("from marts.counted")).toEqual([{ known: 1n }]);
});

test("a value that is personal in some rows is null in those, and shown in the others", async () => {
  expect(await read("select finding, is_word from marts.people order by is_word")).toEqual([
    { finding: "sal", is_word: false },
    { finding: null, is_word: true },
  ]);
});

test("an address or a name that stands in a column of ids is a code, the same in all tables", async () => {
  const [hidden, ...others] = await read<Record<string, string>>(
    `select people.person_id, people.owner_id, source, points.points from marts.people
    inner join marts.points using (person_id) order by people.person_id <> 'crm:1' desc`,
  );
  expect(others).toMatchObject([{ person_id: "crm:1", source: "Webinar @ Berlin", points: 7n }]);
  expect(hidden).toMatchObject({ source: "(hidden: it has an email address)", points: 7n });
  expect([hidden!.person_id, hidden!.owner_id]).toEqual([
    expect.stringMatching(/^hidden-[0-9a-f]{16}$/),
    expect.stringMatching(/^hidden-[0-9a-f]{16}$/),
  ]);
  expect(others[0]!.owner_id).toBe(hidden!.owner_id);
});

test("no byte of the file, and nothing beside it, has a personal value; the full file has them all", () => {
  const bytes = (name: string) => readFileSync(join(folder, name)).toString("latin1");
  for (const canary of ["ann.canary", "bob.canary", "Carla Canary", "dora.canary", "Erna Canary", "Olga Canary"]) {
    expect([canary, bytes("warehouse.duckdb").includes(canary)]).toEqual([canary, true]);
    expect([canary, bytes("explore.duckdb").includes(canary)]).toEqual([canary, false]);
  }
});

test("tables and columns keep their descriptions, and a view that reads shared steps stays a view", async () => {
  expect(
    await read(`select comment from duckdb_tables() where table_name = 'people'
      union all select comment from duckdb_columns() where table_name = 'people' and column_name in ('source', 'finding')`),
  ).toEqual([
    { comment: "One row per person; it's shared." },
    { comment: "First source" },
    { comment: "What was found (personal where is_word and points > 0)" },
  ]);
  expect(await read("select view_name, comment from duckdb_views() where not internal")).toEqual([
    { view_name: "points", comment: "One row per person: the points." },
  ]);
});

test("a file that is there already is replaced, and a failure leaves the warehouse as usable as before", async () => {
  const path = join(folder, "again.duckdb");
  onTestFinished(() => rmSync(path, { force: true }));
  await withWarehouse(join(folder, "warehouse.duckdb"), "READ_WRITE", async (warehouse) => {
    await writeExploreDatabase(warehouse, path, [steps], shape);
    await expect(
      writeExploreDatabase(
        warehouse,
        path,
        [steps, model({ ...points, name: "marts.gone", materialized: "table" })],
        shape,
      ),
    ).rejects.toThrow("gone does not exist");
    await writeExploreDatabase(warehouse, path, [steps], shape);
    expect(await rowsOf(warehouse, "select current_database() as name, count(*) as rows from marts.people")).toEqual([
      { name: "warehouse", rows: 2n },
    ]);
  });
});

test("a step that loses a column makes the views on it tables", () => {
  const lossy = { ...steps, columns: { ...steps.columns, points: personal(whole("Points", "points")) } };
  const view = { ...points, from: { steps: lossy } };
  expect(listSharedTables([lossy, view] as never, shape).map(({ materialized }) => materialized)).toEqual([
    "table",
    "table",
  ]);
});
