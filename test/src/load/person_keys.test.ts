import { expect, test } from "vitest";
import { describesPeople } from "../../../src/load/rows/forget_rows.js";
import { readCatalogue } from "../../../src/project/catalogue.js";
import type { Column } from "../../../src/table/columns.js";
import { type PersonKeys, personIdColumns } from "../../../src/table/person_keys.js";

const { sources } = await readCatalogue();
const exported = sources.filter(({ origin }) => origin.kind === "export" || origin.kind === "mapped");
const keysOf = (people: PersonKeys = {}) => [
  ...personIdColumns(people),
  ...(people.addresses ?? []),
  ...(people.activity === undefined ? [] : [people.activity]),
];

/** Columns that name a person by their words but cannot be one who is forgotten: users and owners of records, and rows of other kinds. */
const others =
  /owner|user|queue|company|companies|deals?\b|campaign|sequence|link that|booking|program|row\b|relation\b|change\b|role\b|member\b|membership/i;

test("every column that its contract calls the id of a person is one by which a person can be forgotten", () => {
  const isOfPerson = /\b(person|people|contacts?|leads?|prospects?|prospect)\b/i;
  const forgotten = exported.flatMap(({ name, columns, people }) =>
    Object.entries<Column<unknown>>(columns)
      .filter(([column, { type, about, binding }]) => {
        const isId = binding?.recordId !== undefined || /(_id|Id|_ids)$/.test(column);
        const what = about.split(/[,;.(]/)[0]!;
        return (
          type === "text" && isId && isOfPerson.test(what) && !others.test(what) && !keysOf(people).includes(column)
        );
      })
      .map(([column]) => `${name}.${column}`),
  );
  expect(forgotten).toEqual([
    // The account of a person, which may be a company.
    "raw.mapped_people.account_id",
    "raw.marketo_leads.sfdcAccountId",
  ]);
});

test("every column with the address of a person is one by which a person can be forgotten", () => {
  const missing = exported.flatMap(({ name, columns, people }) =>
    Object.entries<Column<unknown>>(columns)
      .filter(([column, { type, personal }]) => type === "text" && personal && /e?mails?$|recipient/i.test(column))
      .filter(([column]) => !keysOf(people).includes(column))
      .map(([column]) => `${name}.${column}`),
  );
  // Users of the system: a person of sales is not forgotten with a contact.
  expect(missing).toEqual(["raw.hubspot_owners.email"]);
});

test("every table of people says by which ids and addresses", () => {
  const tables = exported.filter(describesPeople);
  expect(tables.length).toBeGreaterThan(5);
  for (const { name, people } of tables)
    expect([name, people?.ids?.length, people?.addresses?.length]).toEqual([
      name,
      expect.any(Number),
      expect.any(Number),
    ]);
});

test("an id that goes while its row stays may be null", () => {
  for (const { name, columns, people } of exported)
    for (const column of [...(people?.participants ?? []), ...(people?.mentions ?? [])])
      expect([name, column, (columns as Record<string, Column<unknown>>)[column]?.nullable]).toEqual([
        name,
        column,
        true,
      ]);
});
