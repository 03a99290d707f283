import { type Decimal, type Table, type Timestamp, TimeUnit, tableFromIPC } from "apache-arrow";
import { expect, test } from "vitest";
import { UserError } from "../../../../src/base/errors.js";
import { setUpQueryWarehouse, writeToBuffer } from "../query_warehouse.js";

const warehouse = setUpQueryWarehouse();
const arrow = async (query: string) => tableFromIPC(await writeToBuffer(warehouse.path(), "arrow", query));

/** The bits as they stand in the file; apache-arrow's own getters go through doubles. */
const bits = (table: Table, name: string) => table.getChild(name)!.data[0]!.values;
const decimals = (table: Table, name: string) => {
  const words = bits(table, name) as Uint32Array;
  return new BigInt64Array(words.buffer, words.byteOffset, words.length / 2);
};

test("every type stands exactly, to the last digit and the microsecond", async () => {
  const table = await arrow("from marts.kinds order by n");
  expect(table.schema.fields.map(({ name, type }) => `${name} ${type}`)).toEqual([
    "n Int32",
    "big Int64",
    "price Decimal[18e+2]",
    "ratio Float64",
    "is_won Bool",
    "day Date32<DAY>",
    "made_at Timestamp<MICROSECOND, UTC>",
    "stage Utf8",
    "name Utf8",
    "tags Utf8",
    "score Utf8",
  ]);
  expect(table.getChild("big")!.get(0)).toBe(9007199254740993n);
  expect(decimals(table, "price")[0]).toBe(900719925474099305n);
  expect(bits(table, "made_at")[0]).toBe(BigInt(Date.parse("2026-01-05T10:00:00Z")) * 1000n + 999_999n);
  expect(table.getChild("day")!.get(0)).toEqual(Date.parse("2026-01-05"));
  const { ratio, is_won, stage, name, tags, score } = table.get(0)!.toJSON();
  expect({ ratio, is_won, stage, name }).toEqual({
    ratio: 0.1,
    is_won: true,
    stage: "sql",
    name: 'Ada "A" Łoś, 日本\r\n🚀',
  });
  expect([tags, score]).toEqual(['["a",null]', '{"fit":7,"grade":"B"}']);
});

test("null is null in every type", async () => {
  const [, nulls] = (await arrow("from marts.kinds order by n")).toArray();
  const { n, ...rest } = nulls!.toJSON();
  expect(n).toBe(2);
  expect(Object.values(rest).every((value) => value === null)).toBe(true);
});

test("a sum of whole numbers beyond 64 bits and amounts below zero stay exact", async () => {
  const table = await arrow(
    "select sum(-9223372036854775807) as total, min(-0.05::decimal(38, 10)) as cost from range(3)",
  );
  expect(`${table.schema.fields[0]!.type} ${table.schema.fields[1]!.type}`).toBe("Decimal[38e0] Decimal[38e+10]");
  expect((table.schema.fields[0]!.type as Decimal).bitWidth).toBe(128);
  const [low, high] = decimals(table, "total");
  expect((high! << 64n) | BigInt.asUintN(64, low!)).toBe(-27670116110564327421n);
  expect(decimals(table, "cost")).toEqual(BigInt64Array.of(-500_000_000n, -1n));
});

test("a whole number of 39 digits is refused rather than written wrongly", async () => {
  const error = await arrow(`select 123456789012345678901234567890123456789::hugeint as n`).catch((error) => error);
  expect(error).toBeInstanceOf(UserError);
  expect(error.message).toContain("cast it to VARCHAR");
});

test("the rarer types keep their width, and what Arrow lacks is text", async () => {
  const table =
    await arrow(`select 255::utinyint as a, -1::smallint as b, 18446744073709551615::ubigint as c, 4294967295::uinteger as d,
    1.5::float as e, '2026-01-05 10:00:00.000000001'::timestamp_ns as f, '2026-01-05 10:00:00+02'::timestamptz as g,
    'd3b07384-d113-4ec4-a8a5-0e9d8b9d7a11'::uuid as h, interval 2 day as i, '10:00'::time as j, map {'k': 1} as k`);
  expect(table.schema.fields.map(({ type }) => String(type))).toEqual([
    ...["Uint8", "Int16", "Uint64", "Uint32", "Float32", "Timestamp<NANOSECOND, UTC>", "Timestamp<MICROSECOND, UTC>"],
    ...["Utf8", "Utf8", "Utf8", "Utf8"],
  ]);
  const { a, b, c, d, e, h, i, j, k } = table.get(0)!.toJSON();
  expect([a, b, c, d, e]).toEqual([255, -1, 18446744073709551615n, 4294967295, 1.5]);
  expect([h, i, j, k]).toEqual(["d3b07384-d113-4ec4-a8a5-0e9d8b9d7a11", "2 days", "10:00:00", '{"k":1}']);
  expect((table.schema.fields[5]!.type as Timestamp).unit).toBe(TimeUnit.NANOSECOND);
  expect(bits(table, "f")[0]).toBe(BigInt(Date.parse("2026-01-05T10:00:00Z")) * 1_000_000n + 1n);
  expect(bits(table, "g")[0]).toBe(BigInt(Date.parse("2026-01-05T08:00:00Z")) * 1000n);
});

test("a query without rows keeps its schema", async () => {
  const table = await arrow("from marts.kinds where false");
  expect([table.numRows, table.numCols]).toEqual([0, 11]);
  expect(String(table.schema.fields[2]!.type)).toBe("Decimal[18e+2]");
});

test("ten thousand rows come in several batches", async () => {
  const table = await arrow("from marts.many order by n");
  expect(table.batches.length).toBeGreaterThan(1);
  expect([table.numRows, table.get(9_999)!.toJSON()]).toEqual([10_000, { n: 9999n, label: "row 9999" }]);
});
