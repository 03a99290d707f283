import { expect, test } from "vitest";
import { setUpQueryWarehouse, writeToBuffer } from "../query_warehouse.js";

const warehouse = setUpQueryWarehouse();
const csv = async (query: string) => (await writeToBuffer(warehouse.path(), "csv", query)).toString();

test("every value keeps all its digits, and null is an empty cell", async () => {
  expect(await csv("from marts.kinds order by n")).toBe(
    [
      "n,big,price,ratio,is_won,day,made_at,stage,name,tags,score",
      '1,9007199254740993,9007199254740993.05,0.1,true,2026-01-05,2026-01-05T10:00:00.999999Z,sql,"Ada ""A"" Łoś, 日本\r\n🚀","[""a"",null]","{""fit"":7,""grade"":""B""}"',
      "2,,,,,,,,,,",
      "",
    ].join("\r\n"),
  );
});

test("a text that a spreadsheet would run as a formula is quoted, a negative number is not", async () => {
  const texts =
    "values ('=1+1'), ('+49 30 1'), ('-5'), ('-5.5e3'), ('-5+x'), ('@sum(a)'), (chr(9) || 'tab'), (chr(13)), ('1=1')";
  expect(await csv(`select text from (${texts}) as given(text)`)).toBe(
    "text\r\n'=1+1\r\n'+49 30 1\r\n-5\r\n-5.5e3\r\n'-5+x\r\n'@sum(a)\r\n'\ttab\r\n\"'\r\"\r\n1=1\r\n",
  );
  expect(await csv(`select -5 as "=a", -1.50 as "@b"`)).toBe("'=a,'@b\r\n-5,-1.50\r\n");
});

test("an empty text is not taken for null, and a row of one null is still a row", async () => {
  expect(await csv("values ('', null, 'a')")).toBe('col0,col1,col2\r\n"",,a\r\n');
  expect(await csv("values (null), ('a')")).toBe('col0\r\n""\r\na\r\n');
});

test("a query without rows gives its header", async () => {
  expect(await csv("select n, name from marts.kinds where false")).toBe("n,name\r\n");
});

test("ten thousand rows come in their order", async () => {
  const lines = (await csv("from marts.many order by n")).split("\r\n");
  expect(lines).toHaveLength(10_002);
  expect(lines[10_000]).toBe("9999,row 9999");
});
