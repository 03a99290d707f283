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
  (await run(field_stage_events, { values, words, history: [], run: clock }))
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
