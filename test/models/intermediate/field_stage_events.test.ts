import { expect, test } from "vitest";
import { field_stage_events } from "../../../models/intermediate/field_stage_events.js";
import { run } from "../../support/given.js";

const status = { product: "salesforce", system: "crm", entity: "Lead", record_id: "00Q1", field: "Status" };
const words = [
  { product: "salesforce", entity: "lead", field: "status", value: "mql", stage: "mql" as const, is_date_field: false },
  { product: "salesforce", entity: "lead", field: "status", value: "sal", stage: "sal" as const, is_date_field: false },
];
const clock = [{ time_zone: "UTC", as_of: "2026-12-01T00:00:00Z" as const }];
const made_at = "2026-09-01T10:00:00Z" as const;
const seen = (
  value: string,
  loaded_at: `2026-${number}-${number}T23:00:00Z`,
  changed_at: `2026-${number}-${number}T10:00:00Z` | null,
) => ({
  ...status,
  value,
  made_at,
  changed_at,
  loaded_at,
});
const told = async (values: ReturnType<typeof seen>[]) =>
  (await run(field_stage_events, { values, words, stage_fields: [], history: [], run: clock }))
    .map(({ stage, occurred_at, is_approximate }) => [stage, occurred_at, is_approximate])
    .sort();

test("a state first seen is as old as the record; one that changed between two loads is at the record's modification", async () => {
  const nights = [
    seen("MQL", "2026-09-10T23:00:00Z", "2026-09-05T10:00:00Z"),
    seen("SAL", "2026-10-08T23:00:00Z", "2026-10-07T10:00:00Z"),
  ];
  expect(await told(nights)).toEqual([
    ["mql", made_at, true],
    ["sal", "2026-10-07T10:00:00Z", false],
  ]);
});

test("where the export does not say when a record changed, the change is at the load that saw it, approximately", async () => {
  const nights = [seen("MQL", "2026-09-10T23:00:00Z", null), seen("SAL", "2026-10-08T23:00:00Z", null)];
  expect(await told(nights)).toEqual([
    ["mql", made_at, true],
    ["sal", "2026-10-08T23:00:00Z", true],
  ]);
});

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
const held = (field: string, value: string | null, loaded_at = "2026-09-10T23:00:00Z" as const) => ({
  ...seen("", loaded_at, null),
  field,
  value,
});
const toldByDates = async (zone: string, values: ReturnType<typeof held>[]) =>
  (
    await run(field_stage_events, {
      values,
      words: dated,
      stage_fields: [],
      history: [],
      run: [{ ...clock[0], time_zone: zone }],
    })
  )
    .map(({ stage, occurred_at, is_approximate, is_mapped }) => [stage, occurred_at, is_approximate, is_mapped])
    .sort();

test("a dated property says when: an MQL's day from its start, any other's at its end, an instant as it is", async () => {
  const values = [held("MQL_Date__c", "2026-09-03"), held("SAL_Date__c", "2026-09-04")];
  expect(await toldByDates("America/New_York", values)).toEqual([
    ["mql", "2026-09-03T04:00:00Z", true, true],
    ["sal", "2026-09-05T03:59:59.999999Z", true, true],
  ]);
  expect(await toldByDates("America/New_York", [held("SAL_Date__c", "2026-09-04T09:30:00.000+0200")])).toEqual([
    ["sal", "2026-09-04T07:30:00Z", false, true],
  ]);
});

test("the clock of midnight that a Data Export writes behind every date says nothing", async () => {
  const values = ["2026-09-03 00:00:00", "2026-09-03T00:00:00.000Z", "2026-09-03"].map((value) =>
    held("MQL_Date__c", value),
  );
  for (const value of values) {
    expect(await toldByDates("America/New_York", [value])).toEqual([["mql", "2026-09-03T04:00:00Z", true, true]]);
  }
});

test("a dated property of the day of the run stands at its clock; what is no date is named and is no event", async () => {
  expect(await toldByDates("UTC", [held("SAL_Date__c", "2026-12-01")])).toEqual([["sal", clock[0]!.as_of, true, true]]);
  expect(await toldByDates("UTC", [held("SAL_Date__c", "soon")])).toEqual([["sal", null, false, false]]);
  expect(await toldByDates("UTC", [held("SAL_Date__c", null)])).toEqual([]);
});

test("a value that the history already tells is not told again by the loads", async () => {
  const history = [{ system: "crm", entity: "lead", record_id: "00Q1", field: "status", value: "mql" }];
  const values = [
    seen("MQL", "2026-09-10T23:00:00Z", null),
    seen("SAL", "2026-10-08T23:00:00Z", "2026-10-07T10:00:00Z"),
  ];
  const rows = await run(field_stage_events, { values, words, stage_fields: [], history, run: clock });
  expect(rows).toMatchObject([{ stage: "sal", is_approximate: false }]);
});

test("a state that the map does not know is named, one that it knows as no stage is none", async () => {
  const values = [
    seen("Nurturing", "2026-09-10T23:00:00Z", null),
    { ...seen("New", "2026-09-10T23:00:00Z", null), record_id: "00Q2" },
    { ...seen("  ", "2026-09-10T23:00:00Z", null), record_id: "00Q3" },
  ];
  const fresh = { ...words[0]!, value: "new", stage: null };
  const rows = await run(field_stage_events, {
    values,
    words: [...words, fresh],
    stage_fields: [],
    history: [],
    run: clock,
  });
  expect(rows.map(({ value, stage, is_mapped }) => [value, stage, is_mapped]).sort()).toEqual([
    ["new", null, true],
    ["nurturing", null, false],
  ]);
});
