import { expect, test } from "vitest";
import { lead_status_events } from "../../../models/intermediate/lead_status_events.js";
import type { Instant } from "../../../src/columns.js";
import { run } from "../../support/given.js";

const word = (value: string, stage: "mql" | "sal" | null) => ({
  product: "salesforce",
  entity: "lead",
  field: "status",
  value,
  stage,
  is_date_field: false,
});
const nothing = { marketo: [], marketo_leads: [] };
const words = [word("mql", "mql"), word("working", "sal"), word("new", null)];
const leads = [{ system: "crm", lead_id: "00Q1", created_at: "2026-01-01T00:00:00Z" as const }];
const change = (day: number, old_value: string | null, new_value: string | null, more = {}) => ({
  system: "crm",
  lead_history_id: `017${day}`,
  lead_id: "00Q1",
  field: "Status",
  old_value,
  new_value,
  is_deleted: false,
  created_at: `2026-01-0${day}T00:00:00Z` as Instant,
  ...more,
});
const told = async (...history: ReturnType<typeof change>[]) =>
  (await run(lead_status_events, { ...nothing, history, leads, words }))
    .map(({ value, stage, is_approximate, occurred_at }) => [occurred_at.slice(8, 10), value, stage, is_approximate])
    .sort();

test("each change has its instant, and what the first one found stood since the lead was made", async () => {
  expect(await told(change(5, "MQL", "Working"), change(7, "Working", " new "))).toEqual([
    ["01", "mql", "mql", true],
    ["05", "working", "sal", false],
    ["07", "new", null, false],
  ]);
});

test("a lead that the export does not have, or that has no creation, has no state before the first change", async () => {
  const history = [change(5, "MQL", "Working", { lead_id: "00Q2" })];
  const rows = await run(lead_status_events, {
    ...nothing,
    history,
    leads: [{ system: "crm", lead_id: "00Q2" }],
    words,
  });
  expect(rows).toMatchObject([{ value: "working", is_approximate: false }]);
});

test("a field that the map does not name, and a deleted row, say nothing; an unknown value is told as unmapped", async () => {
  const history = [
    change(5, null, "x", { field: "Rating" }),
    change(6, null, "MQL", { is_deleted: true }),
    change(7, null, "Odd"),
  ];
  const rows = await run(lead_status_events, { ...nothing, history, leads, words });
  expect(rows).toMatchObject([{ value: "odd", stage: null, is_mapped: false }]);
});

test("a status that was emptied is a change to no stage, and not unmapped", async () => {
  const rows = await run(lead_status_events, { ...nothing, history: [change(5, null, null)], leads, words });
  expect(rows).toMatchObject([{ value: null, stage: null, is_mapped: true }]);
});
