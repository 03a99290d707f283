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
    "text\r\n'=1+1\r\n'+49 30 1\r\n-5\r\n-5.5e3\r\n'-5+x\r\n'@sum(a)\r\n\"'\ttab\"\r\n\"'\r\"\r\n1=1\r\n",
  );
  expect(await csv(`select -5 as "=a", -1.50 as "@b"`)).toBe("'=a,'@b\r\n-5,-1.50\r\n");
});

test.each([
  [" ", "a blank"],
  ["\n", "a line feed"],
  ["\t\t", "tabs"],
  ["\r\n ", "a line end"],
  ["\u0000", "NUL"],
  ["\u00a0", "a blank that does not break"],
  ["\u3000", "a wide blank"],
  ["\ufeff", "a byte order mark"],
  ["\u200b\u2060", "zero-width characters"],
  ["\u00ad\u202e", "a soft hyphen and a mark of direction"],
  ["\u3164", "an invisible letter"],
])("a formula after %j, %s, is quoted in any form of its sign", async (before) => {
  for (const sign of "=+-@＝＋－＠﹢﹣﹦﹫−") {
    const text = `${before}${sign}HYPERLINK(1)`;
    const codes = [...text].map((letter) => `chr(${letter.codePointAt(0)})`).join(" || ");
    expect(await csv(`select ${codes} as text`)).toMatch(/^text\r\n"?'/);
  }
});

test("numbers stay numbers, and so do texts in which a sign comes later", async () => {
  const texts = "values ('-5'), ('+5.25'), (' -5 '), ('.5'), ('a=1'), ('1+1'), ('ada@acme.example'), ('2026-01-02')";
  expect(await csv(`select text from (${texts}) as given(text)`)).not.toContain("'");
});

test("a text with a semicolon or a tab is quoted, so that no program begins a new cell there", async () => {
  expect(await csv("select 'a;=1+1' as one, 'a' || chr(9) || '=1+1' as other")).toBe(
    'one,other\r\n"a;=1+1","a\t=1+1"\r\n',
  );
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
