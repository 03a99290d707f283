import { sql } from "kysely";
import { expect, test } from "vitest";
import { criticalZ, pooledZ, wilsonBound, z95 } from "../../../models/shared/statistics.js";
import { withWarehouse } from "../../../src/table/database_file.js";
import { db } from "../../../src/table/db.js";
import { rowsOf } from "../../../src/table/rows.js";

const n = (value: number) => sql<bigint>`${sql.lit(value)}::bigint`;
const computed = (expression: ReturnType<typeof wilsonBound>) =>
  withWarehouse(":memory:", "READ_WRITE", async (warehouse) => {
    const [row] = await rowsOf<{ v: number | null }>(warehouse, sql`select ${expression} as v`.compile(db).sql);
    return row!.v;
  });

test("the critical z of the usual levels is the one in statistical tables", () => {
  expect(criticalZ(0.05)).toBeCloseTo(z95, 12);
  expect(criticalZ(0.1)).toBeCloseTo(1.6448536269514722, 12);
  expect(criticalZ(0.01)).toBeCloseTo(2.5758293035489004, 12);
  expect(criticalZ(0.001)).toBeCloseTo(3.2905267314918945, 10);
});

test("the Wilson bounds solve the equation that defines them", async () => {
  for (const [hits, of] of [
    [10, 50],
    [1, 3],
    [199, 200],
  ] as const) {
    for (const bound of ["low", "high"] as const) {
      const p = (await computed(wilsonBound(bound, n(hits), n(of))))!;
      expect(Math.abs(hits / of - p)).toBeCloseTo(z95 * Math.sqrt((p * (1 - p)) / of), 12);
    }
  }
  expect(await computed(wilsonBound("low", n(0), n(20)))).toBe(0);
  expect(await computed(wilsonBound("high", n(20), n(20)))).toBe(1);
  expect(await computed(wilsonBound("low", n(0), n(0)))).toBeNull();
});

test("a comparison of rates has the z of the pooled test, and null if a side is empty or both rates are 0 or 1", async () => {
  expect(await computed(pooledZ(n(32), n(40), n(20), n(40)))).toBeCloseTo(0.3 / Math.sqrt((0.65 * 0.35 * 2) / 40), 12);
  expect(await computed(pooledZ(n(0), n(40), n(0), n(40)))).toBeNull();
  expect(await computed(pooledZ(n(40), n(40), n(40), n(40)))).toBeNull();
  expect(await computed(pooledZ(n(0), n(0), n(20), n(40)))).toBeNull();
});
