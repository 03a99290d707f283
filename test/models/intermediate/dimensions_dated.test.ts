import { expect, test } from "vitest";
import { dimensions_dated } from "../../../models/intermediate/dimensions_dated.js";
import { readCatalogue } from "../../../src/project/catalogue.js";
import { runModel } from "../../support/run_model.js";

const system = "crm";
const lead = { system, entity: "lead", record_id: "1" };
const person = { person_id: "p", person_no: 1n };
const changeOf = (entity: string) => ({
  ...{ system, entity, record_id: "9", field: "ownerid", attribute: "owner_id", change_id: "1" },
  occurred_at: "2020-01-01T00:00:00Z",
});
const loadOf = (table_name: string, loaded_at = "2025-01-01T00:00:00Z") => ({ system, table_name, loaded_at });

/** The number of cycles whose owner nothing shows for their MQL on 10 January 2026, if one record gives it. */
async function laterOwners(rows: { changes?: object[]; loads?: object[] }, record = lead) {
  const cycle = { person_id: "p", cycle_no: 1n };
  const found = await runModel(dimensions_dated, {
    cycles: [{ ...cycle, owner_id: "u1" }],
    opened: [{ ...cycle, mql_at: "2026-01-10T00:00:00Z" }],
    people: [person],
    attributes: [{ person_id: "p", attribute: "owner_id", value: "u1", observed_at: "2025-06-01T00:00:00Z" }],
    records: [{ ...record, ...person, record_no: 1n }],
    described: [{ system, ...person, record_no: 1n, owner_id: "u1", preference: 1n }],
    given: [],
    source_people: [],
    fields: [],
    changes: rows.changes ?? [],
    loads: [loadOf(`raw.salesforce_${record.entity}s`, "2026-03-01T00:00:00Z"), ...(rows.loads ?? [])],
  } as never);
  return Number(found.find(({ dimension }) => dimension === "owner")!.later_cycles);
}

test("a history of the field dates the records of its own kind only", async () => {
  expect(await laterOwners({})).toBe(1);
  expect(await laterOwners({ changes: [changeOf("contact")] })).toBe(1);
  expect(await laterOwners({ changes: [changeOf("lead")] })).toBe(0);
});

test("the first load dates the records that it has, not those that another table has", async () => {
  const others = ["raw.salesforce_campaigns", "raw.salesforce_lead_history", "raw.salesforce_accounts"].map((table) =>
    loadOf(table),
  );
  expect(await laterOwners({ loads: others })).toBe(1);
  expect(await laterOwners({ loads: [loadOf("raw.salesforce_leads")] })).toBe(0);
  const contact = { ...lead, entity: "contact" };
  expect(await laterOwners({ loads: [loadOf("raw.hubspot_deal_contacts")] }, contact)).toBe(1);
});

test("a value of the account is dated by the history of accounts, one of the record's own by that of its records", async () => {
  const laterIndustries = async (own: string | null, change: object, fields: object[] = []) => {
    const cycle = { person_id: "p", cycle_no: 1n };
    const contact = { system, entity: "contact", record_id: "1" };
    const found = await runModel(dimensions_dated, {
      cycles: [{ ...cycle, industry: "Retail" }],
      opened: [{ ...cycle, mql_at: "2026-01-10T00:00:00Z" }],
      people: [person],
      attributes: [{ person_id: "p", attribute: "industry", value: "Retail", observed_at: "2025-06-01T00:00:00Z" }],
      records: [{ ...contact, ...person, record_no: 1n }],
      described: [{ system, ...person, record_no: 1n, industry: "Retail", preference: 1n }],
      given: [],
      source_people: [{ ...contact, account_id: "a1", industry: own }],
      fields,
      changes: [{ ...changeOf("contact"), field: "industry", attribute: "industry", ...change }],
      loads: [],
    } as never);
    return Number(found.find(({ dimension }) => dimension === "industry")!.later_cycles);
  };
  const of_account = { entity: "account", is_of_account: true };
  expect(await laterIndustries(null, of_account)).toBe(0);
  expect(await laterIndustries(null, {})).toBe(1);
  expect(await laterIndustries("Retail", of_account)).toBe(1);
  expect(await laterIndustries("Retail", {})).toBe(0);
  const custom = [{ system, field: "vertical__c", attribute: "industry" }];
  expect(await laterIndustries(null, of_account, custom)).toBe(1);
});

test("every table that describes people is named by its product and the entity of its records", async () => {
  const { sources } = await readCatalogue();
  const described = sources.flatMap(({ name, origin }) =>
    (origin.kind === "export" || origin.kind === "mapped") && origin.describesPeople
      ? [{ name, entity: (origin.kind === "export" ? origin.object : origin.entity).toLowerCase() }]
      : [],
  );
  expect(described.length).toBeGreaterThan(4);
  for (const { name, entity } of described) {
    const [, objects, ...more] = name.split("_");
    expect([entity, `${entity}s`]).toContain(objects);
    expect(more).toEqual([]);
  }
});
