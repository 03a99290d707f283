import { expect, test } from "vitest";
import { source_attributes } from "../../../models/canonical/source_attributes.js";
import type { Instant } from "../../../src/table/columns.js";
import { runModel } from "../../support/run_model.js";

const at = (day: string) => `2026-${day}T00:00:00Z` as Instant;

const contact = { system: "crm", entity: "contact", record_id: "1", account_id: "a1", created_at: at("02-01") };
const account = { system: "crm", account_id: "a1", industry: "Software", employee_count: 900n };

const value = (record_id: string, industry: string | null, day: string, more = {}) => ({
  system: "crm",
  entity: record_id === "a1" ? "account" : "contact",
  record_id,
  attribute: "industry",
  value: industry,
  is_of_account: record_id === "a1",
  is_custom: false,
  is_recorded: false,
  observed_at: at(day),
  ...more,
});

type Given = Parameters<typeof runModel<unknown, typeof source_attributes.from>>[1];

/** The industry of record 1, in order of time, as `day value`. */
async function industries(timelines: Given["timelines"], people: Given["people"] = [contact]): Promise<string[]> {
  const rows = await runModel(source_attributes, { timelines, people, accounts: [account] });
  return rows
    .filter(({ record_id }) => record_id === "1")
    .toSorted((one, other) => (one.observed_at < other.observed_at ? -1 : 1))
    .map((row) => `${row.observed_at.slice(5, 10)} ${row.value}`);
}

const changedAccount = [
  value("a1", "Retail", "01-01"),
  value("a1", "Banking", "03-01"),
  value("a1", "Software", "04-01"),
];

test("a change of an account counts for its people, from their own creation on", async () => {
  expect(await industries(changedAccount)).toEqual(["02-01 Retail", "03-01 Banking", "04-01 Software"]);
  const late = { ...contact, created_at: at("03-15") };
  expect(await industries(changedAccount, [late])).toEqual(["03-15 Banking", "04-01 Software"]);
  const early = { ...contact, created_at: at("01-01"), account_id: null };
  expect(await industries(changedAccount, [early])).toEqual([]);
});

test("a value of its own goes before that of the account, as long as the record has it", async () => {
  const own = { ...contact, industry: "Hotels" };
  expect(new Set((await industries(changedAccount, [own])).map((row) => row.slice(6)))).toEqual(new Set(["Hotels"]));
  const cleared = [value("1", "Hotels", "02-01"), value("1", null, "03-15")];
  expect(await industries([...changedAccount, ...cleared])).toEqual([
    "02-01 Hotels",
    "03-01 Hotels",
    "03-15 Banking",
    "04-01 Software",
  ]);
  expect(await industries(cleared)).toEqual(["02-01 Hotels", "03-15 Software"]);
});

test("an account does not stand in for a blank of the team's own field", async () => {
  const custom = { is_custom: true };
  const own = [value("1", "Hotels", "02-01", custom), value("1", null, "03-15", custom)];
  expect(await industries([...changedAccount, ...own])).toEqual(["02-01 Hotels", "03-15 null"]);
});

test("an account with the id of a person's record changes nothing about that person", async () => {
  const other = { ...contact, account_id: null };
  expect(
    await industries([{ ...value("1", "Retail", "01-01"), entity: "account", is_of_account: true }], [other]),
  ).toEqual([]);
});

test("a value is recorded if the history of whatever gives it, record or account, has a change of it", async () => {
  const recorded = async (own: string | null, timelines: Given["timelines"]) => {
    const people = [{ ...contact, industry: own }];
    const rows = await runModel(source_attributes, { timelines, people, accounts: [account] });
    return [...new Set(rows.map(({ is_recorded }) => is_recorded))];
  };
  const told = changedAccount.map((row) => ({ ...row, is_recorded: true }));
  expect(await recorded(null, told)).toEqual([true]);
  expect(await recorded(null, changedAccount)).toEqual([false]);
  expect(await recorded("Hotels", told)).toEqual([false]);
});
