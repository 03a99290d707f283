import { expect, test } from "vitest";
import { links } from "../../../../models/adapters/pardot/canonical/links.js";
import { people } from "../../../../models/adapters/pardot/canonical/people.js";
import { pardot_prospects } from "../../../../models/adapters/pardot/staging/pardot_prospects.js";
import { person_records } from "../../../../models/intermediate/person_records.js";
import { rowsOf } from "../../../../src/table/rows.js";
import { runFacts, withBuiltModels } from "../../../support/built_models.js";
import { runModel, runPart } from "../../../support/run_model.js";

const staged = (raw: object[]) => runModel(pardot_prospects, { raw: raw.map((one) => ({ system: "map", ...one })) });

test("Salesforce ids are read from the columns of versions 3 and 4 and from the one of version 5, short or long", async () => {
  const rows = await staged([
    { crm_lead_fid: "00Q5e000001AbCd", crm_contact_fid: "" },
    { salesforce_id: "00Q5e000001AbCdEAK" },
    { salesforce_id: "0035e000001AbCd" },
  ]);
  expect(rows.map((row) => [row.salesforce_lead_id?.slice(0, 15), row.salesforce_contact_id?.slice(0, 15)])).toEqual([
    ["00Q5e000001AbCd", undefined],
    ["00Q5e000001AbCd", undefined],
    [undefined, "0035e000001AbCd"],
  ]);
  expect(rows.every((row) => (row.salesforce_lead_id ?? row.salesforce_contact_id)?.length === 18)).toBe(true);
});

test("employees and revenue are numbers if a number was typed, and unknown if a range was", async () => {
  const typed = ["250", "1,200", "100-200", "5M", "", null];
  const rows = await staged(typed.map((employees) => ({ employees, annual_revenue: employees && `$${employees}` })));
  expect(rows.map(({ employee_count }) => employee_count)).toEqual([250n, 1200n, null, null, null, null]);
  expect(rows.map(({ annual_revenue }) => annual_revenue)).toEqual(["250.00", "1200.00", null, null, null, null]);
});

test("a blank flag is unknown; either way of opting out counts", async () => {
  const rows = await staged([
    {},
    { opted_out: false },
    { is_do_not_email: true },
    { opted_out: false, is_do_not_email: true },
  ]);
  expect(rows.map(({ has_opted_out }) => has_opted_out)).toEqual([null, false, true, true]);
});

test("a prospect without a source gets source and medium of its first visit that has a source", async () => {
  const prospects = [
    { system: "map", prospect_id: "1", source: null, is_deleted: false },
    { system: "map", prospect_id: "2", source: "Trade Show", is_deleted: false },
  ];
  const visit = (visitor_id: string, prospect_id: string, utm_source: string | null, created_at: string) => ({
    system: "map",
    visitor_id,
    prospect_id,
    utm_source,
    utm_medium: utm_source && "cpc",
    created_at,
  });
  const visitors = [
    visit("a", "1", "bing", "2026-03-02T00:00:00Z"),
    visit("b", "1", "google", "2026-03-01T00:00:00Z"),
    visit("c", "1", null, "2026-02-01T00:00:00Z"),
    visit("d", "2", "google", "2026-03-01T00:00:00Z"),
  ];
  const rows = await runPart(people, { prospects, visitors });
  expect(rows.map(({ record_id, source, medium, precedence }) => [record_id, source, medium, precedence])).toEqual([
    ["1", "google", "cpc", 3n],
    ["2", "Trade Show", null, 3n],
  ]);
});

test("a prospect is linked to its lead and contact in every Salesforce source and in no other system", async () => {
  const systems = ["crm", "crm2"].map((system) => ({ system, product: "salesforce" }));
  const prospects = [{ system: "map", prospect_id: "1", salesforce_lead_id: "00Q", salesforce_contact_id: null }];
  const rows = await runPart(links, { prospects, systems: [...systems, { system: "map", product: "pardot" }] });
  expect(rows.map(({ other_system, other_record_id }) => [other_system, other_record_id]).sort()).toEqual([
    ["crm", "00Q"],
    ["crm2", "00Q"],
  ]);
});

test("prospects with the same address are one person; one in the recycle bin is left out", async () => {
  const sources = [{ name: "map", system: "pardot", path: "exports" }];
  const rows = {
    "raw.pardot_prospects": [
      { system: "map", id: "1", email: "ann@acme.test" },
      { system: "map", id: "2", email: "Ann@acme.test" },
      { system: "map", id: "3", email: "gone@acme.test", is_deleted: true },
    ],
  };
  const found = await withBuiltModels(
    runFacts("2026-07-01T00:00:00Z", { sources }),
    rows,
    [person_records],
    (warehouse) => rowsOf(warehouse, "from intermediate.person_records order by record_id"),
  );
  expect(found.map(({ record_id, person_id }) => [record_id, person_id])).toEqual([
    ["1", "map:1"],
    ["2", "map:1"],
  ]);
});
