import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { expect, test } from "vitest";
import { withWarehouse } from "../../../../src/table/database_file.js";
import { rowsOf } from "../../../../src/table/rows.js";
import { setUpQueryWarehouse, writeToFile } from "../query_warehouse.js";

const warehouse = setUpQueryWarehouse();

/** The rows and types of a query after their way through a Parquet file. */
async function parquet(query: string): Promise<{ rows: unknown[]; types: unknown[] }> {
  const file = join(warehouse.folder(), `${randomUUID()}.parquet`);
  await writeToFile(warehouse.path(), "parquet", query, file);
  return withWarehouse(":memory:", "READ_WRITE", async (reader) => ({
    rows: await rowsOf(reader, `from '${file}'`),
    types: (await reader.runAndReadAll(`select column_name, column_type from (describe from '${file}')`)).getRows(),
  }));
}

test("every type and value comes back as it was", async () => {
  const { rows, types } = await parquet("from marts.kinds order by n");
  expect(types).toEqual([
    ["n", "INTEGER"],
    ["big", "BIGINT"],
    ["price", "DECIMAL(18,2)"],
    ["ratio", "DOUBLE"],
    ["is_won", "BOOLEAN"],
    ["day", "DATE"],
    ["made_at", "TIMESTAMP"],
    ["stage", "VARCHAR"],
    ["name", "VARCHAR"],
    ["tags", "VARCHAR[]"],
    ["score", "STRUCT(fit INTEGER, grade VARCHAR)"],
  ]);
  expect(rows).toMatchObject([
    {
      ...{ n: 1, big: 9007199254740993n, price: "9007199254740993.05", ratio: 0.1, is_won: true, day: "2026-01-05" },
      ...{ made_at: "2026-01-05T10:00:00.999999Z", stage: "sql", name: 'Ada "A" Łoś, 日本\r\n🚀', tags: ["a", null] },
    },
    { n: 2, big: null, price: null, ratio: null, is_won: null, day: null, made_at: null, stage: null, name: null },
  ]);
});

test("a sum of whole numbers is no double, alone or in a list or struct", async () => {
  const { rows, types } = await parquet(`select sum(9007199254740993) as total, [sum(9007199254740993)] as list,
    {'HUGEINT': sum(1)} as kept, interval 1 microsecond as wait from range(1)`);
  expect(types).toEqual([
    ["total", "DECIMAL(38,0)"],
    ["list", "DECIMAL(38,0)[]"],
    ["kept", "STRUCT(HUGEINT DECIMAL(38,0))"],
    ["wait", "VARCHAR"],
  ]);
  expect(rows).toMatchObject([{ total: "9007199254740993", list: ["9007199254740993"], wait: "00:00:00.000001" }]);
});

test("column names that differ in case only, or hold quotes, do not break the file", async () => {
  expect((await parquet(`select 1 as id, 2 as "ID", 3 as "a""b, c"`)).rows).toEqual([{ id: 1, ID_1: 2, 'a"b, c': 3 }]);
});

test("a query without rows keeps its columns", async () => {
  const { rows, types } = await parquet("select n, price from marts.kinds where false");
  expect(rows).toEqual([]);
  expect(types).toEqual([
    ["n", "INTEGER"],
    ["price", "DECIMAL(18,2)"],
  ]);
});

test("ten thousand rows come back in their order", async () => {
  const { rows } = await parquet("from marts.many order by n desc");
  expect(rows).toHaveLength(10_000);
  expect(rows[0]).toEqual({ n: 9999n, label: "row 9999" });
});
