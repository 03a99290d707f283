import { join } from "node:path";
import { expect, test } from "vitest";
import { rowsOf } from "../../../src/rows.js";
import { withWarehouse } from "../../../src/warehouse.js";
import { crm, desk } from "./desk.js";

const loaded = async (content: string | Buffer, file = "Lead.csv", source: object = crm) => {
  const at = desk([source]);
  at.put(`exports/crm/${file}`, content);
  const [load] = await at.load();
  return { at, load: load! };
};
const good = (from: number, to: number) => Array.from({ length: to - from }, (_, at) => `${from + at},Acme\n`).join("");

test("a rejected record is told by its physical line, behind an embedded newline and a blank line too", async () => {
  const { load } = await loaded('Id,Company,Employees\n1,"Ac\nme",5\n\n2,Beta,five\n3,Gamma,7\n');
  expect(load).toMatchObject({ parsed: 3, loaded: 2, rejected: 1 });
  expect(load.rejects).toEqual([{ column: "Employees", code: "not a whole number", records: 1, first_line: 5 }]);
});

test("the whole of a rejected record is kept, apart from the warehouse", async () => {
  const { at, load } = await loaded("Id,Company,Employees\n1,Acme,x\n");
  const path = join(at.project, "warehouse", "history", load.load_id, "rejects.parquet");
  const rejects = await withWarehouse(":memory:", "READ_WRITE", (warehouse) => rowsOf(warehouse, `from '${path}'`));
  const record = JSON.stringify({ Id: "1", Company: "Acme", Employees: "x" });
  expect(rejects).toEqual([{ line: 2n, column: "Employees", code: "not a whole number", record }]);
});

test.each([
  ["a required value is missing", "Id,Company\n  ,Acme\n", "missing"],
  ["a text is longer than a company can be", `Id,Company\n1,${"x".repeat(21)}\n`, "too long"],
  ["an amount has a third decimal", "Id,Revenue\n1,10.005\n", "not an amount of money"],
  ["a count is a fraction", "Id,Employees\n1,1.5\n", "not a whole number"],
  ["a date does not exist", "Id,CreatedDate\n1,2026-02-30\n", "not an instant"],
  ["a date is ambiguous", "Id,CreatedDate\n1,03/04/2026\n", "not an instant"],
  ["an hour has a blank for a digit", "Id,CreatedDate\n1,2026-01-31T 0:20:30Z\n", "not an instant"],
  ["a second has a point for a digit", "Id,CreatedDate\n1,2026-01-31 10:20:6.\n", "not an instant"],
])("a record is rejected where %s", async (_, content, code) => {
  expect((await loaded(content)).load.rejects).toMatchObject([{ code, records: 1, first_line: 2 }]);
});

test("rejects, copies and second versions of a key are told apart in one file, each by its own line", async () => {
  const content = "Id,Company,Employees\n1,Acme,1\n2,Beta,x\n1,Acme,1\n3,Gamma,3\n3,Gamma,4\n1,Acme,y\n";
  const { at, load } = await loaded(content);
  expect(load).toMatchObject({ parsed: 6, loaded: 3, rejected: 2, deduplicated: 1 });
  expect(load.rejects).toMatchObject([{ code: "not a whole number", records: 2, first_line: 3 }]);
  const kept = `select "Id", "Employees"::integer as n from raw.salesforce_leads order by all`;
  expect(await at.raw(kept)).toEqual([
    { Id: "1", n: 1 },
    { Id: "3", n: 4 },
  ]);
});

test.each([
  ["a character that two chunks share is whole", `${"x".repeat((1 << 20) - "Id,Note\n1,".length - 1)}é`, 1],
  ["a character of which the file holds the half is none", Buffer.from([0xe2, 0x82]), undefined],
])("%s", async (_, note, rows) => {
  const at = desk();
  at.put("exports/crm/Lead.csv", Buffer.concat([Buffer.from("Id,Note\n1,"), Buffer.from(note)]));
  if (rows) expect(await at.load()).toMatchObject([{ loaded: rows }]);
  else expect(await at.quarantined()).toMatch(/line 2: bytes that are not UTF-8/);
});

test("over the budget, nothing of the file is kept; the other files are", async () => {
  const at = desk([{ ...crm, reject_budget: { share: 0.01, rows: 1 } }]);
  at.put("exports/crm/a/Lead.csv", "Id,Employees\n1,x\n2,y\n3,3\n");
  at.put("exports/crm/b/Lead.csv", "Id,Employees\n4,4\n");
  expect(await at.quarantined()).toMatch(/a\/Lead.csv: 2 of 3 records .*Employees not a whole number: 2 from line 2/);
  expect(await at.kept()).toMatchObject([{ file: "b/Lead.csv" }]);
  expect(await at.raw(`select "Id" from raw.salesforce_leads`)).toEqual([{ Id: "4" }]);
});

test("a quote pair that swallows rows weighs as many lines as it swallowed", async () => {
  const at = desk();
  at.put("exports/crm/Lead.csv", `Id,Company\n1,"Acme\n${good(2, 30)}30,Beta"\n${good(31, 60)}`);
  expect(await at.quarantined()).toMatch(/Company too long: 1 from line 2/);
});

test.each<[string, string | Buffer, RegExp]>([
  ["a NUL byte", "Id,Company\n1,Ac\0me\n", /line 2: a NUL byte/],
  [
    "bytes that are not UTF-8",
    Buffer.from("Id,Company\n1,A\n2,Caf\xe9\n", "latin1"),
    /line 3: bytes that are not UTF-8/,
  ],
  ["UTF-16", Buffer.from("\ufeffId\n1\n", "utf16le"), /UTF-16/],
  ["a short record", "Id,Company\n1,A\n2\n", /line 3: 1 fields; the header has 2/],
  ["a long record", "Id,Company\n1,A,secret\n", /line 2: 3 fields; the header has 2/],
  ["a quote that never closes", `Id,Company\n1,A\n2,"secret\n${good(3, 50)}`, /line 3: a quote opens/],
  ["text behind a closing quote", 'Id,Company\n1,"A"secret\n', /line 2: text follows a closing quote/],
  ["nothing at all", "", /empty/],
])("a file with %s is in quarantine, and its values stay unsaid", async (_, content, message) => {
  const at = desk();
  at.put("exports/crm/Lead.csv", content);
  const said = await at.quarantined();
  expect(said).toMatch(message);
  expect(said).not.toMatch(/secret|Caf/);
  expect(await at.kept()).toEqual([]);
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

test("glob characters and quotes in names read that file alone", async () => {
  const source = { ...crm, files: { Lead: "a_[bc]';--.csv" } };
  const at = desk([source]);
  at.put("exports/crm/a_[bc]';--.csv", "Id\n1\n");
  at.put("exports/crm/a_b';--.csv", "Id\n2\n");
  await at.load();
  expect(await at.raw(`select "Id" from raw.salesforce_leads`)).toEqual([{ Id: "1" }]);
});

test("the bare word null is no value in Marketo's exports, and a name in all others", async () => {
  const at = desk([{ name: "map", system: "marketo", path: "exports/map" }, crm]);
  at.put("exports/map/leads.csv", "id,company,leadScore\n1,null,null\n2,Null,7\n");
  at.put("exports/crm/Lead.csv", "Id,Company\n1,null\n");
  await at.load();
  expect(await at.raw(`select company, "leadScore" from raw.marketo_leads order by id`)).toEqual([
    { company: null, leadScore: null },
    { company: "Null", leadScore: 7n },
  ]);
  expect(await at.raw(`select "Company" from raw.salesforce_leads`)).toEqual([{ Company: "null" }]);
});
