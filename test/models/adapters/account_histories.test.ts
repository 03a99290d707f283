/** What the histories of accounts and companies say of the people who name them, as of an MQL. */
import { expect, test } from "vitest";
import { mql_cycles } from "../../../models/marts/mql_cycles.js";
import { rowsOf } from "../../../src/table/rows.js";
import { type RowsByTable, runFacts, withBuiltModels } from "../../support/built_models.js";
import { versionOf } from "../../support/definition.js";

const at = (day: string) => `2026-${day}T00:00:00Z`;

const rule = { attribute: "industry", match: "equals", group: "industry" };
const definition = versionOf({
  fit: [
    { ...rule, rule_id: "retail", value: "Retail", points: 30 },
    { ...rule, rule_id: "banking", value: "Banking", points: 5 },
    { rule_id: "small", attribute: "employee_count", match: "range", value: "1..50", points: 10, group: "size" },
  ],
});

/** Industry, size band and fit of the only cycle. */
const cycleOf = (system: string, rows: RowsByTable) => {
  const config = { sources: [{ name: "crm", system, path: "exports" }] };
  const sizes = [
    { band: "1-50", min_employees: 1n, max_employees: 50n },
    { band: "51+", min_employees: 51n, max_employees: null },
  ];
  return withBuiltModels(
    runFacts(at("07-01"), config, [definition]),
    { ...rows, "raw.company_sizes": sizes },
    [mql_cycles],
    (warehouse) =>
      rowsOf(
        warehouse,
        "select industry, company_size_band, fit_score::integer as fit_score, is_fit_backfilled from marts.mql_cycles",
      ),
  );
};

const atItsMql = [{ industry: "Retail", company_size_band: "1-50", fit_score: 40, is_fit_backfilled: false }];

test("Salesforce: a cycle keeps the industry and the size that AccountHistory says the account had at the MQL", async () => {
  const change = (Id: string, Field: string, OldValue: string, NewValue: string) => ({
    ...{ system: "crm", Id, AccountId: "001", Field, OldValue, NewValue },
    CreatedDate: at("05-01"),
  });
  const rows = {
    "raw.salesforce_accounts": [
      {
        ...{ system: "crm", Id: "001", Industry: "Banking", NumberOfEmployees: 9000n },
        ...{ CreatedDate: at("01-01"), SystemModstamp: at("05-01") },
      },
    ],
    "raw.salesforce_contacts": [
      { system: "crm", Id: "003", AccountId: "001", CreatedDate: at("01-05"), SystemModstamp: at("02-10") },
    ],
    "raw.salesforce_contact_history": [
      {
        ...{ system: "crm", Id: "03H", ContactId: "003", Field: "Status__c", OldValue: "New", NewValue: "MQL" },
        CreatedDate: at("02-10"),
      },
    ],
    "raw.stage_map": [
      { system: "salesforce", entity: "Contact", field: "Status__c", value: "MQL", stage: "mql" },
      { system: "salesforce", entity: "Contact", field: "Status__c", value: "New", stage: null },
    ],
  };
  const history = [
    change("0171", "Industry", "Retail", "Banking"),
    change("0172", "NumberOfEmployees", "40", "9000"),
    { ...change("0173", "Industry", "Hotels", "Banking"), AccountId: "001other" },
    { ...change("0174", "Industry", "Hotels", "Retail"), CreatedDate: at("03-01"), IsDeleted: true },
  ];
  expect(await cycleOf("salesforce", { ...rows, "raw.salesforce_account_history": history })).toEqual(atItsMql);
});

test("HubSpot: a cycle keeps the industry and the size that the company's history says it had at the MQL", async () => {
  const set = (name: string, value: string, timestamp: string) => ({
    ...{ system: "crm", company_id: "77", name, value, timestamp: at(timestamp) },
  });
  const rows = {
    "raw.hubspot_companies": [
      {
        ...{ system: "crm", id: "77", industry: "Banking", numberofemployees: 9000n },
        ...{ createdate: at("01-01"), hs_lastmodifieddate: at("05-01") },
      },
    ],
    "raw.hubspot_contacts": [{ system: "crm", id: "11", associatedcompanyid: "77", createdate: at("01-05") }],
    "raw.hubspot_contact_property_history": [
      {
        ...{ system: "crm", contact_id: "11", name: "lifecyclestage", value: "marketingqualifiedlead" },
        timestamp: at("02-10"),
      },
    ],
    "raw.stage_map": [
      {
        ...{ system: "hubspot", entity: "Contact", field: "lifecyclestage" },
        ...{ value: "marketingqualifiedlead", stage: "mql" },
      },
    ],
    "raw.hubspot_company_property_history": [
      set("industry", "Retail", "01-01"),
      set("industry", "Banking", "05-01"),
      set("Numberofemployees", "40", "01-01"),
      set("numberofemployees", "9000", "05-01"),
      // A stage of a company is no stage of its people.
      set("lifecyclestage", "customer", "02-01"),
    ],
  };
  expect(await cycleOf("hubspot", rows)).toEqual(atItsMql);
});
