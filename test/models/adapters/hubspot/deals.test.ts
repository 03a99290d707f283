import { expect, test } from "vitest";
import { accounts } from "../../../../models/adapters/hubspot/canonical/accounts.js";
import { opportunity_people } from "../../../../models/adapters/hubspot/canonical/opportunity_people.js";
import { opportunity_stages } from "../../../../models/adapters/hubspot/canonical/opportunity_stages.js";
import { opportunity_states } from "../../../../models/adapters/hubspot/canonical/opportunity_states.js";
import { people } from "../../../../models/adapters/hubspot/canonical/people.js";
import { hubspot_companies_merged } from "../../../../models/adapters/hubspot/intermediate/hubspot_companies_merged.js";
import { hubspot_deals_merged } from "../../../../models/adapters/hubspot/intermediate/hubspot_deals_merged.js";
import { source_opportunities } from "../../../../models/canonical/source_opportunities.js";
import { source_opportunity_states_given } from "../../../../models/canonical/source_opportunity_states_given.js";
import { people_on_opportunities } from "../../../../models/intermediate/people_on_opportunities.js";
import { rowsOf } from "../../../../src/table/rows.js";
import { type RowsByTable, runFacts, withBuiltModels } from "../../../support/built_models.js";
import { runModel, runPart } from "../../../support/run_model.js";

const made = "2026-01-05T10:00:00Z" as const;
const deal = (deal_id: string, more: object = {}) => ({
  system: "hub",
  deal_id,
  is_deleted: false,
  created_at: made,
  ...more,
});
const clock = [{ time_zone: "America/New_York", as_of: "2026-06-01T00:00:00Z" as const }];
const statesOf = async (deals: object[], more: object = {}) =>
  runPart(opportunity_states, {
    deals,
    stages: [],
    companies: [],
    merged: [],
    merged_companies: [],
    run: clock,
    ...more,
  });

test("deals that were merged away or deleted are left out; one without a create date is kept", async () => {
  const deals = [
    deal("1", { merged_deal_ids: "2;1" }),
    deal("2"),
    deal("3"),
    deal("4", { is_deleted: true }),
    deal("5", { created_at: null }),
  ];
  const merged = await runModel(hubspot_deals_merged, {
    deals,
    merged: [{ system: "hub", deal_id: "1", merged_deal_id: "3" }],
  });
  expect(merged.map(({ deal_id }) => deal_id).sort()).toEqual(["2", "3"]);
  expect((await statesOf(deals, { merged })).map(({ opportunity_id }) => opportunity_id)).toEqual(["1", "5"]);
});

test("won and lost come from the deal's own flags, else from the pipeline's; a close date without a time is the end of that day", async () => {
  const stages = [{ system: "hub", stage_id: "9", is_closed: true, is_won: true }];
  const deals = [
    deal("1", { stage: "9", is_close_date: true, closed_at: "2026-03-01T00:00:00Z" }),
    deal("2", { stage: "9", is_won: false, is_close_date: false, closed_at: "2026-03-01T12:00:00Z" }),
    deal("3", { stage: "x" }),
  ];
  const states = (await statesOf(deals, { stages })).map(({ opportunity_id, is_closed, is_won, ...row }) => [
    opportunity_id,
    is_closed,
    is_won,
    row.closed_at,
    row.is_closed_approximate,
  ]);
  expect(states.sort()).toEqual([
    ["1", true, true, "2026-03-02T04:59:59.999999Z", true],
    ["2", true, false, "2026-03-01T12:00:00Z", false],
    ["3", null, null, null, true],
  ]);
});

test("a deal with rows in deal_stage takes its stages from there, any other from the property history", async () => {
  const stages = [{ system: "hub", deal_id: "1", stage: "closedwon", entered_at: made }];
  const change = (deal_id: string, property: string) => ({
    system: "hub",
    deal_id,
    property,
    value: "x",
    occurred_at: made,
  });
  const history = [change("1", "dealstage"), change("2", "DealStage"), change("2", "amount")];
  const entries = await runPart(opportunity_stages, { stages, history });
  expect(entries.map(({ opportunity_id, stage_name }) => [opportunity_id, stage_name]).sort()).toEqual([
    ["1", "closedwon"],
    ["2", "x"],
  ]);
});

test("people are on a deal if a pair, the deal or the contact says it, each once", async () => {
  const rows = await runPart(opportunity_people, {
    pairs: [{ system: "hub", deal_id: "1", contact_id: "101" }],
    deals: [deal("1", { contact_ids: "101;102" })],
    contacts: [{ system: "hub", contact_id: "103", deal_ids: "1" }],
    missing: [],
  });
  expect(rows.map(({ record_id }) => record_id).sort()).toEqual(["101", "102", "103"]);
});

test("a deal is won when it last entered its stage, and lost if the pipeline says that the stage is closed and not won", async () => {
  const of = (id: string, dealstage: string) => ({ system: "hub", id, dealstage, createdate: made });
  const entry = (deal_id: string, value: string, day: string) => ({
    system: "hub",
    deal_id,
    value,
    date_entered: `2026-02-${day}T10:00:00Z`,
  });
  const rows: RowsByTable = {
    "raw.hubspot_deals": [of("1", "closedwon"), of("2", "777"), of("3", "contractsent")],
    "raw.hubspot_deal_pipeline_stages": [{ system: "hub", stage_id: "777", is_closed: true, closed_won: false }],
    "raw.hubspot_deal_stages": [
      entry("1", "closedwon", "01"),
      entry("1", "contractsent", "02"),
      entry("1", "closedwon", "03"),
      entry("2", "777", "05"),
    ],
    "raw.stage_map": [
      { system: "hubspot", entity: "Deal", field: "dealstage", value: "closedwon", stage: "won" },
      { system: "hubspot", entity: "Deal", field: "dealstage", value: "contractsent", stage: null },
    ],
  };
  const sources = [{ name: "hub", system: "hubspot", path: "exports" }];
  const opportunities = await withBuiltModels(
    runFacts("2026-06-01T00:00:00Z", { sources }),
    rows,
    [source_opportunities],
    (warehouse) =>
      rowsOf(warehouse, "select opportunity_id, outcome, closed_at from intermediate.source_opportunities order by 1"),
  );
  expect(opportunities).toEqual([
    { opportunity_id: "1", outcome: "won", closed_at: "2026-02-03T10:00:00Z" },
    { opportunity_id: "2", outcome: "lost", closed_at: "2026-02-05T10:00:00Z" },
    { opportunity_id: "3", outcome: "open", closed_at: null },
  ]);
});

test("a deal that is synchronized with Salesforce names the opportunity that it is a copy of, with 18 characters", async () => {
  const rows: RowsByTable = {
    "raw.hubspot_deals": ["0065e00000AbCdE", "0065e00000AbCdEAAV", null].map((hs_salesforceopportunityid, no) => ({
      ...{ system: "hub", id: `${no}`, createdate: made, hs_salesforceopportunityid },
    })),
  };
  const run = runFacts("2026-06-01T00:00:00Z", { sources: [{ name: "hub", system: "hubspot", path: "exports" }] });
  const states = await withBuiltModels(run, rows, [source_opportunity_states_given], (db) =>
    rowsOf(db, "select opportunity_id, mirrors_id from intermediate.source_opportunity_states_given order by 1"),
  );
  const copied = "0065e00000AbCdEAAV";
  expect(states.map(({ mirrors_id }) => mirrors_id)).toEqual([copied, copied, null]);
});

test("a copy of Salesforce's opportunity is left out, and its contacts are on the original; one that Salesforce lacks counts itself", async () => {
  const [there, gone] = ["0065e0000000001AAA", "0065e0000000002AAA"];
  const rows: RowsByTable = {
    "raw.salesforce_opportunities": [{ system: "crm", Id: there, Name: "X", CreatedDate: made, IsDeleted: false }],
    "raw.hubspot_deals": [there, gone].map((hs_salesforceopportunityid, no) => ({
      ...{ system: "hub", id: `${no}`, createdate: made, hs_salesforceopportunityid },
    })),
    "raw.hubspot_deal_contacts": ["0", "1"].map((deal_id) => ({ system: "hub", deal_id, contact_id: "7" })),
    "raw.hubspot_contacts": [{ system: "hub", id: "7", createdate: made }],
  };
  const sources = [
    { name: "crm", system: "salesforce", path: "exports" },
    { name: "hub", system: "hubspot", path: "exports" },
  ];
  const run = runFacts("2026-06-01T00:00:00Z", { sources });
  const [opportunities, people] = await withBuiltModels(
    run,
    rows,
    [source_opportunities, people_on_opportunities],
    (db) =>
      Promise.all([
        rowsOf(db, "select opportunity_key from intermediate.source_opportunities order by 1"),
        rowsOf(db, "select system, opportunity_id, person_id from intermediate.people_on_opportunities order by 1"),
      ]),
  );
  expect(opportunities).toEqual([{ opportunity_key: `crm:${there}` }, { opportunity_key: "hub:1" }]);
  expect(people).toEqual([
    { system: "crm", opportunity_id: there, person_id: "hub:7" },
    { system: "hub", opportunity_id: "1", person_id: "hub:7" },
  ]);
});

test("a deal closed when it entered its present stage, if no history says when", async () => {
  const rows: RowsByTable = {
    "raw.source_systems": [{ system: "hub", product: "hubspot" }],
    "staging.hubspot_deals": [
      deal("1", {
        stage: "closedwon",
        is_closed: true,
        is_won: true,
        is_close_date: true,
        closed_at: "2026-05-30T00:00:00Z",
        stage_entered_at: "2026-03-01T09:00:00Z",
      }),
      deal("2", { stage: "open", is_closed: false, is_won: false, stage_entered_at: "2026-03-01T09:00:00Z" }),
    ],
  };
  const run = runFacts("2026-06-01T00:00:00Z", { sources: [{ name: "hub", system: "hubspot", path: "exports" }] });
  const query =
    "select opportunity_id, outcome, is_closed_approximate, closed_at from intermediate.source_opportunities order by 1";
  const found = await withBuiltModels(run, rows, [source_opportunities as never], (db) => rowsOf(db, query));
  expect(found).toEqual([
    { opportunity_id: "1", outcome: "won", is_closed_approximate: false, closed_at: "2026-03-01T09:00:00Z" },
    { opportunity_id: "2", outcome: "open", is_closed_approximate: true, closed_at: null },
  ]);
});

test("contacts and deals of a company that was merged away count for the company that survived", async () => {
  const companies = [
    { system: "hub", company_id: "50", merged_company_ids: "51;52", is_deleted: false },
    { system: "hub", company_id: "51", merged_company_ids: "52", is_deleted: false },
  ];
  const merged_companies = await runModel(hubspot_companies_merged, { companies });
  expect(merged_companies.map(({ record_id, merged_into }) => [record_id, merged_into]).sort()).toEqual([
    ["51", "50"],
    ["52", "50"],
  ]);
  expect(await statesOf([deal("1", { company_ids: "52" })], { merged_companies })).toMatchObject([
    { account_id: "50" },
  ]);
  const contacts = [{ system: "hub", contact_id: "101", company_ids: "51;9" }];
  expect(await runPart(people, { contacts, merged: [], merged_companies, systems: [] })).toMatchObject([
    { record_id: "101", account_id: "50" },
  ]);
  expect(await runPart(accounts, { companies, merged: merged_companies })).toMatchObject([{ account_id: "50" }]);
});
