/** Tables with chosen columns, and tables on a terminal. */
import { expect, test } from "vitest";
import { table } from "../../../../src/query/formats/table.js";
import { runQuery } from "../../../../src/query/run_query.js";
import { withReader } from "../../../../src/query/sealed_reader.js";
import { parseShownColumns, type ShownColumn, type TableLayout } from "../../../../src/query/shown_columns.js";
import { setUpQueryWarehouse } from "../query_warehouse.js";

const warehouse = setUpQueryWarehouse();
const print = (query: string, layout: TableLayout) =>
  withReader(warehouse.path(), async (reader) => {
    const parts: string[] = [];
    for await (const part of table(await runQuery(reader, query), layout)) parts.push(part);
    return parts.join("");
  });
const show = (columns: string, width = 120): TableLayout => ({
  columns: parseShownColumns(columns) as ShownColumn[],
  width,
});

test("rates are percentages, amounts have separators, durations their unit, and what is not shown is told", async () => {
  const query = `select 'Web' as source, 13681 as mqls, 0.5987096774193549 as rate, 0.5 as low, 0.6666 as high,
    1234567.891::decimal(18, 2) as amount, 3.0416 as days, -0.04 as change, true as is_small, null::double as none,
    timestamp '2026-01-05 10:00:59.5' as made_at, 1 as secret`;
  const columns =
    "source, mqls, rate %, low..high % as interval, amount money, days days, change .1, is_small mark, none %, made_at";
  expect(await print(query, show(columns))).toBe(
    `source    mqls    rate     interval     amount   days  change  is_small  none  made_at
------  ------  ------  -----------  ---------  -----  ------  --------  ----  ----------------
Web     13,681  59.9 %  50.0-66.7 %  1,234,568  3.0 d     0.0  yes             2026-01-05 10:00
(1 row, 1 more column: --wide)
`,
  );
});

test("a sentence goes on in the next line, an id is never cut, another text is, and all of it is told", async () => {
  const query = `select 'crm:0035e000000004aAAA' as person, repeat('x', 40) as name,
    'export the close date, or correct dates that cannot be: until then nobody has won' as advice`;
  expect(await print(query, show("person id, name, advice wrap", 72))).toBe(
    `person                  name                    advice
----------------------  ----------------------  ------------------------
crm:0035e000000004aAAA  xxxxxxxxxxxxxxxxxxxxx…  export the close date,
                                                or correct dates that
                                                cannot be: until then
                                                nobody has won
(1 row, long texts cut: --wide)
`,
  );
});

test("columns that do not fit are left out from the end, and counted", async () => {
  expect(
    await print(
      "select 1 as aaaaaaaaaa, 2 as bbbbbbbbbb, 3 as cccccccccc",
      show("aaaaaaaaaa, bbbbbbbbbb, cccccccccc", 25),
    ),
  ).toBe(
    `aaaaaaaaaa  bbbbbbbbbb
----------  ----------
         1           2
(1 row, 1 more column: --wide)
`,
  );
});

test("a number is never cut, however narrow the terminal", async () => {
  expect(await print("select 9007199254740993 as big, 'x' as t", show("big, t", 5))).toContain(
    "9,007,199,254,740,993\n",
  );
});

test("SQL on a terminal keeps all digits of whole numbers, shortens doubles and fits the terminal", async () => {
  const query =
    "select 1234567 as n, 0.5987096774193549::double as rate, 1234.56789::double as more, repeat('y', 50) as t";
  expect(await print(query, { width: 60 })).toBe(
    `      n    rate       more  t
-------  ------  ---------  --------------------------------
1234567  0.5987  1234.5679  yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy…
(1 row, long texts cut: --wide)
`,
  );
});

test("a shown column that the query does not have is an error", async () => {
  await expect(print("select 1 as a", show("b"))).rejects.toThrow("the query has no column b");
});
