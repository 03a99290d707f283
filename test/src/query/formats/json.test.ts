import { expect, test } from "vitest";
import { setUpQueryWarehouse, writeToBuffer } from "../query_warehouse.js";

const warehouse = setUpQueryWarehouse();
const json = async (query: string) => (await writeToBuffer(warehouse.path(), "json", query)).toString();

test("one array of row objects, with every digit of a number", async () => {
  expect(await json("from marts.kinds order by n")).toBe(
    `[
{"n":1,"big":9007199254740993,"price":9007199254740993.05,"ratio":0.1,"is_won":true,"day":"2026-01-05","made_at":"2026-01-05T10:00:00.999999Z","stage":"sql","name":"Ada \\"A\\" Łoś, 日本\\r\\n🚀","tags":["a",null],"score":{"fit":7,"grade":"B"}},
{"n":2,"big":null,"price":null,"ratio":null,"is_won":null,"day":null,"made_at":null,"stage":null,"name":null,"tags":null,"score":null}
]
`,
  );
});

test("an instant has as many digits below the second as it needs, always in UTC", async () => {
  const instants = `select '2026-01-05 10:00:00'::timestamp as whole, '2026-01-05 10:00:00.5'::timestamp as half,
    '2026-01-05 10:00:00+02:00'::timestamptz as zoned, '1969-12-31 23:59:59.999999'::timestamp as before_1970,
    '2026-01-05 10:00:00.123456789'::timestamp_ns as nanos, 'infinity'::timestamp as never, 'infinity'::date as no_day`;
  expect(JSON.parse(await json(instants))).toEqual([
    {
      whole: "2026-01-05T10:00:00Z",
      half: "2026-01-05T10:00:00.5Z",
      zoned: "2026-01-05T08:00:00Z",
      before_1970: "1969-12-31T23:59:59.999999Z",
      nanos: "2026-01-05T10:00:00.123456789Z",
      never: "infinity",
      no_day: "infinity",
    },
  ]);
});

test("numbers at the edges stay valid JSON", async () => {
  const numbers = `select sum(9223372036854775807) as huge, -0.05::decimal(3, 2) as small, 'nan'::double as nan,
    '-infinity'::double as low, 1e300 as large, 0::utinyint as zero from range(2)`;
  expect(await json(numbers)).toBe(
    '[\n{"huge":18446744073709551614,"small":-0.05,"nan":null,"low":null,"large":1e+300,"zero":0}\n]\n',
  );
});

test("maps, unions and structs inside lists become JSON of their own shape", async () => {
  const nested = `select map {'b': 1, 'a': null} as m, [{x: [1.50]}] as l, union_value(u := 2::bigint) as u, interval 1 day as i`;
  expect(await json(nested)).toBe('[\n{"m":{"b":1,"a":null},"l":[{"x":[1.50]}],"u":2,"i":"1 day"}\n]\n');
});

test("two columns of one name become two keys", async () => {
  expect(await json("select 1 as id, 2 as id, 3 as ID")).toBe('[\n{"id":1,"id_1":2,"ID_2":3}\n]\n');
});

test("a query without rows gives an empty array", async () => {
  expect(await json("from marts.kinds where false")).toBe("[]\n");
});

test("ten thousand rows are one valid array", async () => {
  const rows = JSON.parse(await json("from marts.many order by n"));
  expect(rows).toHaveLength(10_000);
  expect(rows[9_999]).toEqual({ n: 9999, label: "row 9999" });
});
