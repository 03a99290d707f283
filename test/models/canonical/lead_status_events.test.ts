import { expect, test } from "vitest";
import { lead_status_events } from "../../../models/canonical/lead_status_events.js";
import type { Instant } from "../../../src/table/columns.js";
import { runModel } from "../../support/run_model.js";

const word = (value: string, stage: "mql" | "sal" | null) => ({
  product: "salesforce",
  entity: "lead",
  field: "status",
  value,
  stage,
  is_date_field: false,
});
const nothing = { systems: [{ system: "crm", product: "salesforce" }], stage_fields: [] };
const words = [word("mql", "mql"), word("working", "sal"), word("new", null)];
const people = [{ system: "crm", entity: "lead", record_id: "00Q1", created_at: "2026-01-01T00:00:00Z" as const }];
const change = (day: number, old_value: string | null, new_value: string | null, more = {}) => ({
  system: "crm",
  entity: "lead",
  change_id: `017${day}`,
  record_id: "00Q1",
  field: "status",
  old_value,
  new_value,
  occurred_at: `2026-01-0${day}T00:00:00Z` as Instant,
  ...more,
});
const eventsOf = async (...history: ReturnType<typeof change>[]) =>
  (await runModel(lead_status_events, { ...nothing, history, people, words }))
    .map(({ value, stage, is_approximate, occurred_at }) => [occurred_at.slice(8, 10), value, stage, is_approximate])
    .sort();

test("each change has its time, and the value before the first one is dated at the lead's creation", async () => {
  expect(await eventsOf(change(5, "MQL", "Working"), change(7, "Working", " new "))).toEqual([
    ["01", "mql", "mql", true],
    ["05", "working", "sal", false],
    ["07", "new", null, false],
  ]);
});

test("a lead that is not in the export, or has no creation time, has no state before the first change", async () => {
  const history = [change(5, "MQL", "Working", { record_id: "00Q2" })];
  const rows = await runModel(lead_status_events, {
    ...nothing,
    history,
    people: [{ system: "crm", record_id: "00Q2" }],
    words,
  });
  expect(rows).toMatchObject([{ value: "working", is_approximate: false }]);
});

test("a field that is not in the stage map is ignored; an unknown value is marked as unmapped", async () => {
  const history = [change(5, null, "x", { field: "rating" }), change(7, null, "Odd")];
  const rows = await runModel(lead_status_events, { ...nothing, history, people, words });
  expect(rows).toMatchObject([{ value: "odd", stage: null, is_mapped: false }]);
});

test("a status that was cleared is a change to no stage, and is not unmapped", async () => {
  const rows = await runModel(lead_status_events, { ...nothing, history: [change(5, null, null)], people, words });
  expect(rows).toMatchObject([{ value: null, stage: null, is_mapped: true }]);
});

test("a stage field in the spelling of a replica finds the history, which has the name of the API", async () => {
  const history = [change(5, "New", "MQL", { field: "lead_stage__c" })];
  const spelled = words.map((each) => ({ ...each, field: "lead_stage_c" }));
  const rows = await runModel(lead_status_events, { ...nothing, history, people, words: spelled });
  expect(rows.filter(({ stage }) => stage === "mql")).toMatchObject([
    { field: "lead_stage_c", is_approximate: false, occurred_at: "2026-01-05T00:00:00Z" },
  ]);
});

test("a stage_field in another spelling than the stage map is the same field, and its words are mapped", async () => {
  const history = [change(5, null, "MQL"), change(6, null, "Odd")];
  const stage_fields = [{ system: "crm", field: "STA_TUS" }];
  const rows = await runModel(lead_status_events, { ...nothing, stage_fields, history, people, words });
  expect(rows.map(({ field, value, is_mapped }) => [field, value, is_mapped]).sort()).toEqual([
    ["status", "mql", true],
    ["status", "odd", false],
  ]);
});
