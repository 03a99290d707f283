import { expect, test } from "vitest";
import { field_stage_events } from "../../../../models/canonical/field_stage_events.js";
import { source_stage_events } from "../../../../models/canonical/source_stage_events.js";
import type { Model } from "../../../../src/table/model.js";
import { rowsOf } from "../../../../src/table/rows.js";
import { type RowsByTable, runFacts, withBuiltModels } from "../../../support/built_models.js";

const map = {
  name: "map",
  system: "marketo",
  path: "exports/map",
  stage_field: "lifecycleStatus",
  reason_fields: { leads: "rejectReason" },
};
const ask = (rows: RowsByTable, target: Model, query: string, source: object = map) =>
  withBuiltModels(runFacts("2026-07-01T00:00:00Z", { sources: [source] }), rows, [target], (warehouse) =>
    rowsOf(warehouse, query),
  );
const leads = [{ system: "map", id: "1", createdAt: "2026-01-01T00:00:00Z" }];
const word = (value: string, stage: string | null, field = "lifecycleStatus") => ({
  system: "marketo",
  entity: "leads",
  field,
  value,
  stage,
});
const words = [word("MQL", "mql"), word("SAL", "sal"), word("Rejected", "rejected"), word("New", null)];
const change = (day: string, label: string, from: string | null, to: string | null, more = {}) => ({
  system: "map",
  marketoGUID: `${label} ${day}`,
  leadId: "1",
  activityTypeId: 13,
  primaryAttributeValue: label,
  attributes: JSON.stringify({ "Old Value": from, "New Value": to }),
  activityDate: `2026-06-${day}T10:00:00Z`,
  ...more,
});
const state = (value: string, field = "lifecycleStatus") => ({
  product: "marketo",
  system: "map",
  entity: "leads",
  record_id: "1",
  field,
  value,
  made_at: "2026-01-01T00:00:00Z",
  changed_at: "2026-06-20T00:00:00Z",
  loaded_at: "2026-06-25T00:00:00Z",
});
const eventsOf = async (activities: object[], values: object[] = [], stage_map: object[] = words) => {
  const rows = { activities, values, stage_map } as Record<string, Record<string, unknown>[]>;
  const found = await ask(
    {
      "raw.marketo_leads": leads,
      "raw.marketo_activities": rows.activities!,
      "raw.field_values": rows.values!,
      "raw.stage_map": rows.stage_map!,
    },
    source_stage_events,
    "from intermediate.source_stage_events order by occurred_at, stage",
  );
  return found.map(({ stage, occurred_at, is_approximate, reason }) => [
    String(occurred_at).slice(0, 10),
    stage,
    is_approximate,
    reason,
  ]);
};

test("the activity log wins over the present state of the lead, whether it names the field by label or by name", async () => {
  for (const label of ["Lifecycle Status", "lifecycleStatus", "Lifecycle Status (L)"]) {
    const found = await eventsOf(
      [change("03", label, "New", "MQL"), change("05", label, "MQL", "SAL")],
      [state("SAL")],
    );
    expect(found).toEqual([
      ["2026-06-03", "mql", false, null],
      ["2026-06-05", "sal", false, null],
    ]);
  }
});

test("a state that is not in the activity log is dated at the lead's last change", async () => {
  expect(await eventsOf([change("03", "Lifecycle Status", null, "MQL")], [state("SAL")])).toEqual([
    ["2026-06-03", "mql", false, null],
    ["2026-06-20", "sal", true, null],
  ]);
});

test("the value before the first logged change is dated at the lead's creation; other fields and failed changes are ignored", async () => {
  const activities = [
    change("03", "Lifecycle Status", "MQL", "SAL"),
    change("04", "Lead Source", "Web", "MQL"),
    change("05", "Lifecycle Status", "SAL", "Rejected", { actionResult: "failed" }),
  ];
  expect(await eventsOf(activities)).toEqual([
    ["2026-01-01", "mql", true, null],
    ["2026-06-03", "sal", false, null],
  ]);
});

test("the revenue stage is a field that only Change Revenue Stage changes", async () => {
  const moved = {
    ...change("03", "Model", null, null, { activityTypeId: 101 }),
    attributes: '[{"name":"Old Stage","value":"New"},{"name":"New Stage","value":"MQL"}]',
  };
  const stages = [word("New", null, "Revenue Stage"), word("MQL", "mql", "Revenue Stage")];
  expect(await eventsOf([moved], [], stages)).toEqual([["2026-06-03", "mql", false, null]]);
  expect(await eventsOf([moved], [], words)).toEqual([]);
});

test("a rejection has the reason that was logged at that time", async () => {
  const activities = [
    change("03", "Lifecycle Status", "New", "Rejected"),
    change("03", "Reject Reason", null, "No budget", { activityDate: "2026-06-03T09:59:00Z" }),
    change("09", "Reject Reason", "No budget", "Timing"),
  ];
  expect(await eventsOf(activities)).toEqual([["2026-06-03", "rejected", false, "No budget"]]);
});

test("a date field in the stage map gives the day of its stage", async () => {
  expect(await eventsOf([], [state("2026-06-04", "mqlDate")], [word("*", "mql", "mqlDate")])).toEqual([
    ["2026-06-04", "mql", true, null],
  ]);
});

test("an unmapped value of the stage field is reported, even if the stage map does not have the field", async () => {
  const query = "select entity, field, value, is_mapped from intermediate.field_stage_events";
  const found = await ask({ "raw.field_values": [state("Hot")] }, field_stage_events, query);
  expect(found).toEqual([{ entity: "leads", field: "lifecyclestatus", value: "hot", is_mapped: false }]);
});
