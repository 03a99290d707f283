import { describe, expect, test } from "vitest";
import { sourceSchema } from "../../../src/config/config_schema.js";
import { bindColumns } from "../../../src/load/rows/bind_columns.js";
import { text, withBinding } from "../../../src/table/columns.js";
import { source } from "../../../src/table/model.js";
import { toSnakeCase } from "../../../src/text/header.js";
import { createLoadProject, crmSource, leads, nightInstant } from "./load_project.js";

const row = async (content: string) => {
  const at = createLoadProject();
  at.put("exports/crm/Lead.csv", content);
  const [load] = await at.load();
  const [lead] = await at.raw(`select "Id", "Status", "Company", "LastModifiedDate" from raw.salesforce_leads`);
  return { lead, load };
};
const expected = { Id: "1", Status: "New", Company: "Acme", LastModifiedDate: "2026-01-02T03:04:05Z" };

describe("a header matches its column", () => {
  test.each([
    ["in the contract's own words", "Id,Status,Company,LastModifiedDate\n1,New,Acme,2026-01-02T03:04:05Z\n"],
    ["in another order", "LastModifiedDate,Company,Status,Id\n2026-01-02T03:04:05Z,Acme,New,1\n"],
    ["in capitals, as Data Loader wrote them", "ID,STATUS,COMPANY,LASTMODIFIEDDATE\n1,New,Acme,2026-01-02 03:04:05\n"],
    ["in Fivetran's spelling", "id,status,company,last_modified_date\n1,New,Acme,2026-01-02 03:04:05\n"],
    [
      "after a byte order mark and in quotes",
      '\ufeff"Id","Status","Company","LastModifiedDate"\r\n1,New,Acme,2026-01-02 03:04:05\r\n',
    ],
  ])("%s", async (_, content) => {
    expect((await row(content)).lead).toEqual(expected);
  });

  test("by its exact name before an alias", async () => {
    const { lead, load } = await row("Id,last_modified_date,LastModifiedDate\n1,x,2026-01-02T03:04:05Z\n");
    expect(lead).toMatchObject({ LastModifiedDate: "2026-01-02T03:04:05Z" });
    expect(load?.unknown_headers).toEqual(["last_modified_date"]);
  });

  test.each([
    ["LastModifiedDate", "last_modified_date"],
    ["Disqualified_Reason__c", "disqualified_reason_c"],
    ["mkto71_Original_Source__c", "mkto_71_original_source_c"],
    ["Territory2Id", "territory_2_id"],
    ["pi__utm_source__c", "pi_utm_source_c"],
    ["marketoGUID", "marketo_guid"],
  ])("%s is %s in a replicated warehouse", (name, alias) => {
    expect(toSnakeCase(name)).toBe(alias);
  });
});

describe("a column with several possible headers", () => {
  const told = source({
    name: "raw.salesforce_leads",
    about: "One row per lead.",
    origin: { kind: "export", product: "salesforce", object: "Lead" },
    grain: ["system", "Id"],
    columns: {
      system: withBinding({ given: "system" }, text("Source")),
      Id: withBinding({ orHeaders: ["Record ID", "Lead ID"] }, text("Id")),
    },
  });
  const boundTo = (headers: string[]) =>
    bindColumns(
      {
        source: sourceSchema.parse(crmSource),
        table: told,
        feedName: null,
        zone: "UTC",
      },
      { headers, sparse: false, mayHaveInvisible: false },
    );

  test.each([
    ["its own before all others", ["Lead ID", "Record ID", "Id"], "c2"],
    ["the first that the file has", ["Lead ID", "Record ID"], "c1"],
    ["the last, if it is the only one", ["Name", "lead id"], "c1"],
  ])("%s", (_, headers, place) => {
    expect(boundTo(headers).columns.map(({ text }) => text)).toEqual([place]);
  });

  test("the message names all of them if none is there", () => {
    expect(() => boundTo(["Name", "Status"])).toThrow(/Id or Record ID or Lead ID/);
  });
});

test("labels that no column reads may repeat: each keeps its values under its own name", async () => {
  const { load } = await row("Id,Region,Status,region\n1,EMEA,New,DACH\n");
  expect(load).toMatchObject({ loaded: 1, unknown_headers: ["Region (column 2)", "region (column 4)"] });
});

test("a repeated label that the configuration names must be unique", async () => {
  const at = createLoadProject();
  at.put("exports/crm/Lead.csv", "Id,Region,region\n1,EMEA,DACH\n");
  await at.load();
  const read = (field: string) =>
    at.raw<{ value: string }>("select value from raw.field_values", [{ product: "salesforce", entity: "Lead", field }]);
  await expect(read("Region")).rejects.toThrow(/could be Region \(column 2\) or region \(column 3\)/);
  expect(await read("region (column 3)")).toEqual([{ value: "DACH" }]);
  const custom = createLoadProject([{ ...crmSource, custom: { Region: "region" } }]);
  custom.put("exports/crm/Lead.csv", "Id,Region,region\n1,EMEA,DACH\n");
  expect(await custom.quarantined()).toMatch(/header 3 .*repeats/);
});

test("a column that the contract does not know is kept as text and noted", async () => {
  const { load } = await row("Id,Region__c,=cmd|' /C calc'!A0\n1,EMEA,x\n");
  expect(load).toMatchObject({ loaded: 1, unknown_headers: ["Region__c", "=cmd|' /C calc'!A0"] });
});

test.each([
  ["a required column is missing", "Status,Company\nNew,Acme\n", /Id is missing. Found: Status, Company. Expected/],
  [
    "a header that a column reads occurs twice",
    "Id,Status,status\n1,a,b\n",
    /header 3 \("status"\) repeats the name of header 2/,
  ],
  ["a header is empty", ",Id\n1,2\n", /header 1 of 2 is empty/],
  ["two headers match one column", "Id,last_modified_date,LAST__MODIFIED_date\n1,,\n", /LastModifiedDate .* could be/],
])("if %s, the file is quarantined and nothing of it is loaded", async (_, content, message) => {
  const at = createLoadProject();
  at.put("exports/crm/Lead.csv", content);
  expect(await at.quarantined()).toMatch(message);
  expect(await at.loads()).toEqual([]);
});

test("a file without a header line is refused without quoting its first record", async () => {
  const at = createLoadProject();
  at.put("exports/crm/Lead.csv", "00Q1,ada@example.com\n00Q2,bob@example.com\n");
  const message = await at.quarantined();
  expect(message).toMatch(/Lead.csv: line 1: .*Id is missing/);
  expect(message).not.toMatch(/ada|00Q1/);
});

test.each([
  ["one word of it is a header", "Status,Jane Roe,Acme Corp,Berlin\nNew,a,b,c\n", /1 of 4 headers known/],
  [
    "one word of it is a header and occurs twice",
    "Status,Jane Roe,Status,Acme Corp,Berlin\n,,,,\n",
    /header 3 repeats/,
  ],
  [
    "half are headers, others an address and a number",
    "Status,Company,jane.roe@x.example,491705551234\n,,,\n",
    /Found: Status, Company, \(header 3\), \(header 4\)/,
  ],
])("a first record is not quoted, even if %s", async (_, content, told) => {
  const at = createLoadProject();
  at.put("exports/crm/Lead.csv", content);
  const message = await at.quarantined();
  expect(message).toMatch(told);
  expect(message).not.toMatch(/jane|acme|berlin|4917/i);
});

test("`files` names an object by its name, in lower case or in the plural", async () => {
  for (const key of ["Lead", "lead", "leads"]) {
    const at = createLoadProject([{ ...crmSource, files: { [key]: "nightly/leads_*.csv" } }]);
    at.put("exports/crm/nightly/leads_1.csv", "Id\n1\n");
    at.put("exports/crm/nightly/leads_2.csv", "Id\n2\n");
    at.put("exports/crm/Lead.csv", "Id\n3\n");
    expect((await at.load()).map(({ file }) => file)).toEqual(["nightly/leads_1.csv", "nightly/leads_2.csv"]);
  }
});

test("an unknown object in `files` is a configuration error that lists the known ones", async () => {
  const at = createLoadProject([{ ...crmSource, files: { Leed: "x.csv" } }]);
  at.put("exports/crm/Lead.csv", "Id\n1\n");
  await expect(at.load()).rejects.toMatchObject({ exitCode: 2, message: expect.stringMatching(/"Leed".*Lead/) });
});

test.each([
  ["no folder", []],
  ["no file", ["exports/crm/readme.md"]],
])("a source with %s stops the run with exit 3", async (_, files) => {
  const at = createLoadProject();
  for (const file of files) at.put(file, "x");
  await expect(at.load(nightInstant(1))).rejects.toMatchObject({ exitCode: 3 });
});

test("without any load every source table exists with the contract's types", async () => {
  const at = createLoadProject();
  const found = await at.raw<{ column_name: string }>("select column_name from (describe raw.salesforce_leads)");
  expect(found.map(({ column_name }) => column_name)).toEqual(Object.keys(leads.columns));
});
