import { expect, test } from "vitest";
import { source_stage_events } from "../../../models/canonical/source_stage_events.js";
import type { Stage } from "../../../src/base/lifecycle.js";
import type { Instant } from "../../../src/table/columns.js";
import { runModel } from "../../support/run_model.js";

const nothing = {
  given: [],
  status_events: [],
  field_events: [],
  people: [
    { system: "crm", entity: "lead", record_id: "00Q1" },
    { system: "crm", entity: "contact", record_id: "00Q1" },
  ],
  lead_reasons: [],
  reasons: [],
};
const at = (day: string, clock = "15:00:00") => `2026-01-${day}T${clock}Z` as Instant;
const lead = { system: "crm", record_id: "00Q1" };
const changed = (stage: Stage | null, day: string, is_approximate = false) => ({
  ...lead,
  entity: "lead",
  field: "status",
  stage,
  is_approximate,
  occurred_at: at(day),
});
const dated = (stage: Stage, occurred_at: Instant | null, entity = "lead") => ({
  ...lead,
  entity,
  field: "mql_date__c",
  stage,
  is_approximate: true,
  occurred_at,
});
const shown = (rows: { stage: string; occurred_at: string; is_approximate: boolean }[]) =>
  rows.map(({ stage, occurred_at, is_approximate }) => [stage, occurred_at, is_approximate]).sort();

test("a date and an exact time of one day both stay: whatever tells of one event is merged later, over all records", async () => {
  const field_events = [dated("mql", at("05", "05:00:00"))];
  const rows = await runModel(source_stage_events, { ...nothing, status_events: [changed("mql", "05")], field_events });
  expect(shown(rows)).toHaveLength(2);
});

test("values without a stage, values that are no date, and values of opportunities are no stage events of people", async () => {
  const field_events = [dated("sal", null), dated("sal", at("05"), "opportunity")];
  expect(
    await runModel(source_stage_events, { ...nothing, status_events: [changed(null, "05")], field_events }),
  ).toEqual([]);
});

test("a rejection has its reason at that time from the history, else the present reason of the lead", async () => {
  const status_events = [changed("rejected", "05"), changed("rejected", "09"), changed("sal", "07")];
  const reason = { ...lead, entity: "lead" };
  const reasons = [{ ...reason, reason: "Now" }];
  const lead_reasons = [
    { ...reason, reason: "First", from_at: "0001-01-01T00:00:00Z" as Instant },
    { ...reason, reason: null, from_at: at("08") },
  ];
  const reasonsOf = (rows: { occurred_at: string; reason: string | null }[]) =>
    Object.fromEntries(rows.map(({ occurred_at, reason }) => [occurred_at.slice(8, 10), reason]));
  expect(reasonsOf(await runModel(source_stage_events, { ...nothing, status_events, reasons, lead_reasons }))).toEqual({
    "05": "First",
    "07": null,
    "09": null,
  });
  expect(reasonsOf(await runModel(source_stage_events, { ...nothing, status_events, reasons }))).toEqual({
    "05": "Now",
    "07": null,
    "09": "Now",
  });
});

test("a reason typed after the rejection is its reason, unless another stage came in between", async () => {
  const status_events = [changed("rejected", "05"), changed("mql", "07"), changed("rejected", "09")];
  const reason = { ...lead, entity: "lead" };
  const typed = (reasonThen: string | null, from_at: Instant) => ({ ...reason, reason: reasonThen, from_at });
  const never = typed(null, "0001-01-01T00:00:00Z" as Instant);
  const reasonsOf = async (lead_reasons: ReturnType<typeof typed>[]) => {
    const rows = await runModel(source_stage_events, { ...nothing, status_events, lead_reasons });
    return rows
      .flatMap(({ stage, occurred_at, reason }) => (stage === "rejected" ? [[occurred_at, reason]] : []))
      .sort();
  };
  expect(await reasonsOf([never, typed("Late", at("06")), typed(null, at("08"))])).toEqual([
    [at("05"), "Late"],
    [at("09"), null],
  ]);
  expect(await reasonsOf([never, typed("Of the second", at("09")), typed("Retyped", at("10"))])).toEqual([
    [at("05"), null],
    [at("09"), "Of the second"],
  ]);
});
