import { expect, test } from "vitest";
import { people_on_opportunities } from "../../../models/intermediate/people_on_opportunities.js";
import type { Instant } from "../../../src/table/columns.js";
import { rowsOf } from "../../../src/table/rows.js";
import { runFacts, withBuiltModels } from "../../support/built_models.js";
import { runModel } from "../../support/run_model.js";

const at = (day: string) => `2026-01-${day}T00:00:00Z` as Instant;
const person = (person_id: string, day: string, more = {}) => ({
  person_id,
  account_system: "crm",
  account_id: "A",
  created_at: at(day),
  ...more,
});
const given = {
  copies: [],
  on_opportunities: [{ system: "crm", opportunity_id: "006", entity: "contact", record_id: "1" }],
  opportunities: [{ system: "crm", opportunity_id: "006", account_id: "A", created_at: at("20") }],
  records: [
    { system: "crm", entity: "contact", record_id: "1", person_id: "on it" },
    { system: "crm", entity: "lead", record_id: "1", person_id: "only has the same number" },
  ],
  people: [
    person("on it", "01"),
    person("in time", "10"),
    person("too old", "09"),
    person("younger", "21"),
    person("elsewhere", "15", { account_system: "map" }),
  ],
};
const matched = (rows: { person_id: string; matched_by: string }[]) =>
  Object.fromEntries(rows.map(({ person_id, matched_by }) => [person_id, matched_by]));

test("without account_match_days only people with a record on the opportunity are on it", async () => {
  const run_context = [{ account_match_days: null }];
  expect(matched(await runModel(people_on_opportunities, { ...given, run: run_context }))).toEqual({
    "on it": "record",
  });
});

test("account_match_days adds people of the account who were created in that many days before the opportunity, bounds included", async () => {
  const run_context = [{ account_match_days: 10 }];
  expect(matched(await runModel(people_on_opportunities, { ...given, run: run_context }))).toEqual({
    "on it": "record",
    "in time": "account",
  });
});

test("an account that was found by the email domain counts for account_match_days", async () => {
  const given = {
    "intermediate.source_people": [
      { system: "crm", entity: "lead", record_id: "1", email: "ada@acme.test", precedence: 2n, created_at: at("15") },
    ].map((one) => ({ ...one, is_deleted: false, is_anonymous: false })),
    "intermediate.source_links": [],
    "intermediate.source_attributes": [],
    "intermediate.source_accounts": [{ system: "crm", account_id: "A", domain: "https://www.acme.test/" }],
    "intermediate.source_opportunities": [
      { system: "crm", opportunity_id: "006", account_id: "A", created_at: at("20") },
    ],
    "intermediate.source_opportunity_people": [],
    "intermediate.opportunity_copies": [],
  };
  const run = runFacts("2026-07-01T00:00:00Z", { conversion: { account_match_days: 10 } });
  const rows = await withBuiltModels(run, given, [people_on_opportunities], (warehouse) =>
    rowsOf(warehouse, "select person_id, matched_by from intermediate.people_on_opportunities"),
  );
  expect(rows).toEqual([{ person_id: "crm:1", matched_by: "account" }]);
});
