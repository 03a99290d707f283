import { expect, test } from "vitest";
import { stage_dates } from "../../../models/canonical/stage_dates.js";
import { runModel } from "../../support/run_model.js";

const clock = [{ time_zone: "UTC", as_of: "2026-12-01T00:00:00Z" as const }];
const dated = [
  {
    product: "salesforce",
    entity: "lead",
    field: "mql_date__c",
    value: "*",
    stage: "mql" as const,
    is_date_field: true,
  },
  {
    product: "salesforce",
    entity: "lead",
    field: "sal_date__c",
    value: "*",
    stage: "sal" as const,
    is_date_field: true,
  },
];
const held = (field: string, value: string | null) => ({
  product: "salesforce",
  system: "crm",
  entity: "Lead",
  record_id: "00Q1",
  field,
  value,
  made_at: "2026-09-01T10:00:00Z" as const,
  changed_at: null,
  loaded_at: "2026-09-10T23:00:00Z" as const,
});
const eventsOf = async (zone: string, values: ReturnType<typeof held>[], more: { zone?: string } = {}) =>
  (
    await runModel(stage_dates, {
      values,
      words: dated,
      systems: [{ system: "crm", product: "salesforce", time_zone: more.zone ?? null }],
      run: [{ ...clock[0], time_zone: zone }],
    })
  )
    .map(({ stage, occurred_at, is_approximate, is_mapped }) => [stage, occurred_at, is_approximate, is_mapped])
    .sort();

test("a date is the start of the day for an MQL and the end of the day for other stages; a time stays as it is", async () => {
  const values = [held("MQL_Date__c", "2026-09-03"), held("SAL_Date__c", "2026-09-04")];
  expect(await eventsOf("America/New_York", values)).toEqual([
    ["mql", "2026-09-03T04:00:00Z", true, true],
    ["sal", "2026-09-05T03:59:59.999999Z", true, true],
  ]);
  expect(await eventsOf("America/New_York", [held("SAL_Date__c", "2026-09-04T09:30:00.000+0200")])).toEqual([
    ["sal", "2026-09-04T07:30:00Z", false, true],
  ]);
});

test("the midnight that a Data Export, a replica or JSON writes after every date is ignored", async () => {
  const spellings = [
    "2026-09-03 00:00:00",
    "2026-09-03T00:00:00.000Z",
    "2026-09-03",
    "2026-09-03 00:00:00+00",
    "2026-09-03 00:00:00+00:00",
    "2026-09-03 00:00:00 UTC",
    "2026-09-03T00:00:00.000+0000",
    "1788393600000",
  ];
  const values = spellings.map((value) => held("MQL_Date__c", value));
  for (const value of values) {
    expect(await eventsOf("America/New_York", [value])).toEqual([["mql", "2026-09-03T04:00:00Z", true, true]]);
  }
});

test("a date that is the day of the run is dated at the run's clock; a value that is no date is reported and is no event", async () => {
  expect(await eventsOf("UTC", [held("SAL_Date__c", "2026-12-01")])).toEqual([["sal", clock[0]!.as_of, true, true]]);
  expect(await eventsOf("UTC", [held("SAL_Date__c", "soon")])).toEqual([["sal", null, false, false]]);
  expect(await eventsOf("UTC", [held("SAL_Date__c", null)])).toEqual([]);
});

test("a time without an offset is in the source's time zone, one with an offset is not", async () => {
  const at = (value: string) => eventsOf("UTC", [held("SAL_Date__c", value)], { zone: "America/New_York" });
  expect(await at("2026-09-04 09:30")).toEqual([["sal", "2026-09-04T13:30:00Z", false, true]]);
  expect(await at("2026-09-04 09:30:00+00:00")).toEqual([["sal", "2026-09-04T09:30:00Z", false, true]]);
  // So the loader rewrites a time for which the source has a format.
  expect(await at("2026-09-04 00:00:00.000000+00:00")).toEqual([["sal", "2026-09-04T00:00:00Z", false, true]]);
  expect(await at("1788514200000")).toEqual([["sal", "2026-09-04T09:30:00Z", false, true]]);
});
