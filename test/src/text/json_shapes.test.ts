import { join } from "node:path";
import { expect, test } from "vitest";
import { flag, instant, nullable, text, withBinding } from "../../../src/table/columns.js";
import { withWarehouse } from "../../../src/table/database_file.js";
import { source } from "../../../src/table/model.js";
import { createLoadProject } from "../load/load_project.js";

const system = withBinding({ given: "system" }, text("Source"));
const deals = source({
  name: "raw.hubspot_deals",
  about: "One row per deal.",
  origin: { kind: "export", product: "hubspot", object: "deals" },
  grain: ["system", "id"],
  columns: {
    system,
    id: withBinding({ recordId: "plain" }, text("Id")),
    dealname: nullable(text("Name")),
    closedate: nullable(instant("Closed")),
    archived: nullable(flag("Deleted")),
    contacts: nullable(withBinding({ orHeaders: ["associations.contacts"] }, text("Contacts"))),
  },
});
const contacts = source({
  name: "raw.salesforce_contacts",
  about: "One row per contact.",
  origin: { kind: "export", product: "salesforce", object: "Contact" },
  grain: ["system", "Id"],
  columns: {
    system,
    Id: withBinding({ recordId: "salesforce" }, text("Id")),
    Email: nullable(text("Address")),
    AccountOwner: nullable(withBinding({ header: "Account.Owner.Name" }, text("Owner of the account"))),
  },
});
const hub = { name: "hub", system: "hubspot", path: "exports" };
const crm = { name: "crm", system: "salesforce", path: "exports" };
const shop = (columns: object, file: string) => ({
  name: "shop",
  system: "mapped",
  path: "exports",
  entities: { people: { file, columns } },
});

async function hubspotDeals(file: string, content: string) {
  const at = createLoadProject([hub], {}, [deals]);
  at.put(`exports/${file}`, content);
  const [load] = await at.load();
  const rows = await at.raw("select id, dealname, closedate, archived, contacts from raw.hubspot_deals order by id");
  return { load, rows };
}
const deal = { id: "7", dealname: "Big, really", closedate: "2026-01-02T00:00:00Z", archived: false, contacts: "1;2" };
const properties = { dealname: "Big, really", closedate: "2026-01-02T00:00:00Z" };
const links = {
  contacts: {
    results: [
      { id: "1", type: "a" },
      { id: "2", type: "a" },
      { id: "1", type: "b" },
    ],
  },
};
const record = { id: "7", properties, archived: false, associations: links };

test.each([
  ["as lines", "deals.jsonl", `${JSON.stringify(record)}\n`],
  ["as a list", "deals.json", JSON.stringify([record], null, 2)],
  [
    "as a page of the API, on several lines",
    "deals.json",
    JSON.stringify({ results: [record], paging: { next: { after: "8" } } }, null, 2),
  ],
  ["as pages, one per line", "deals.jsonl", `${JSON.stringify({ results: [record] })}\n{"results": []}\n`],
  [
    "of the first API, each value with its versions",
    "deals.json",
    JSON.stringify([
      {
        ...record,
        properties: {
          dealname: { value: "Big, really", versions: [] },
          closedate: { value: "1767312000000", timestamp: 1 },
        },
      },
    ]),
  ],
])("deals whose fields are nested under `properties` are read as if they were flat: %s", async (_, file, content) => {
  const { load, rows } = await hubspotDeals(file, content);
  expect(rows).toEqual([deal]);
  expect(load).toMatchObject({ parsed: 1, loaded: 1, unknown_headers: [] });
});

test("a page that says that more follow is told", async () => {
  const page = { results: [record], paging: { next: { after: "8" } } };
  const { load } = await hubspotDeals("deals.json", JSON.stringify(page));
  expect(load?.file_notes).toMatchObject([{ code: "the last page says that more pages follow" }]);
});

test("a record's own value counts before one under `properties`, and a difference is told", async () => {
  const { load, rows } = await hubspotDeals(
    "deals.jsonl",
    `${JSON.stringify({ ...record, dealname: "Own" })}\n${JSON.stringify({ ...record, id: "8", dealname: null })}\n`,
  );
  expect(rows).toMatchObject([{ dealname: "Own" }, { dealname: "Big, really" }]);
  expect(load?.file_notes).toMatchObject([{ column: "dealname", records: 1 }]);
});

test.each([
  [
    "a list of names and values",
    { ...record, properties: [{ name: "dealname", value: "x" }] },
    /nested under `properties`/,
  ],
  ["a list where one value is expected", { id: "7", dealname: ["a", "b"] }, /column dealname holds lists or objects/],
])("a file with %s is in quarantine with the remedy", async (_, one, message) => {
  const at = createLoadProject([hub], {}, [deals]);
  at.put("exports/deals.jsonl", JSON.stringify(one));
  expect(await at.quarantined()).toMatch(message);
});

test("records of the Salesforce REST API are read with their related records", async () => {
  const type = (of: string) => ({ type: of, url: `/services/data/v60.0/sobjects/${of}/1` });
  const owner = { attributes: type("User"), Name: "Ann" };
  const one = {
    attributes: type("Contact"),
    Id: "003000000000001AAA",
    Email: "a@x.example",
    Account: { attributes: type("Account"), Owner: owner },
  };
  const two = { ...one, Id: "003000000000002AAA", Account: null };
  const at = createLoadProject([crm], {}, [contacts]);
  at.put("exports/Contact.json", JSON.stringify({ totalSize: 2, done: true, records: [one, two] }));
  const [load] = await at.load();
  expect(load).toMatchObject({ parsed: 2, loaded: 2 });
  expect(load?.file_notes).toBeUndefined();
  expect(await at.raw(`select "Email", "AccountOwner" from raw.salesforce_contacts order by "Id"`)).toEqual([
    { Email: "a@x.example", AccountOwner: "Ann" },
    { Email: "a@x.example", AccountOwner: null },
  ]);
});

test("leads of the Marketo REST API are read from `result`", async () => {
  const at = createLoadProject([{ name: "map", system: "marketo", path: "exports" }]);
  const page = { requestId: "e42b#14272d07d78", result: [{ id: 1, company: "Acme" }], success: true };
  at.put("exports/leads_1.json", JSON.stringify(page));
  await at.load();
  expect(await at.raw("select id, company from raw.marketo_leads")).toEqual([{ id: "1", company: "Acme" }]);
});

test.each([
  ["named with its object", { record_id: "id", source: "origin.name" }, { id: 1, origin: { name: "google" } }],
  ["under `properties`", { record_id: "id", source: "channel" }, { id: 1, properties: { channel: "google" } }],
  [
    "under `properties`, named in full",
    { record_id: "id", source: "properties.channel" },
    { id: 1, properties: { channel: "google" } },
  ],
])("a mapped source reads a nested value: %s", async (_, columns, one) => {
  const at = createLoadProject([shop(columns, "p.jsonl")]);
  at.put("exports/p.jsonl", JSON.stringify(one));
  await at.load();
  expect(await at.raw("select record_id, source from raw.mapped_people")).toEqual([
    { record_id: "1", source: "google" },
  ]);
});

test.each([
  ["a CSV with a column of JSON", 'id,properties\n7,"{""dealname"": ""Big"", ""other"": {""a"": 1}}"\n8,\n'],
  ["a CSV with a prefix before each name", "id,properties_dealname\n7,Big\n8,\n"],
  [
    "a CSV of a target that flattens values",
    "id,properties__dealname__value,properties__dealname__timestamp\n7,Big,1\n8,,\n",
  ],
])("the properties of deals are read from %s", async (_, content) => {
  const { rows } = await hubspotDeals("deals.csv", content);
  expect(rows).toMatchObject([
    { id: "7", dealname: "Big" },
    { id: "8", dealname: null },
  ]);
});

test("a Parquet file with a struct of properties is read as if it were flat, one with a list is in quarantine", async () => {
  const at = createLoadProject([hub], {}, [deals]);
  at.put("exports/deals.parquet", "");
  const put = (select: string) =>
    withWarehouse(":memory:", "READ_WRITE", (db) =>
      db.run(`copy (${select}) to '${join(at.project, "exports", "deals.parquet")}'`),
    );
  await put("select '7' as id, {'dealname': 'Big', 'closedate': timestamp '2026-01-02 00:00:00'} as properties");
  await at.load();
  expect(await at.raw("select dealname, closedate from raw.hubspot_deals")).toEqual([
    { dealname: "Big", closedate: "2026-01-02T00:00:00Z" },
  ]);
  await put("select '7' as id, ['a', 'b'] as dealname");
  expect(await at.quarantined()).toMatch(/column dealname holds lists or objects; expected single values/);
});

test("an empty list is an empty export", async () => {
  for (const content of ["[]", '{"results": []}']) {
    const { load } = await hubspotDeals("deals.json", content);
    expect(load).toMatchObject({ parsed: 0, loaded: 0, rejected: 0 });
  }
});

test.each([
  ["of Pardot", { nextPageToken: null, nextPageUrl: null, values: [{ id: 1 }, { id: 2 }] }, false],
  [
    "of Pardot, with more",
    { nextPageToken: null, nextPageUrl: "https://x.test/2", values: [{ id: 1 }, { id: 2 }] },
    true,
  ],
  ["of HubSpot's first API", { contacts: [{ id: 1 }, { id: 2 }], "has-more": true, "vid-offset": 5 }, true],
  ["with numbered pages", { data: [{ id: 1 }, { id: 2 }], total: 40, page: 1, per_page: 2 }, true],
  ["with numbered pages, the last", { data: [{ id: 1 }, { id: 2 }], total: 4, page: 2, per_page: 2 }, false],
])("the records of a page are read: %s", async (_, page, hasMore) => {
  const at = createLoadProject([shop({ record_id: "id" }, "p.json")]);
  at.put("exports/p.json", JSON.stringify(page));
  const [load] = await at.load();
  expect(load).toMatchObject({ loaded: 2, rejected: 0 });
  expect(load?.file_notes?.length ?? 0).toBe(hasMore ? 1 : 0);
});

test.each([
  ["lines with a comma after each", '{"id":1},\n{"id":2},\n', /no line that is an object/],
  ["objects on several lines, one after another", '{\n  "id": 1\n}\n{\n  "id": 2\n}\n', /no line that is an object/],
  ["an object without keys", "{}", /no line that is an object/],
  ["other objects", '{"ann@x.test":{"n":1}}', /1 keys, none of which is known/],
  [
    "a response without records",
    '{"success":true,"requestId":"602"}',
    /response of an API .* it has success, requestId/,
  ],
])("JSON that is no list of records is in quarantine with what is expected: %s", async (_, content, found) => {
  const at = createLoadProject([shop({ record_id: "id" }, "p.json")]);
  at.put("exports/p.json", content);
  const said = await at.quarantined();
  expect(said).toMatch(/JSON of another shape.* Expected by .*objects with id, as a list, as one object per line/);
  expect(said).toMatch(found);
  expect(said).not.toMatch(/ann@|delimiter/);
});

test.each([
  ['{"error":"RATE_LIMIT"}', /error: RATE_LIMIT/],
  [
    '{"success":false,"requestId":"a1","result":[],"errors":[{"code":"606","message":"of ann@x.test"}]}',
    /success: false/,
  ],
  ['{"status":"error","message":"ann@x.test was not found","correlationId":"1"}', /status: error, message/],
])(
  "the answer to a failed request among good pages is in quarantine, not a page without records: %s",
  async (answer, found) => {
    const at = createLoadProject([shop({ record_id: "id" }, "p.jsonl")]);
    at.put("exports/p.jsonl", `{"result":[{"id":1}]}\n${answer}\n{"result":[{"id":2}]}\n`);
    const said = await at.quarantined();
    expect(said).toMatch(/request that failed .*fetch the export again/);
    expect(said).toMatch(found);
    expect(said).not.toMatch(/ann@/);
  },
);

test.each([
  [
    "a limit of HubSpot",
    '{"status":"error","message":"ann@x.test","errorType":"RATE_LIMIT","correlationId":"c","policyName":"TEN_SECONDLY_ROLLING","groupName":"g"}',
  ],
  ["a message only", '{"message":"Internal server error for ann@x.test"}'],
  ["an empty object", "{}"],
  ["null", "null"],
  ["a web page", "<html>ann@x.test</html>"],
  ["a list of errors of Salesforce", '[{"message":"ann@x.test","errorCode":"REQUEST_LIMIT_EXCEEDED"}]'],
  ["a page that was cut", '{"result":[{"id":5},{"id"'],
  ["a page with a comma after it", '{"result":[{"id":5}]},'],
  ["a record by itself", '{"id":5}'],
])("a line that is no page puts a file of pages into quarantine, wherever it is: %s", async (_, answer) => {
  const [one, two] = ['{"result":[{"id":1}]}', '{"result":[]}'];
  for (const [line, lines] of [
    [2, [one, answer, two]],
    [4, [one, "", two, answer]],
  ] as const) {
    const at = createLoadProject([shop({ record_id: "id" }, "p.jsonl")]);
    at.put("exports/p.jsonl", `${lines.join("\n")}\n`);
    const said = await at.quarantined();
    expect(said).toContain(`line ${line}: no page of records, but other lines are pages`);
    expect(said).toMatch(/request that failed\?\); fetch the export again/);
    expect(said).not.toMatch(/ann@|RATE/);
  }
});

test("a failed answer before the first page, and one in a list of pages, put the file into quarantine", async () => {
  for (const [file, content] of [
    ["p.jsonl", '\n{"message":"Internal server error"}\n{"result":[{"id":1}]}\n'],
    ["p.jsonl", '\n<html>\n{"result":[{"id":1}]}\n'],
    ["p.json", '[{"result":[{"id":1}]},\n{"message":"Internal server error"}]'],
  ] as const) {
    const at = createLoadProject([shop({ record_id: "id" }, file)]);
    at.put(`exports/${file}`, content);
    expect(await at.quarantined()).toContain("line 2: no page of records, but other lines are pages");
  }
});

test.each([
  ["without records", '{"status":"COMPLETE","results":[],"numErrors":1,"errors":[{"message":"ann@x.test"}]}'],
  [
    "beside records",
    '{"status":"COMPLETE","results":[{"id":3}],"numErrors":1,"errors":[{"message":"ann@x.test"}],"startedAt":"2026-01-02T00:00:00Z","completedAt":"2026-01-02T00:00:00Z"}',
  ],
  ["beside records, in a plain page", '{"results":[{"id":3}],"errors":[{"message":"ann@x.test"}]}'],
  ["by their number only", '{"results":[{"id":3}],"numErrors":2}'],
])("an answer of HubSpot with errors puts the file into quarantine: %s", async (_, answer) => {
  const at = createLoadProject([shop({ record_id: "id" }, "p.jsonl")]);
  at.put("exports/p.jsonl", `{"results":[{"id":1}]}\n${answer}\n`);
  const said = await at.quarantined();
  expect(said).toMatch(/line 2: .*request that failed .*fetch the export again/);
  expect(said).not.toMatch(/ann@/);
});

test("Marketo's page without activities, which has no list, is an empty page", async () => {
  const at = createLoadProject([shop({ record_id: "id" }, "p.jsonl")]);
  const empty = { requestId: "a#1", success: true, nextPageToken: "T", moreResult: true };
  const last = { ...empty, moreResult: false, result: [{ id: 1 }] };
  at.put("exports/p.jsonl", `${JSON.stringify(empty)}\n${JSON.stringify(last)}\n`);
  const [load] = await at.load();
  expect(load).toMatchObject({ loaded: 1, rejected: 0 });
  expect(load?.file_notes).toBeUndefined();
});

test("a page with records that has no errors is read, and so are plain records with a status of their own", async () => {
  for (const [content, loaded] of [
    ['{"success":true,"errors":[ ],"result":[{"id":1,"status":"error"}]}\n', 1],
    ['{"id":2,"status":"error"}\n{"id":3,"status":"ok"}\n', 2],
  ] as const) {
    const at = createLoadProject([shop({ record_id: "id", "attributes.state": "status" }, "p.jsonl")]);
    at.put("exports/p.jsonl", content);
    expect(await at.load()).toMatchObject([{ loaded, rejected: 0 }]);
  }
});

test("a line that is no object in a file of plain records is one rejected record", async () => {
  const at = createLoadProject([shop({ record_id: "id" }, "p.jsonl")]);
  at.put("exports/p.jsonl", '{"id":1}\nnull\n{"id":2}\n');
  expect((await at.load())[0]).toMatchObject({
    loaded: 2,
    rejects: [{ code: "not a JSON object", first_line: 2 }],
  });
});

test.each([
  ["JSON", "p.json", '[{"id":1,"tools":["a","b"]},{"id":2,"tools":[]},{"id":3,"tools":"c"}]'],
  ["CSV", "p.csv", "id,tools\n1,a;b\n2,\n3,c\n"],
])("a list of values is an attribute with a semicolon between them: %s", async (_, file, content) => {
  const at = createLoadProject([shop({ record_id: "id", "attributes.tools[]": "tools" }, file)]);
  at.put(`exports/${file}`, content);
  await at.load();
  expect(await at.raw("select record_id, value from raw.field_values order by record_id")).toEqual([
    { record_id: "1", value: "a;b" },
    { record_id: "2", value: null },
    { record_id: "3", value: "c" },
  ]);
});

test("a list in a custom field of any system is read as a list with semicolons, and an object is refused", async () => {
  const at = createLoadProject([{ ...hub, custom: { tools: "tools[]" } }], {}, [deals]);
  at.put("exports/deals.jsonl", '{"id":1,"tools":["a","b"]}\n{"id":2,"tools":{"a":1}}\n');
  expect((await at.load())[0]).toMatchObject({
    loaded: 1,
    rejects: [{ column: "tools", code: "an object where a value belongs", first_line: 2 }],
  });
});

test("a list column of Parquet is an attribute with a semicolon between the values", async () => {
  const at = createLoadProject([shop({ record_id: "id", "attributes.tools[]": "tools" }, "p.parquet")]);
  at.put("exports/.keep", "");
  await withWarehouse(":memory:", "READ_WRITE", (warehouse) =>
    warehouse.run(`copy (select * from (values (1, ['a', 'b']), (2, []), (3, ['c', null])) as t (id, tools))
      to '${join(at.project, "exports/p.parquet")}' (format parquet)`),
  );
  await at.load();
  expect(await at.raw("select value from raw.field_values order by record_id")).toEqual([
    { value: "a;b" },
    { value: null },
    { value: "c" },
  ]);
});

test("an object, or a list that cannot be written with semicolons, is no value of an attribute", async () => {
  const at = createLoadProject([shop({ record_id: "id", "attributes.plan": "plan" }, "p.jsonl")]);
  const plans = ['"Pro"', '{"name":"Pro"}', '["a;b"]', '[{"name":"a"}]', '["a"]'];
  at.put("exports/p.jsonl", plans.map((plan, id) => `{"id":${id},"plan":${plan}}\n`).join(""));
  expect((await at.load())[0]).toMatchObject({
    loaded: 2,
    rejects: [
      { column: "plan", code: "an object where a value belongs", records: 1, first_line: 2 },
      { column: "plan", code: "a list with objects, lists or semicolons in it", records: 2, first_line: 3 },
    ],
  });
});

test.each([
  ["CSV", "deals.csv", "id,dealname,properties.dealname\n1,Own,\n2,,Field\n3,Own,Field\n4,Same,Same\n"],
  [
    "JSON",
    "deals.jsonl",
    '{"id":1,"dealname":"Own"}\n{"id":2,"dealname":"","properties.dealname":"Field"}\n{"id":3,"dealname":"Own","properties.dealname":"Field"}\n{"id":4,"dealname":"Same","properties.dealname":"Same"}\n',
  ],
])(
  "a field that a record has twice, once under properties, is filled from both, and a difference is told: %s",
  async (_, file, content) => {
    const { load, rows } = await hubspotDeals(file, content);
    expect(rows.map(({ dealname }) => dealname)).toEqual(["Own", "Field", "Own", "Same"]);
    expect(load?.file_notes).toMatchObject([
      { code: "values under `properties` that differ from the record's own", column: "dealname", records: 1 },
    ]);
  },
);

test("one line that ends with a comma is rejected as such", async () => {
  const at = createLoadProject([shop({ record_id: "id" }, "p.jsonl")]);
  at.put("exports/p.jsonl", '{"id":1},\n{"id":2}\n');
  expect((await at.load())[0]?.rejects).toMatchObject([{ code: "a comma after a JSON object", first_line: 1 }]);
});
