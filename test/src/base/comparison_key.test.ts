import { sql } from "kysely";
import { expect, test } from "vitest";
import { comparisonKey } from "../../../src/base/comparison_key.js";
import { text } from "../../../src/table/columns.js";
import { withWarehouse } from "../../../src/table/database_file.js";
import { db } from "../../../src/table/db.js";
import { comparisonKey as comparisonKeySql } from "../../../src/table/dialect.js";
import { rowsOf } from "../../../src/table/rows.js";
import { inlineRows } from "../../../src/table/write_rows.js";

/** The keys that SQL computes; null for a blank word. */
const keysInSql = (words: readonly string[]): Promise<(string | null)[]> =>
  withWarehouse(":memory:", "READ_WRITE", async (memory) => {
    const given = inlineRows(
      { name: "raw.words", about: "", grain: [], columns: { word: text("Word") } },
      words.map((word) => ({ word })),
    );
    const key = comparisonKeySql(sql.ref<string>("word")).compile(db).sql;
    const rows = await rowsOf<{ key: string | null }>(memory, `select ${key} as key from ${given}`);
    return rows.map((row) => row.key);
  });

const awkwardWords: readonly (readonly [word: string, key: string])[] = [
  ["Paid Search", "paid search"],
  [" \t\r\n\u00a0Webinar\u00a0\n\r\t ", "webinar"],
  ["two\u00a0 words", "two\u00a0 words"],
  // Only the five blanks above are trimmed: not the em space, not the vertical tab, not the zero-width space.
  ["\u2003Webinar\u000b", "\u2003webinar\u000b"],
  ["\u200bWebinar", "\u200bwebinar"],
  ["Cafe\u0301", "caf\u00e9"],
  ["CAFÉ", "café"],
  ["STRASSE ẞ ß", "strasse ß ß"],
  ["ΟΔΟΣ", "οδοσ"],
  ["Οδος", "οδοσ"],
  ["İstanbul I ı", "istanbul i ı"],
  ["\u212bngstr\u00f6m", "ångström"],
  ["Ω ohm \u2126", "ω ohm ω"],
  ["ЖУРНАЛ", "журнал"],
  ["Ǆ ǅ ǆ", "ǆ ǆ ǆ"],
  ["👩‍💻 Team 🚀", "👩‍💻 team 🚀"],
  ["株式会社", "株式会社"],
  ["𐐀", "𐐨"],
];

test("SQL and TypeScript give an awkward word the same key of comparison", async () => {
  const words = awkwardWords.map(([word]) => word);
  const keys = awkwardWords.map(([, key]) => key);
  expect(words.map(comparisonKey)).toEqual(keys);
  expect(await keysInSql(words)).toEqual(keys);
});

test("a blank word has an empty key, which is null in SQL", async () => {
  const words = ["", " ", "\u00a0\t\r\n "];
  expect(words.map(comparisonKey)).toEqual(["", "", ""]);
  expect(await keysInSql(words)).toEqual([null, null, null]);
});

test("SQL and TypeScript give every letter of Latin, Greek, Cyrillic and their neighbours the same key", async () => {
  const letters = Array.from({ length: 0x1c80 - 0x21 }, (_, at) => String.fromCodePoint(0x21 + at));
  expect(await keysInSql(letters)).toEqual(letters.map((letter) => comparisonKey(letter) || null));
});
