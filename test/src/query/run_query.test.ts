import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { INTEGER, VARCHAR } from "@duckdb/node-api";
import { expect, test } from "vitest";
import { UserError } from "../../../src/base/errors.js";
import { runQuery } from "../../../src/query/run_query.js";
import { withReader } from "../../../src/query/sealed_reader.js";
import { askRows, setUpQueryWarehouse, writeToBuffer, writeToFile } from "./query_warehouse.js";

const warehouse = setUpQueryWarehouse();
const rows = (query: string) => withReader(warehouse.path(), (reader) => askRows(reader, query));
const refusal = async (query: string): Promise<UserError> => {
  const error = await rows(query).catch((error) => error);
  expect(error, query).toBeInstanceOf(UserError);
  expect(error.exitCode, query).toBe(2);
  return error;
};

test.each([
  "select 1 as n",
  "  -- the question\n/* and more */ SELECT 1 as n;",
  "from (values (1)) as given(n)",
  "values (1)",
  "(select 1)",
  "with one as (select 1 as n) from one",
  "select n from marts.kinds where n = 1",
])("an analyst may ask: %s", async (query) => {
  expect(await rows(query)).toEqual([[1]]);
});

test.each([
  "show all tables",
  "describe marts.kinds",
  "summarize marts.kinds",
  "explain select 1",
  "explain analyze select 1",
  "explain (format json) select 1",
  "from (pivot marts.kinds on stage in ('mql', 'sql') using count(*))",
])("an analyst may look around: %s", async (query) => {
  expect((await rows(query)).length).toBeGreaterThan(0);
});

test.each([
  "copy marts.kinds to '/tmp/closedloop-leak.csv'",
  "attach '/tmp/closedloop-other.duckdb'",
  "set threads = 1",
  "reset threads",
  "pragma show_tables",
  "/* hidden */ pragma database_size",
  "install httpfs",
  "load icu",
  "insert into marts.kinds (n) values (3)",
  "update marts.kinds set n = 3",
  "delete from marts.kinds",
  "create table t (n integer)",
  "create temp table t (n integer)",
  "drop table marts.kinds",
  "call pragma_version()",
  "begin",
  "use marts",
  "checkpoint",
  "prepare p as select 1",
  "export database '/tmp/closedloop-leak'",
  "explain copy marts.kinds to '/tmp/closedloop-leak.csv'",
  "explain analyze insert into marts.kinds (n) values (3)",
  "explain /* */ (analyze) set threads = 1",
  "selekt 1",
  "'select'",
  ";",
])("refused, with what is allowed: %s", async (query) => {
  expect((await refusal(query)).message).toMatch(/not allowed here\. Allowed is one read-only statement: SELECT, /);
  expect(existsSync("/tmp/closedloop-leak.csv")).toBe(false);
});

test.each([
  "from read_csv('/etc/passwd')",
  "from read_text('/etc/passwd')",
  "from glob('/etc/*')",
  "from read_parquet('https://example.com/a.parquet')",
  "from sniff_csv('/etc/passwd')",
])("no file and no network is in reach: %s", async (query) => {
  const { message } = await refusal(query);
  expect(message).toMatch(/^(Permission|Missing Extension|Invalid Input|Binder|IO|Catalog) Error: /);
  expect(message).not.toContain("root:");
});

test("a file named as a table is not read", async () => {
  expect((await refusal("from '/etc/passwd'")).message).toContain("Table with name /etc/passwd does not exist");
});

test("two statements are refused, the second cannot ride along", async () => {
  expect((await refusal("select 1; select 2")).message).toBe("Expected one statement, found 2.");
  expect((await refusal("select 1; drop table marts.kinds")).message).toBe("Expected one statement, found 2.");
  expect((await refusal("pivot marts.kinds on stage using count(*)")).message).toContain(
    "PIVOT needs its values listed",
  );
});

test.each(["", "  \n", "-- only a comment"])("an empty query is named as such: %j", async (query) => {
  expect((await refusal(query)).message).toMatch(/^The query is empty\./);
});

test("a misspelt column keeps DuckDB's suggestion and the place", async () => {
  const { message } = await refusal("select prize from marts.kinds");
  expect(message).toContain('Referenced column "prize" not found in FROM clause!');
  expect(message).toContain('"price"');
  expect(message).toContain("LINE 1: select prize from marts.kinds");
});

test("a misspelt table or word, and a value that does not fit, are the analyst's to mend", async () => {
  expect((await refusal("from marts.kindz")).message).toMatch(/Catalog Error: Table with name kindz does not exist/);
  expect((await refusal("select from where")).message).toMatch(/^Parser Error: /);
  expect((await refusal("select label::integer from marts.many")).message).toMatch(/^Conversion Error: /);
  expect((await refusal("select $missing + 1")).message).toContain("missing");
});

test("values reach a query by name and are never part of its text", async () => {
  const hostile = "x' or 1=1 --";
  const query = "select $name = 'x' as same, $n is null or $n > 3 as unbounded, $name as given";
  const binds = { values: { name: hostile, n: null }, types: { name: VARCHAR, n: INTEGER } };
  const found = await withReader(warehouse.path(), (reader) => askRows(reader, query, binds));
  expect(found).toEqual([[false, true, hostile]]);
});

test("a query goes on after one that failed, on the same connection", async () => {
  const found = await withReader(warehouse.path(), async (reader) => {
    await expect(askRows(reader, "select label::integer from marts.many")).rejects.toBeInstanceOf(UserError);
    return askRows(reader, "select 1");
  });
  expect(found).toEqual([[1]]);
  expect(existsSync(join(warehouse.folder(), "warehouse.duckdb.wal"))).toBe(false);
});

test("a query that fails after its first rows ends with the error, whatever the format, and leaves no file", async () => {
  const query = "select (case when i = 300000 then 'x' else '1' end)::integer as n from range(600000) as numbers(i)";
  const failure = { exitCode: 2, message: /Could not convert string 'x' to INT32/ };
  for (const format of ["table", "csv", "json", "arrow"] as const)
    await expect(writeToBuffer(warehouse.path(), format, query)).rejects.toMatchObject(failure);
  for (const format of ["csv", "json", "arrow", "parquet"] as const) {
    const out = join(warehouse.folder(), `failed.${format}`);
    await expect(writeToFile(warehouse.path(), format, query, out)).rejects.toMatchObject(failure);
  }
  expect(readdirSync(warehouse.folder())).toEqual(["warehouse.duckdb"]);
});

test("after a result that failed, or of which only the first rows were read, the reader answers the next query", async () => {
  const answers = await withReader(warehouse.path(), async (reader) => {
    await expect(askRows(reader, "select error('no') from range(10)")).rejects.toThrow("no");
    for await (const _ of (await runQuery(reader, "from range(1000000)")).chunks) break;
    await runQuery(reader, "from range(1000000)");
    return askRows(reader, "select 1");
  });
  expect(answers).toEqual([[1]]);
});
