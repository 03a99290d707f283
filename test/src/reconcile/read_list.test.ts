import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, expect, test } from "vitest";
import { readList } from "../../../src/reconcile/read_list.js";

const folder = mkdtempSync(join(tmpdir(), "reconcile-"));
afterAll(() => rmSync(folder, { recursive: true }));

const read = (content: string | Buffer, name = "list.csv", asked = {}) => {
  writeFileSync(join(folder, name), content);
  return readList(join(folder, name), asked);
};
const row = (line: number, id: string | null, email: string | null, date: string | null) => ({ line, id, email, date });

test("commas, semicolons and tabs separate the columns, whatever the name of the file", async () => {
  for (const mark of [",", ";", "\t"]) {
    const { rows, headers: taken } = await read(`Id${mark}Note${mark}Date\n1${mark}x${mark}2026-01-05\n`);
    expect(rows).toMatchObject([row(2, "1", null, "2026-01-05")]);
    expect(taken).toEqual({ id: "Id", date: "Date" });
  }
});

test("a byte order mark, CRLF, quotes and blank lines are read, and each row has its line", async () => {
  const { rows } = await read(
    '\ufeff"Lead ID";"E-mail";"MQL Date"\r\n"1";"a ""b""\r\n@x.example";2026-01-05\r\n\r\n2;;\r\n',
  );
  expect(rows).toMatchObject([row(2, "1", 'a "b"\r\n@x.example', "2026-01-05"), row(5, "2", null, null)]);
});

test("packed files and JSON lines are read; for a spreadsheet the error says what is expected", async () => {
  expect((await read(gzipSync("email,date\na@x.example,2026-01-05\n"), "list.csv.gz")).rows).toMatchObject([
    row(2, null, "a@x.example", "2026-01-05"),
  ]);
  expect((await read('{"email": "a@x.example", "date": "2026-01-05"}\n', "list.jsonl")).rows).toMatchObject([
    row(1, null, "a@x.example", "2026-01-05"),
  ]);
  await expect(read("PK", "list.xlsx")).rejects.toMatchObject({
    exitCode: 2,
    message: /list\.xlsx: expected a file \.csv/,
  });
});

test("of several columns with usual names the most specific is used, unless another is named", async () => {
  const content = "Date,MQL Date,Contact Id,Lead Id\n2026-01-01,2026-01-05,3,1\n";
  expect((await read(content)).rows).toMatchObject([row(2, "1", null, "2026-01-05")]);
  const { rows } = await read(content, "list.csv", { id: "contact id", date: "date" });
  expect(rows).toMatchObject([row(2, "3", null, "2026-01-01")]);
});

test("a damaged row keeps its place, and the others are read", async () => {
  const { rows } = await read('id,date\n1,2026-01-05,more\n2,2026-01-06\n"3,2026-01-07\n4,2026-01-08\n');
  expect(rows.map(({ line, id, fault }) => [line, id, fault])).toEqual([
    [2, null, expect.stringMatching(/fields/)],
    [3, "2", null],
    [4, null, expect.stringMatching(/quote/)],
    [5, "4", null],
  ]);
});

test("UTF-16 is recognised; another encoding must be named", async () => {
  const text = "e-mail,date\nzoë@x.example,2026-01-05\n";
  const email = "zoë@x.example";
  const latin = Buffer.from(text, "latin1");
  expect((await read(latin)).rows).toMatchObject([{ line: 2, email: null, fault: "not UTF-8" }]);
  expect((await readList(join(folder, "list.csv"), {}, "latin-1")).rows).toMatchObject([{ email, fault: null }]);
  expect((await read(Buffer.from(`\ufeff${text}`, "utf16le"))).rows).toMatchObject([{ email, fault: null }]);
});

test("a file that is no list is refused; the error names the place and no value", async () => {
  await expect(read("")).rejects.toMatchObject({ exitCode: 2, message: /list\.csv: .*empty/ });
  await expect(read("id,date,date\n1,2,3\n")).rejects.toMatchObject({ exitCode: 2, message: /line 1: header 3/ });
  await expect(readList(folder, {})).rejects.toMatchObject({ exitCode: 2, message: /is not a file/ });
});

test("the footer of a Salesforce report is not a row", async () => {
  const { rows } = await read(
    'id,date\n1,2026-01-05\n\n"MQLs of a quarter"\n"Copyright (c) 2000-2026 salesforce.com, inc."\n"Confidential Information"\n',
  );
  expect(rows).toMatchObject([row(2, "1", null, "2026-01-05")]);
  expect(rows).toHaveLength(1);
});
