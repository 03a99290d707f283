import { join } from "node:path";
import { expect, test } from "vitest";
import { withWarehouse } from "../../../../src/table/database_file.js";
import { rowsOf } from "../../../../src/table/rows.js";
import { createLoadProject, crmSource } from "../load_project.js";

const loaded = async (content: string | Buffer, file = "Lead.csv", source: object = crmSource) => {
  const at = createLoadProject([source]);
  at.put(`exports/crm/${file}`, content);
  const [load] = await at.load();
  return { at, load: load! };
};
const good = (from: number, to: number) => Array.from({ length: to - from }, (_, at) => `${from + at},Acme\n`).join("");

test("a rejected record is reported with its physical line, also after a line break in a field and a blank line", async () => {
  const { load } = await loaded('Id,Company,Employees\n1,"Ac\nme",5\n\n2,Beta,five\n3,Gamma,7\n');
  expect(load).toMatchObject({ parsed: 3, loaded: 2, rejected: 1 });
  expect(load.rejects).toEqual([{ column: "Employees", code: "not a whole number", records: 1, first_line: 5 }]);
});

test("a rejected record is kept completely, outside of the warehouse", async () => {
  const { at, load } = await loaded("Id,Company,Employees\n1,Acme,x\n2,Beta,2\n");
  const path = join(at.project, "warehouse", "history", load.load_id, "rejects.parquet");
  const rejects = await withWarehouse(":memory:", "READ_WRITE", (warehouse) => rowsOf(warehouse, `from '${path}'`));
  const record = JSON.stringify({ Id: "1", Company: "Acme", Employees: "x" });
  expect(rejects).toEqual([{ line: 2n, column: "Employees", code: "not a whole number", record }]);
});

test.each([
  ["a required value is missing", "Id,Company\n  ,Acme\n", "missing"],
  ["a text is longer than a company can be", `Id,Company\n1,${"x".repeat(21)}\n`, "too long"],
  ["an amount is a word", "Id,Revenue\n1,much\n", "not an amount of money"],
  ["a comma in an amount may mean two things", 'Id,Revenue\n1,"1,234"\n', "not an amount of money"],
  ["a count is a word", "Id,Employees\n1,many\n", "not a whole number"],
  ["a date does not exist", "Id,CreatedDate\n1,2026-02-30\n", "a day or time that does not exist"],
  ["a time does not exist", "Id,CreatedDate\n1,2026-02-03T10:61:00Z\n", "a day or time that does not exist"],
  ["the day is in the place of the month", "Id,CreatedDate\n1,2026-28-02\n", "not an instant"],
  ["a date is ambiguous", "Id,CreatedDate\n1,03/04/2026\n", "not an instant"],
  ["an hour has a blank for a digit", "Id,CreatedDate\n1,2026-01-31T 0:20:30Z\n", "not an instant"],
  ["a second has a point for a digit", "Id,CreatedDate\n1,2026-01-31 10:20:6.\n", "not an instant"],
])("a record is rejected where %s", async (_, content, code) => {
  const [header, record] = content.split("\n");
  const sound = `8${",".repeat(header!.split(",").length - 1)}\n`;
  expect((await loaded(`${header}\n${record}\n${sound}`)).load.rejects).toMatchObject([
    { code, records: 1, first_line: 2 },
  ]);
});

test("rejects, copies and records that a later one replaces are distinguished in one file, each with its line", async () => {
  const content = "Id,Company,Employees\n1,Acme,1\n2,Beta,x\n1,Acme,1\n3,Gamma,3\n3,Gamma,4\n1,Acme,y\n";
  const { at, load } = await loaded(content);
  expect(load).toMatchObject({ parsed: 6, loaded: 2, rejected: 2, deduplicated: 2 });
  expect(load.rejects).toMatchObject([{ code: "not a whole number", records: 2, first_line: 3 }]);
  const kept = `select "Id", "Employees"::integer as n from raw.salesforce_leads order by all`;
  expect(await at.raw(kept)).toEqual([
    { Id: "1", n: 1 },
    { Id: "3", n: 4 },
  ]);
});

test.each([
  ["a character that is split between two chunks is read", `${"x".repeat((1 << 20) - "Id,Note\n1,".length - 1)}é`, 1],
  ["a file that ends within a character is cut", Buffer.from([0xe2, 0x82]), undefined],
])("%s", async (_, note, rows) => {
  const at = createLoadProject();
  at.put("exports/crm/Lead.csv", Buffer.concat([Buffer.from("Id,Note\n1,"), Buffer.from(note)]));
  if (rows) expect(await at.load()).toMatchObject([{ loaded: rows }]);
  else expect(await at.quarantined()).toMatch(/line 2: .*the file was cut/);
});

test("a file over the reject budget is not loaded; the other files are", async () => {
  const at = createLoadProject([{ ...crmSource, reject_budget: { share: 0.01, rows: 1 } }]);
  at.put("exports/crm/a/Lead.csv", "Id,Employees\n1,x\n2,y\n3,3\n");
  at.put("exports/crm/b/Lead.csv", "Id,Employees\n4,4\n");
  expect(await at.quarantined()).toMatch(/a\/Lead.csv: 2 of 3 records .*Employees not a whole number: 2 from line 2/);
  expect(await at.loads()).toMatchObject([{ file: "b/Lead.csv" }]);
  expect(await at.raw(`select "Id" from raw.salesforce_leads`)).toEqual([{ Id: "4" }]);
});

test("a file of days that no calendar has is told so, and not that its dates are written in another way", async () => {
  const at = createLoadProject();
  at.put("exports/crm/Lead.csv", "Id,CreatedDate\n1,2026-02-30\n2,2026-02-31\n");
  const said = await at.quarantined();
  expect(said).toMatch(/CreatedDate a day or time that does not exist: 2 from line 2; the calendar has no such day/);
  expect(said).not.toMatch(/written in another way/);
});

test("a day that no calendar has is told so in any format, beside a day in the place of the month", async () => {
  const source = { ...crmSource, formats: { CreatedDate: "%d.%m.%Y" } };
  const { load } = await loaded("Id,CreatedDate\n1,30.02.2026\n2,02.28.2026\n3,28.02.2026\n", "Lead.csv", source);
  expect(load.rejects).toMatchObject([
    { code: "a day or time that does not exist", first_line: 2 },
    { code: "not an instant", first_line: 3 },
  ]);
});

test("a record that a pair of quotes made of many rows counts as many lines", async () => {
  const at = createLoadProject();
  at.put("exports/crm/Lead.csv", `Id,Company\n1,"Acme\n${good(2, 30)}30,Beta"\n${good(31, 60)}`);
  expect(await at.quarantined()).toMatch(/rows within quotes: 1 from line 2/);
});

test.each<[string, string | Buffer, string, number]>([
  ["has bytes that are not UTF-8", Buffer.from("Id,Company\n1,A\n2,Caf\xe9\n3,C\n", "latin1"), "not UTF-8", 3],
  ["is short", "Id,Company\n1,A\n2\n3,C\n", "too few fields", 3],
  ["is long", "Id,Company\n2,A,secret\n1,A\n3,C\n", "too many fields", 2],
  ["has a quote that never closes", 'Id,Company\n1,A\n2,"secret\n3,C\n', "a quote that never closes", 3],
  ["has text after a closing quote", 'Id,Company\n2,"A"secret\n1,A\n3,C\n', "text after a closing quote", 2],
  [
    "lacks a quote, so that it runs into the next",
    'Id,Company\n1,A\n2,"secret\n3,"C"\n',
    "text after a closing quote",
    3,
  ],
])("only a record that %s is rejected, and it is kept", async (_, content, code, line) => {
  const { at, load } = await loaded(content);
  expect(load).toMatchObject({ parsed: 3, loaded: 2, rejected: 1 });
  expect(load.rejects).toEqual([{ column: "", code, records: 1, first_line: line }]);
  expect(await at.raw(`select "Id" from raw.salesforce_leads order by 1`)).toEqual([{ Id: "1" }, { Id: "3" }]);
  const path = join(at.project, "warehouse", "history", load.load_id, "rejects.parquet");
  const kept = await withWarehouse(":memory:", "READ_WRITE", (db) => rowsOf<{ record: string }>(db, `from '${path}'`));
  expect(kept).toHaveLength(1);
  expect(kept[0]?.record).toMatch(/^2/);
});

test("after broken quotes, reading continues on the next line, however often", async () => {
  const stray = Array.from({ length: 15 }, (_, n) => `x${n},"never\n${good(100 * n, 100 * n + 90)}`).join("");
  const { load } = await loaded(`Id,Company\n${stray}`);
  expect(load.rejected).toBe(15);
  expect(load.loaded).toBe(15 * 90);
});

test("broken quotes are found also where two chunks of a long file meet", async () => {
  const long = (from: number) => `${from},${"y".repeat(18)}\n`;
  const before = Array.from({ length: 60_000 }, (_, n) => long(n)).join("");
  const edge = (1 << 20) - (before.length % (1 << 20)) - "Id,Company\n".length;
  for (const shift of [-3, -2, -1, 0, 1, 2]) {
    const filler = `f,${"z".repeat(Math.max(0, ((edge + shift + (1 << 20)) % (1 << 20)) - 20) % 18)}\n`;
    const { load } = await loaded(
      `Id,Company\n${before}${filler}q,"open\n${good(70_000, 70_010)}r,"A"b\n${good(80_000, 80_005)}`,
    );
    expect(load).toMatchObject({ loaded: 60_001 + 15, rejected: 2 });
  }
});

test("NUL bytes are left out and counted", async () => {
  const { at } = await loaded("Id,Company\n1,\0Ac\0me\n2,B\n");
  expect(await at.raw(`select "Company" from raw.salesforce_leads order by "Id"`)).toEqual([
    { Company: "Acme" },
    { Company: "B" },
  ]);
});

test.each([
  ["latin-1", "Caf\xe9 \x81", "Café \u0081"],
  ["windows-1252", "Caf\xe9 \x80", "Café €"],
])("a source may say that its files are %s", async (encoding, written, read) => {
  const content = Buffer.from(`Id,Company\n1,${written}\n`, "latin1");
  const { at } = await loaded(content, "Lead.csv", { ...crmSource, encoding });
  expect(await at.raw(`select "Company" from raw.salesforce_leads`)).toEqual([{ Company: read }]);
});

test.each<[string, string | Buffer, RegExp]>([
  ["nothing but records that do not fit", 'Id,Company\n1,A,secret\n2,"A"secret\n', /2 of 2 records do not fit/],
  ["nothing at all", "", /empty/],
  ["blank lines only", "\n\n", /only blank lines/],
  [
    "a header that is not UTF-8",
    Buffer.from("Id,Soci\xe9t\xe9\n1,secret\n", "latin1"),
    /line 1: the header is not UTF-8; .*latin-1/,
  ],
  ["a header whose quote never closes", 'Id,"Company\n1,secret\n', /line 1: .*header line/],
  ["a fraction among counts", "Id,Employees\n1,2\n2,1.5\n3,4\n", /line 3: column Employees: a fraction/],
  [
    "points between thousands",
    "Id,Employees\n1,2\n2,1.200\n3,4\n",
    /numbers have separators, say which, e.g. formats: /,
  ],
  [
    "Latin-1 throughout",
    Buffer.from(`Id,Company\n${"1,secr\xe9t\n".repeat(30)}`, "latin1"),
    /30 of 30 records .*latin-1/,
  ],
])("a file with %s is in quarantine, and its values stay unsaid", async (_, content, message) => {
  const at = createLoadProject();
  at.put("exports/crm/Lead.csv", content);
  const said = await at.quarantined();
  expect(said).toMatch(message);
  expect(said).not.toMatch(/secr/);
  expect(await at.loads()).toEqual([]);
});

test.each([
  ["LF", "\n"],
  ["CRLF", "\r\n"],
  ["CR", "\r"],
])("every record is read whatever ends the line: %s", async (_, end) => {
  const lines = ["Id,Company", '1,"Ac\nme"', "2,#Beta", "3,null", "", "4,"];
  const { at, load } = await loaded(`${lines.join(end)}${end}`);
  expect(load).toMatchObject({ parsed: 4, loaded: 4 });
  expect(await at.raw(`select "Company" from raw.salesforce_leads order by "Id"`)).toEqual(
    ["Ac\nme", "#Beta", "null", null].map((Company) => ({ Company })),
  );
});

test("mixed line ends lose nothing", async () => {
  expect((await loaded("Id,Company\n1,A\r\n2,B\n3,C\r4,D")).load).toMatchObject({ parsed: 4, loaded: 4 });
});

test("a header without rows loads as no rows", async () => {
  const { at, load } = await loaded("Id,Company\n");
  expect(load).toMatchObject({ parsed: 0, loaded: 0, rejected: 0 });
  expect(await at.raw("from raw.salesforce_leads")).toEqual([]);
});

test("a name with glob characters and quotes reads only that file", async () => {
  const source = { ...crmSource, files: { Lead: "a_[bc]';--.csv" } };
  const at = createLoadProject([source]);
  at.put("exports/crm/a_[bc]';--.csv", "Id\n1\n");
  at.put("exports/crm/a_b';--.csv", "Id\n2\n");
  await at.load();
  expect(await at.raw(`select "Id" from raw.salesforce_leads`)).toEqual([{ Id: "1" }]);
});

test("the word null means null in Marketo's exports and is a name in all others", async () => {
  const at = createLoadProject([{ name: "map", system: "marketo", path: "exports/map" }, crmSource]);
  at.put("exports/map/leads.csv", "id,company,leadScore\n1,null,null\n2,Null,7\n");
  at.put("exports/crm/Lead.csv", "Id,Company\n1,null\n");
  await at.load();
  expect(await at.raw(`select company, "leadScore" from raw.marketo_leads order by id`)).toEqual([
    { company: null, leadScore: null },
    { company: "Null", leadScore: 7n },
  ]);
  expect(await at.raw(`select "Company" from raw.salesforce_leads`)).toEqual([{ Company: "null" }]);
});

const wide = "Id,Status,Company,Notes__c\n";
const wideRows = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, at) => `L${from + at},New,Acme,note\n`).join("");

test("rows that stray quotes joined into one field are noticed also in a column without a length limit", async () => {
  const some = `${wide}${wideRows(0, 5)}L5,New,Acme,"oops\n${wideRows(6, 9)}L9,New,Acme,foo"\n${wideRows(10, 60)}`;
  const { load } = await loaded(some);
  expect(load).toMatchObject({ parsed: 56, loaded: 55, rejected: 1 });
  expect(load.rejects).toEqual([{ column: "", code: "rows within quotes", records: 1, first_line: 7, lines: 5 }]);
  const at = createLoadProject();
  const many = `${wide}${wideRows(0, 50)}L50,New,Acme,"oops\n${wideRows(51, 900)}L900,New,Acme,foo"\n${wideRows(901, 1000)}`;
  at.put("exports/crm/Lead.csv", many);
  expect(await at.quarantined()).toMatch(/rows within quotes: 1 from line 52/);
});

test("a text of several lines is not taken for rows inside quotes, with or without commas", async () => {
  const note = '"Dear Ada,\n\nthank you, we will, of course,\nread it.\n"';
  expect((await loaded(`${wide}1,New,Acme,${note}\n2,New,Acme,x\n`)).load).toMatchObject({ parsed: 2, loaded: 2 });
});

test.each([
  ["within a text of several paragraphs", 'L1000,New,Co,"First paragraph.\n\nSecond paragraph is cut he'],
  ["after a line of such a text", 'L1000,New,Co,"First paragraph.\n'],
  ["within a row, with a blank line far above", "L1000"],
])("a file that is cut %s is in quarantine", async (_, end) => {
  const at = createLoadProject();
  at.put("exports/crm/Lead.csv", `${wide}${wideRows(0, 5)}\n${wideRows(5, 1000)}${end}`);
  expect(await at.quarantined()).toMatch(/the file was cut/);
});

test("a short line among the rows is no footer, with or without a blank line before it", async () => {
  const { load } = await loaded(`${wide}${wideRows(0, 5)}\nTotal\n${wideRows(5, 10)}\nCopyright\n`);
  expect(load.rejects).toEqual([
    { column: "", code: "too few fields", records: 1, first_line: 8 },
    { column: "", code: "footer of a report", records: 1, first_line: 15 },
  ]);
});
