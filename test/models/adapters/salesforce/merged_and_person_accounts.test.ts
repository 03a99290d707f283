import { expect, test } from "vitest";
import { accounts as accountsPart } from "../../../../models/adapters/salesforce/canonical/accounts.js";
import { links } from "../../../../models/adapters/salesforce/canonical/links.js";
import { opportunity_people } from "../../../../models/adapters/salesforce/canonical/opportunity_people.js";
import { opportunity_states } from "../../../../models/adapters/salesforce/canonical/opportunity_states.js";
import { people } from "../../../../models/adapters/salesforce/canonical/people.js";
import { salesforce_merges } from "../../../../models/adapters/salesforce/intermediate/salesforce_merges.js";
import { salesforce_person_accounts } from "../../../../models/adapters/salesforce/intermediate/salesforce_person_accounts.js";
import { salesforce_accounts } from "../../../../models/adapters/salesforce/staging/salesforce_accounts.js";
import { runModel, runPart } from "../../../support/run_model.js";

const system = "crm";
const told = (merged_record_id: string, master_id: string) => ({ system, merged_record_id, master_id });
const pairs = (rows: readonly { record_id: unknown; merged_into: unknown }[]) =>
  rows.map(({ record_id, merged_into }) => [record_id, merged_into]).sort();

test("a chain of merges ends at the record that survived, however it is told; a circle is no merge", async () => {
  const history = [told("00Q1", "00Q2"), told("00Q2", "00Q3"), told("00Q8", "00Q9"), told("00Q9", "00Q8")];
  const accounts = [
    { system, account_id: "0011", master_account_id: "0012" },
    { system, account_id: "0012", master_account_id: null },
  ];
  expect(pairs(await runModel(salesforce_merges, { history, accounts }))).toEqual([
    ["0011", "0012"],
    ["00Q1", "00Q3"],
    ["00Q2", "00Q3"],
  ]);
});

test("if two person accounts were merged, so were their contacts", async () => {
  const accounts = [
    { system, account_id: "0011", person_contact_id: "0031" },
    { system, account_id: "0012", person_contact_id: "0032" },
  ];
  expect(pairs(await runModel(salesforce_merges, { history: [told("0011", "0012")], accounts }))).toEqual([
    ["0011", "0012"],
    ["0031", "0032"],
  ]);
});

test("a merged record is gone whatever its last version says, also one that no file has", async () => {
  const rows = await runPart(people, {
    leads: [
      { system, lead_id: "00Q1", email: "ada@acme.example", is_deleted: false },
      { system, lead_id: "00Q2", is_deleted: false },
    ],
    contacts: [],
    accounts: [],
    missing: [],
    merges: [
      { system, record_id: "00Q1", merged_into: "00Q2" },
      { system, record_id: "0037", merged_into: "0038" },
    ],
  });
  const found = rows.map(({ entity, record_id, merged_into, is_deleted }) => [
    entity,
    record_id,
    merged_into,
    is_deleted,
  ]);
  expect(found.sort()).toEqual([
    ["contact", "0037", "0038", true],
    ["lead", "00Q1", "00Q2", true],
    ["lead", "00Q2", null, false],
  ]);
});

test("people and opportunities of an account that was merged away count for the one that survived", async () => {
  const merges = [{ system, record_id: "0011", merged_into: "0012" }];
  const contacts = [{ system, contact_id: "0031", account_id: "0011", is_deleted: false }];
  expect(await runPart(people, { leads: [], contacts, accounts: [], merges, missing: [] })).toMatchObject([
    { account_id: "0012" },
  ]);
  const opportunities = [
    { system, opportunity_id: "0061", account_id: "0011", is_deleted: false, created_at: "2026-01-01T00:00:00Z" },
  ];
  const run = [{ time_zone: "UTC", as_of: "2026-07-01T00:00:00Z" }];
  expect(await runPart(opportunity_states, { opportunities, merges, run })).toMatchObject([{ account_id: "0012" }]);
  const accounts = ["0011", "0012"].map((account_id) => ({ system, account_id, is_deleted: false }));
  expect(await runPart(accountsPart, { accounts, merges })).toMatchObject([{ account_id: "0012" }]);
});

test("a person account has no company, and its name is that of a person", async () => {
  const raw = [
    { system, Id: "0011", Name: "Ada King", IsPersonAccount: true, PersonContactId: "0031" },
    { system, Id: "0012", Name: "Acme", IsPersonAccount: false },
    { system, Id: "0013", FirstName: "Grace", LastName: "Hopper", PersonContactId: "0033" },
  ];
  expect(await runModel(salesforce_accounts, { raw })).toMatchObject([
    { company_name: null, person_name: "Ada King", is_person: true },
    { company_name: "Acme", is_person: false },
    { company_name: null, person_name: "Grace Hopper", is_person: true },
  ]);
  expect(salesforce_accounts.columns.person_name.personal).toBe(true);
});

test("the contact of a person account is a person also in an export without contacts; a contact's own values go first", async () => {
  const accounts = [
    {
      system,
      account_id: "0011",
      person_contact_id: "0031",
      is_person: true,
      person_email: "a@b.example",
      is_deleted: false,
    },
    {
      system,
      account_id: "0012",
      person_contact_id: "0032",
      is_person: true,
      person_email: "x@b.example",
      is_deleted: false,
    },
  ];
  const contacts = [{ system, contact_id: "0032", email: "own@b.example", is_deleted: false }];
  const rows = await runPart(people, { leads: [], contacts, accounts, merges: [], missing: [] });
  expect(
    rows.map(({ record_id, account_id, email, is_deleted }) => [record_id, account_id, email, is_deleted]).sort(),
  ).toEqual([
    ["0031", "0011", "a@b.example", false],
    ["0032", "0012", "own@b.example", false],
  ]);
});

test("a lead that was converted into a person account is its contact, and the account's opportunity is that person's", async () => {
  const persons = await runModel(salesforce_person_accounts, {
    accounts: [{ system, account_id: "0011", is_person: true, person_contact_id: "0031" }],
    contacts: [
      { system, contact_id: "0032", account_id: "0012", is_person_account: true, is_deleted: false },
      { system, contact_id: "0033", account_id: "0013", is_person_account: false, is_deleted: false },
    ],
  });
  expect(persons.map(({ account_id, contact_id }) => [account_id, contact_id]).sort()).toEqual([
    ["0011", "0031"],
    ["0012", "0032"],
  ]);
  const lead = { system, lead_id: "00Q1", is_converted: true, converted_account_id: "0012" };
  expect(await runPart(links, { leads: [lead], persons })).toMatchObject([
    { record_id: "00Q1", other_record_id: "0032", reason: "conversion" },
  ]);
  const opportunities = [{ system, opportunity_id: "0061", account_id: "0011" }];
  expect(
    await runPart(opportunity_people, { roles: [], leads: [], opportunities, persons, missing: [] }),
  ).toMatchObject([{ opportunity_id: "0061", record_id: "0031" }]);
});

test("an opportunity has the contact that it names only without any role, and never one whose role was removed", async () => {
  const opportunities = ["1", "2", "3"].map((nth) => ({ system, opportunity_id: `006${nth}`, contact_id: "0031" }));
  const roles = [
    { system, opportunity_id: "0062", contact_id: "0032", role: "Buyer", is_deleted: false },
    { system, opportunity_id: "0063", contact_id: "0031", role: "Buyer", is_deleted: true },
  ];
  const rows = await runPart(opportunity_people, { roles, leads: [], opportunities, persons: [], missing: [] });
  expect(rows.map(({ opportunity_id, record_id, role }) => [opportunity_id, record_id, role]).sort()).toEqual([
    ["0061", "0031", null],
    ["0062", "0032", "Buyer"],
  ]);
});
