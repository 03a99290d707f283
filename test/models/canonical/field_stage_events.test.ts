import { expect, test } from "vitest";
import { field_stage_events } from "../../../models/canonical/field_stage_events.js";
import type { Instant } from "../../../src/table/columns.js";
import { runModel } from "../../support/run_model.js";

const status = { product: "salesforce", system: "crm", entity: "Lead", record_id: "00Q1", field: "Status" };
const words = [
  { product: "salesforce", entity: "lead", field: "status", value: "mql", stage: "mql" as const, is_date_field: false },
  { product: "salesforce", entity: "lead", field: "status", value: "sal", stage: "sal" as const, is_date_field: false },
];
const run = [{ as_of: "2026-12-01T00:00:00Z" as const }];
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
const eventsOf = async (values: ReturnType<typeof seen>[]) =>
  (await runModel(field_stage_events, { values, words, stage_fields: [], history: [], dates: [], run }))
    .map(({ stage, occurred_at, is_approximate }) => [stage, occurred_at, is_approximate])
    .sort();

test("the first state seen is dated at the record's creation, a change between two loads at the record's modification", async () => {
  const nights = [
    seen("MQL", "2026-09-10T23:00:00Z", "2026-09-05T10:00:00Z"),
    seen("SAL", "2026-10-08T23:00:00Z", "2026-10-07T10:00:00Z"),
  ];
  expect(await eventsOf(nights)).toEqual([
    ["mql", made_at, true],
    ["sal", "2026-10-07T10:00:00Z", false],
  ]);
});

test("if the export does not say when a record changed, the change is dated at the load, as approximate", async () => {
  const nights = [seen("MQL", "2026-09-10T23:00:00Z", null), seen("SAL", "2026-10-08T23:00:00Z", null)];
  expect(await eventsOf(nights)).toEqual([
    ["mql", made_at, true],
    ["sal", "2026-10-08T23:00:00Z", true],
  ]);
});

const mqlDate = (occurred_at: Instant) => ({
  system: "crm",
  entity: "lead",
  record_id: "00Q1",
  field: "mql_date__c",
  value: occurred_at.slice(0, 10),
  stage: "mql" as const,
  is_mapped: true,
  is_approximate: false,
  occurred_at,
});

test("a state is not dated again if a date field of the record has its stage, unless that date is of an earlier time in the stage", async () => {
  const dates = [mqlDate("2026-09-03T08:00:00Z")];
  const nights = [
    seen("MQL", "2026-09-10T23:00:00Z", "2026-09-05T10:00:00Z"),
    seen("SAL", "2026-10-08T23:00:00Z", "2026-10-07T10:00:00Z"),
    seen("MQL", "2026-10-18T23:00:00Z", "2026-10-17T10:00:00Z"),
  ];
  const rows = await runModel(field_stage_events, { values: nights, words, stage_fields: [], history: [], dates, run });
  expect(rows.map(({ stage, occurred_at }) => [stage, occurred_at]).sort()).toEqual([
    ["mql", "2026-09-03T08:00:00Z"],
    ["mql", "2026-10-17T10:00:00Z"],
    ["sal", "2026-10-07T10:00:00Z"],
  ]);
});

test("a lead that is an MQL now became one at its creation if its MQL date cannot be true, as if the date were blank", async () => {
  for (const impossible of ["1900-01-01T05:00:00Z", "1970-01-01T00:00:00Z", "2026-12-24T00:00:00Z"] as const) {
    const values = [seen("MQL", "2026-09-10T23:00:00Z", "2026-12-31T10:00:00Z")];
    const dates = [mqlDate(impossible)];
    const rows = await runModel(field_stage_events, { values, words, stage_fields: [], history: [], dates, run });
    expect(rows.map(({ field, is_guess, occurred_at }) => [field, is_guess, occurred_at]).sort()).toEqual([
      ["mql_date__c", false, impossible],
      ["status", true, made_at],
    ]);
  }
});

test("a value that the history has is not added again from the loads", async () => {
  const history = [{ system: "crm", entity: "lead", record_id: "00Q1", field: "status", value: "mql" }];
  const values = [
    seen("MQL", "2026-09-10T23:00:00Z", null),
    seen("SAL", "2026-10-08T23:00:00Z", "2026-10-07T10:00:00Z"),
  ];
  const rows = await runModel(field_stage_events, { values, words, stage_fields: [], history, dates: [], run });
  expect(rows).toMatchObject([{ stage: "sal", is_approximate: false }]);
});

test("a state that the stage map lacks is reported, a state that it maps to no stage is not", async () => {
  const values = [
    seen("Nurturing", "2026-09-10T23:00:00Z", null),
    { ...seen("New", "2026-09-10T23:00:00Z", null), record_id: "00Q2" },
    { ...seen("  ", "2026-09-10T23:00:00Z", null), record_id: "00Q3" },
  ];
  const fresh = { ...words[0]!, value: "new", stage: null };
  const rows = await runModel(field_stage_events, {
    values,
    words: [...words, fresh],
    stage_fields: [],
    history: [],
    dates: [],
    run,
  });
  expect(rows.map(({ value, stage, is_mapped }) => [value, stage, is_mapped]).sort()).toEqual([
    ["new", null, true],
    ["nurturing", null, false],
  ]);
});

test("a stage_field in another spelling than the stage map is the same field", async () => {
  const night = seen("MQL", "2026-09-10T23:00:00Z", null);
  const values = [night, { ...night, field: "Sta_tus" }];
  const stage_fields = [{ system: "crm", field: "Sta_tus" }];
  const rows = await runModel(field_stage_events, { values, words, stage_fields, history: [], dates: [], run });
  expect(rows.map(({ field, is_mapped }) => [field, is_mapped])).toEqual([["status", true]]);
});
