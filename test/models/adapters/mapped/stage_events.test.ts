import { expect, test } from "vitest";
import { stage_events } from "../../../../models/adapters/mapped/canonical/stage_events.js";
import type { Instant } from "../../../../src/table/columns.js";
import { runPart } from "../../../support/run_model.js";

const clock = [{ time_zone: "America/New_York", as_of: "2026-01-31T12:00:00Z" }];
const at = (day: string, clock = "15:00:00") => `2026-01-${day}T${clock}Z` as Instant;
const shown = (rows: Record<string, unknown>[]) =>
  rows.map(({ stage, occurred_at, is_approximate }) => [stage, occurred_at, is_approximate]).sort();

test("with link mql, each row belongs to the MQL of its record, unless it names the time of its MQL; a link to nothing is no event", async () => {
  const row = { system: "shop", record_id: "1", link: "mql" as const, occurred_at_is_date: false };
  const events = [
    { ...row, stage: "mql" as const, occurred_at: at("05"), link: null },
    { ...row, stage: "won" as const, occurred_at: at("08") },
    { ...row, stage: "sal" as const, occurred_at: at("08"), mql_at: at("06"), mql_at_is_date: false },
    { ...row, stage: "sql" as const, occurred_at: at("08"), mql_at: at("06", "00:00:00"), mql_at_is_date: true },
    { ...row, stage: "lost" as const, occurred_at: at("08"), record_id: "2" },
  ];
  const rows = await runPart(stage_events, { events, run: clock });
  expect(Object.fromEntries(rows.map(({ stage, mql_at }) => [stage, mql_at]))).toEqual({
    mql: null,
    won: at("05"),
    sal: at("06"),
    sql: at("06", "05:00:00"),
  });
});

test("a date is the start of the day for an MQL, the end for other stages, but not later than the run's clock", async () => {
  const row = { system: "shop", record_id: "1", occurred_at_is_date: true };
  const events = [
    { ...row, stage: "mql" as const, occurred_at: at("31", "00:00:00") },
    { ...row, stage: "sal" as const, occurred_at: at("31", "00:00:00") },
    { ...row, stage: "sql" as const, occurred_at: at("30", "00:00:00") },
  ];
  expect(shown(await runPart(stage_events, { events, run: clock }))).toEqual([
    ["mql", at("31", "05:00:00"), true],
    ["sal", at("31", "12:00:00"), true],
    ["sql", at("31", "04:59:59.999999"), true],
  ]);
});

test("one instant in two spellings is one row: an offset, or a day and its midnight", async () => {
  const row = { system: "shop", record_id: "1", stage: "mql" as const };
  const events = [
    { ...row, occurred_at: at("05", "05:00:00"), occurred_at_is_date: false },
    { ...row, occurred_at: at("05", "00:00:00"), occurred_at_is_date: true },
  ];
  expect(shown(await runPart(stage_events, { events, run: clock }))).toEqual([["mql", at("05", "05:00:00"), false]]);
});
