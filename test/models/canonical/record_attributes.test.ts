import { expect, test } from "vitest";
import { record_attributes } from "../../../models/canonical/record_attributes.js";
import type { Instant } from "../../../src/table/columns.js";
import { runModel } from "../../support/run_model.js";

const at = (day: string) => `2026-${day}T00:00:00Z` as Instant;

const record = { system: "crm", entity: "lead", record_id: "1" };
const person = { ...record, created_at: at("01-01"), modified_at: at("01-01") };

const change = (
  attribute: string | null,
  old_value: string | null,
  new_value: string | null,
  day: string,
  more = {},
) => ({
  ...record,
  field: attribute ?? "plan__c",
  attribute,
  change_id: day,
  old_value,
  new_value,
  occurred_at: at(day),
  ...more,
});

/** A value that a load saw in a column that the contract tracks. */
const state = (attribute: string | null, value: string | null, day: string, more = {}) => ({
  ...record,
  product: "salesforce",
  entity: "Lead",
  field: attribute ?? "Plan__c",
  attribute,
  value,
  made_at: at("01-01"),
  loaded_at: at(day),
  ...more,
});

type Given = Parameters<typeof runModel<unknown, typeof record_attributes.from>>[1];

/** The values of the record, in order of time, as `day value`. */
async function told(given: Partial<Given>): Promise<string[]> {
  const rows = await runModel(record_attributes, {
    values: [],
    changes: [],
    fields: [],
    people: [person],
    accounts: [],
    run: [{ as_of: at("07-01") }],
    ...given,
  });
  return rows
    .toSorted((one, other) => (one.observed_at < other.observed_at ? -1 : 1))
    .map(({ value, observed_at }) => `${observed_at.slice(5, 10)} ${value}`);
}

test("the value before the first change of a history is its old value, since the record's creation", async () => {
  const changes = [change("job_title", "Intern", "CFO", "03-01"), change("job_title", "CFO", null, "04-01")];
  const people = [{ ...person, modified_at: at("04-01") }];
  expect(await told({ changes, people })).toEqual(["01-01 Intern", "03-01 CFO", "04-01 null"]);
  const blank = [change("job_title", null, "CFO", "03-01")];
  expect(await told({ changes: blank, people })).toEqual(["01-01 null", "03-01 CFO", "04-01 null"]);
});

test("an account's history tells its values since the account's creation, and no field of people changes them", async () => {
  const of_account = { entity: "account", record_id: "a1", is_of_account: true };
  const changes = [change("industry", "Retail", "Banking", "03-01", of_account)];
  const account = {
    system: "crm",
    account_id: "a1",
    industry: "Banking",
    created_at: at("02-01"),
    modified_at: at("04-01"),
  };
  const fields = [{ system: "crm", field: "Industry", attribute: "vertical" }];
  expect(await told({ changes, fields, accounts: [account] })).toEqual(["02-01 Retail", "03-01 Banking"]);
  const mapped = [{ system: "crm", field: "Vertical__c", attribute: "industry" }];
  expect(await told({ changes, fields: mapped, accounts: [account] })).toEqual(["02-01 Retail", "03-01 Banking"]);
  const later = { ...account, industry: "Hotels" };
  expect(await told({ changes, accounts: [later] })).toEqual(["02-01 Retail", "03-01 Banking", "04-01 Hotels"]);
  const undated = { ...account, created_at: null };
  expect(await told({ changes, accounts: [undated] })).toEqual(["02-28 Retail", "03-01 Banking"]);
});

test("a change of an account that a load saw and its history has is one change, dated by the history", async () => {
  const of_account = { entity: "account", record_id: "a1", is_of_account: true };
  const changes = [change("industry", "Retail", "Banking", "03-01", of_account)];
  const seen = { ...of_account, entity: "Account" };
  const values = [state("industry", "Retail", "02-01", seen), state("industry", "Banking", "03-15", seen)];
  const accounts = [{ system: "crm", account_id: "a1", industry: "Banking" }];
  expect(await told({ changes, values, accounts })).toEqual(["01-01 Retail", "03-01 Banking"]);
});

test("a history of a long text, which has rows without values, says nothing", async () => {
  expect(await told({ changes: [change("job_title", null, " ", "03-01")] })).toEqual([]);
});

test("of the changes of one second the last value is the one that none of them replaced", async () => {
  const changes = [
    change("industry", "Retail", "Banking", "03-01", { change_id: "9" }),
    change("industry", "Banking", "Software", "03-01", { change_id: "1" }),
  ];
  expect(await told({ changes })).toEqual(["01-01 Retail", "03-01 Software"]);
});

test("a change that a load saw and the history has is one change, dated by the history", async () => {
  const changes = [change("country", "Chile", "Peru", "03-01")];
  const values = [state("country", "Chile", "02-01"), state("country", "Peru", "03-15")];
  expect(await told({ changes, values })).toEqual(["01-01 Chile", "03-01 Peru"]);
});

test("loads tell what lies before a history and what it does not have", async () => {
  const changes = [change("country", "Peru", "Cuba", "05-01")];
  const values = [
    state("country", "Chile", "02-01"),
    state("country", "Peru", "03-01"),
    state("country", "Cuba", "05-02"),
    state("country", "Spain", "06-01"),
  ];
  expect(await told({ changes, values })).toEqual(["01-01 Chile", "03-01 Peru", "05-01 Cuba", "06-01 Spain"]);
});

test("a value that comes back after the last change of a history is told by the loads, once the history is exported no more", async () => {
  const seen = (value: string, day: string) => state("country", value, day, { changed_at: at(day) });
  const changes = [change("country", "Chile", "Peru", "03-01")];
  const values = [seen("Chile", "02-01"), seen("Peru", "03-01"), seen("Chile", "04-01"), seen("Peru", "05-01")];
  expect(await told({ changes, values })).toEqual(["01-01 Chile", "03-01 Peru", "04-01 Chile", "05-01 Peru"]);
  const twice = [...changes, change("country", "Peru", "Cuba", "03-10")];
  expect(await told({ changes: twice, values: [seen("Cuba", "03-11"), seen("Peru", "05-01")] })).toEqual([
    "01-01 Chile",
    "03-01 Peru",
    "03-10 Cuba",
    "05-01 Peru",
  ]);
});

test("the first load is no evidence of what was before a history's first change, if it came later", async () => {
  const changes = [change("country", "Chile", "Peru", "03-01")];
  const values = [state("country", "Peru", "04-01"), state("country", "Cuba", "05-01")];
  expect(await told({ changes, values })).toEqual(["01-01 Chile", "03-01 Peru", "05-01 Cuba"]);
});

test("what the record says today counts from its last change, if the history does not have it", async () => {
  const changes = [change("owner_id", "u1", "u2", "03-01")];
  const today = { ...person, owner_id: "u3", modified_at: at("05-01") };
  expect(await told({ changes, people: [today] })).toEqual(["01-01 u1", "03-01 u2", "05-01 u3"]);
  const older = { ...today, modified_at: at("02-01") };
  expect(await told({ changes, people: [older] })).toEqual(["01-01 u1", "03-01 u2"]);
  const undated = { ...today, modified_at: null };
  expect(await told({ changes, people: [undated] })).toEqual(["01-01 u1", "03-01 u2", "07-01 u3"]);
});

test("a history of a field that closedloop.yaml names is one of its attribute, and replaces the standard field", async () => {
  const fields = [{ system: "crm", field: "Plan__c", attribute: "job_title" }];
  const changes = [
    change(null, "free", "paid", "03-01"),
    change("job_title", "Intern", "CFO", "04-01", { field: "title" }),
  ];
  const values = [state(null, "paid", "06-01")];
  expect(await told({ fields, changes, values })).toEqual(["01-01 free", "03-01 paid"]);
});

test("numbers, addresses and ids of owners are spelt as the columns of people are", async () => {
  expect(await told({ changes: [change("annual_revenue", "$1,000.00", "2500.50", "03-01")] })).toEqual([
    "01-01 1000",
    "03-01 2500.50",
  ]);
  expect(await told({ changes: [change("employee_count", "1,200", "about 50", "03-01")] })).toEqual([
    "01-01 1200",
    "03-01 null",
  ]);
  expect(await told({ changes: [change("email", "A@Acme.example", "b@acme.example", "03-01")] })).toEqual([
    "01-01 a@acme.example",
    "03-01 b@acme.example",
  ]);
  const owners = [state("owner_id", "0055e000001AAAA", "02-01"), state("owner_id", "0055e000001BBBBAA4", "03-01")];
  expect(await told({ values: owners })).toEqual(["01-01 0055e000001AAAAAA4", "03-01 0055e000001BBBBAA4"]);
});

test("a bounce counts from its own time; a bad status without one from the record's last change, not from its creation", async () => {
  const status = (email_status: "invalid" | "unsubscribed" | "valid" | null, more = {}) => [
    { ...person, email_status, modified_at: at("05-01"), ...more },
  ];
  const bounced = [change("email_status", "valid", "invalid", "03-01")];
  expect(await told({ changes: bounced, people: status("invalid") })).toEqual(["01-01 valid", "03-01 invalid"]);
  expect(await told({ changes: bounced, people: status("valid") })).toEqual([
    "01-01 valid",
    "03-01 invalid",
    "05-01 valid",
  ]);
  expect(await told({ changes: bounced, people: status(null) })).toEqual(["01-01 valid", "03-01 invalid"]);
  expect(await told({ people: status("unsubscribed") })).toEqual(["05-01 unsubscribed"]);
  expect(await told({ people: status("unsubscribed", { modified_at: null }) })).toEqual(["07-01 unsubscribed"]);
  expect(await told({ people: status("valid") })).toEqual([]);
});

test("of two exports that one run loaded the later one is the newer state, though both have one clock", async () => {
  const nights = (first: string, second: string) => [
    state("employee_count", first, "02-05", { version_no: 1 }),
    state("employee_count", second, "02-05", { version_no: 2 }),
  ];
  expect(await told({ values: nights("10", "5000") as never })).toEqual(["01-01 10", "02-05 5000"]);
  expect(await told({ values: nights("5000", "10") as never })).toEqual(["01-01 5000", "02-05 10"]);
});

test("a custom field in the spelling of a replica finds the history, which has the name of the API", async () => {
  const fields = [{ system: "crm", field: "plan_c", attribute: "plan", is_list: false }];
  const changes = [change(null, "silver", "gold", "05-01")];
  expect(await told({ changes, fields: fields as never })).toEqual(["01-01 silver", "05-01 gold"]);
});
