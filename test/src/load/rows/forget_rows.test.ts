import { expect, test } from "vitest";
import {
  activityKey,
  addForgotten,
  addressKey,
  hashKey,
  nobodyForgotten,
  recordKey,
} from "../../../../src/load/forgotten_people.js";
import { findForgotten } from "../../../../src/load/rows/forget_rows.js";
import { readCatalogue } from "../../../../src/project/catalogue.js";
import { withWarehouse } from "../../../../src/table/database_file.js";
import { quotedIdentifier, quotedString } from "../../../../src/table/dialect.js";
import { rowsOf } from "../../../../src/table/rows.js";
import type { Needle } from "../../../../src/text/needles.js";

const { sources } = await readCatalogue();
const contact = "0035e00000Ct001AAB";
const keys = [
  addressKey("Ada@Acme.example"),
  recordKey("crm", contact),
  recordKey("map", "101"),
  recordKey("crm", "ada@acme.example"),
  activityKey("map", "501"),
  activityKey("crm", "00T5e00000Tk001AAA"),
];
const nobody = nobodyForgotten();
const forgotten = addForgotten(
  nobody,
  keys.map((key) => hashKey(nobody, key)),
  "2026-07-01T00:00:00Z",
);

/** Filters rows of a raw table as the loader does; the first row must name all columns. */
async function filter(
  table: string,
  given: readonly Record<string, string | null>[],
  { system = "map", rejected = [], needles = [] }: { system?: string; rejected?: string[]; needles?: Needle[] } = {},
) {
  return withWarehouse(":memory:", "READ_WRITE", async (connection) => {
    const texts = Object.keys(given[0]!);
    const literal = (value: string | null | undefined) => (value == null ? "null::varchar" : quotedString(value));
    const values = given.map(
      (row, at) => `(${[...texts.map((name) => literal(row[name])), `${at}::bigint`].join(", ")})`,
    );
    await connection.run(
      `create temp table given as from (values ${values.join(", ")}) as v(${[...texts, "#row"].map(quotedIdentifier).join(", ")})`,
    );
    await connection.run(`create temp table refused (line bigint, "column" varchar, code varchar, record varchar)`);
    for (const record of rejected)
      await connection.run(`insert into refused values (1, 'Id', 'missing', ${quotedString(record)})`);
    const found = await findForgotten(
      connection,
      {
        table: sources.find(({ name }) => name === table),
        system,
        rows: "temp.given",
        texts,
        rejected: `(select *, rowid as "#no" from temp.refused)`,
      },
      forgotten,
      needles,
    );
    const rows = await rowsOf(connection, `select * exclude ("#row") from (${found.rows}) order by "#row"`);
    return { ...found, rows };
  });
}

test("a record goes for its address in any case, for one of several addresses, or for its id, and its ids are learned", async () => {
  const found = await filter("raw.hubspot_contacts", [
    { id: "101", email: "other@acme.example", hs_additional_emails: null, hs_merged_object_ids: null },
    { id: "102", email: " ADA@acme.example", hs_additional_emails: null, hs_merged_object_ids: null },
    { id: "103", email: null, hs_additional_emails: "x@acme.example;ada@acme.example", hs_merged_object_ids: null },
    { id: "104", email: null, hs_additional_emails: null, hs_merged_object_ids: "7;101:1661707291575" },
    { id: "105", email: "joada@acme.example", hs_additional_emails: null, hs_merged_object_ids: null },
  ]);
  expect(found.rows.map(({ id }) => id)).toEqual(["105"]);
  expect(found.learned).toContain(hashKey(forgotten, recordKey("map", "103")));
});

test("the same number is nobody's id in a column of other ids and in another system", async () => {
  const company = await filter("raw.hubspot_companies", [{ id: "101", name: "Acme" }]);
  const other = await filter("raw.hubspot_contacts", [{ id: "101", email: null }], { system: "hs" });
  expect([company.goneRows, other.goneRows]).toEqual([0, 0]);
});

test("an activity with others stays without the person and without its free texts; one with nobody else goes", async () => {
  const found = await filter("raw.hubspot_calls", [
    { id: "500", contact_ids: "101;102", "x:body": "Ada said that" },
    { id: "501", contact_ids: null, "x:body": "found by its id" },
    { id: "502", contact_ids: "101", "x:body": "alone" },
    { id: "503", contact_ids: "103", "x:body": "others" },
  ]);
  expect(found.rows).toEqual([
    { id: "500", contact_ids: "102", "x:body": null },
    { id: "503", contact_ids: "103", "x:body": "others" },
  ]);
});

test("a task goes by its id, a task of which nobody knows who else took part is emptied", async () => {
  const found = await filter(
    "raw.salesforce_tasks",
    [
      { Id: "00T5e00000Tk001AAA", WhoId: contact, WhatId: null, "x:Subject": "Call" },
      { Id: "00T5e00000Tk002AAA", WhoId: contact, WhatId: "0065e00000Op001AAA", "x:Subject": "Call" },
    ],
    { system: "crm" },
  );
  expect(found.rows).toEqual([
    { Id: "00T5e00000Tk002AAA", WhoId: null, WhatId: "0065e00000Op001AAA", "x:Subject": null },
  ]);
});

test("a deal stays without the person, and a text in it without the address, the id and the name", async () => {
  const text =
    'ask mailto:ada%40acme.example, "Ada@Acme.example". Not joada@acme.example: Ada Lovelace, 0035e00000Ct001';
  const found = await filter("raw.hubspot_deals", [{ id: "9", contact_ids: "101", dealname: text }], {
    needles: [
      { kind: "name", text: "Ada Lovelace" },
      { kind: "address", text: "ada@acme.example" },
    ],
  });
  expect(found).toMatchObject({ goneRows: 0, changed: 1 });
  expect(found.rows).toEqual([
    {
      id: "9",
      contact_ids: null,
      dealname: 'ask mailto:(forgotten), "(forgotten)". Not joada@acme.example: (forgotten), (forgotten)',
    },
  ]);
});

test.each([
  ["raw.hubspot_email_events", { id: "e1", recipient: "ada@acme.example" }],
  ["raw.hubspot_engagement_contacts", { engagement_id: "7", contact_id: "101" }],
  ["raw.hubspot_engagement_deals", { engagement_id: "501", deal_id: "9" }],
  ["raw.marketo_activities", { marketoGUID: "1", leadId: "101" }],
  ["raw.pardot_lifecycle_histories", { id: "1", prospect_id: "101" }],
  ["raw.pardot_prospects", { id: "1", salesforce_id: contact }],
  ["raw.mapped_links", { record_id: "5", other_system: "crm", other_record_id: "0035e00000Ct001" }],
  ["raw.mapped_activities", { record_id: "101", activity_id: null }],
  ["raw.salesforce_accounts", { Id: "0015e00000Ac001AAA", PersonContactId: contact }],
])("a row of %s goes with the person", async (table, row) => {
  expect((await filter(table, [row])).goneRows).toBe(1);
});

test("a rejected record goes for its address, its Salesforce id or an id under its header", async () => {
  const found = await filter("raw.hubspot_contacts", [{ id: "9", email: null }], {
    rejected: [
      '{"id":"7","email":"a@b.example"}',
      '{"id":"101"}',
      '{"id":"8","note":"ada@acme.example"}',
      `broken,${contact}`,
    ],
  });
  expect(found.goneRejects).toHaveLength(3);
});

test("nothing of a file changes that has nothing of a forgotten person", async () => {
  const row = { id: "9", email: "eve@acme.example", "x:note": "(forgotten)" };
  expect(await filter("raw.hubspot_contacts", [row])).toMatchObject({ rows: [row], goneRows: 0, changed: 0 });
});
