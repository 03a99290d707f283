import { expect, test } from "vitest";
import { setUpQueryWarehouse, writeToBuffer } from "../query_warehouse.js";

const warehouse = setUpQueryWarehouse();
const table = async (query: string) => (await writeToBuffer(warehouse.path(), "table", query)).toString();

test("numbers stand right, the rest left, null is empty and the rows are counted", async () => {
  const query = "select name, big, price, made_at, is_won from marts.kinds order by n";
  expect(await table(query)).toBe(
    `name                                  big                price  made_at                      is_won
-----------------------  ----------------  -------------------  ---------------------------  ------
Ada "A" Łoś, 日本\\r\\n🚀  9007199254740993  9007199254740993.05  2026-01-05 10:00:00.999999Z  true

(2 rows)
`,
  );
});

test("a whole instant shows no fraction, and one row is one row", async () => {
  expect(await table("select '2026-01-05 10:00:00'::timestamp as made_at")).toBe(
    "made_at\n--------------------\n2026-01-05 10:00:00Z\n(1 row)\n",
  );
});

test("a name cannot give orders to the terminal", async () => {
  expect(await table("select chr(27) || '[31mred' || chr(10) || chr(8238) as name")).toContain(
    "\\u001b[31mred\\n\\u202e",
  );
});

test("one long text does not push the next column away in every row", async () => {
  const lines = (await table("select repeat('x', 100) as a, 1 as b union all select 'y', 2 order by a")).split("\n");
  expect(lines[0]).toBe(`a${" ".repeat(59)}  b`);
  expect(lines[2]).toBe(`${"x".repeat(100)}  1`);
  expect(lines[3]).toBe(`y${" ".repeat(59)}  2`);
});

test("a query without rows gives header and count", async () => {
  expect(await table("select n, name from marts.kinds where false")).toBe("n  name\n-  ----\n(0 rows)\n");
});

test("of ten thousand rows the first thousand settle the widths and all are shown", async () => {
  const lines = (await table("from marts.many order by n")).split("\n");
  expect(lines).toHaveLength(10_004);
  expect(lines[2]).toBe("   0  row 0");
  expect(lines[10_001]).toBe("9999  row 9999");
  expect(lines[10_002]).toBe("(10000 rows)");
});
