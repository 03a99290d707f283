import { expect, test } from "vitest";
import { findings } from "../../../../models/adapters/mapped/canonical/findings.js";
import { runPart } from "../../../support/run_model.js";

const check = "times that are all midnight: perhaps dates";
const findingsOf = async (rows: Record<string, readonly object[]>) =>
  (
    await runPart(findings, {
      ...{ events: [], people: [], opportunities: [] },
      systems: [{ system: "shop", product: "mapped", time_zone: "Europe/Berlin" }],
      run: [{ time_zone: "UTC", as_of: "2026-12-01T00:00:00Z" }],
      ...rows,
    })
  ).flatMap(({ check: found, subject, count }) => (found === check ? [[subject, Number(count)]] : []));

test("three times of a stage that all are midnight in the source's zone are told; dates, and other times beside them, are not", async () => {
  const event = (day: string, clock: string, more: object = {}) => ({
    ...{ system: "shop", record_id: day, stage: "won", occurred_at_is_date: false },
    occurred_at: `2026-01-${day}T${clock}Z`,
    ...more,
  });
  const midnights = ["05", "06", "07"].map((day) => event(day, "23:00:00"));
  expect(await findingsOf({ events: midnights })).toEqual([["shop: won", 3]]);
  expect(await findingsOf({ events: [...midnights, event("08", "10:00:00")] })).toEqual([]);
  expect(await findingsOf({ events: midnights.slice(1) })).toEqual([]);
  const dates = midnights.map((row) => ({ ...row, occurred_at_is_date: true }));
  expect(await findingsOf({ events: dates })).toEqual([]);
});

test("the times of opportunities are looked at column by column", async () => {
  const opportunities = ["05", "06", "07"].map((day) => ({
    ...{ system: "shop", opportunity_id: day, created_at_is_date: false, created_at: `2026-01-${day}T10:00:00Z` },
    ...{ closed_at_is_date: false, closed_at: `2026-01-${day}T23:00:00Z` },
  }));
  expect(await findingsOf({ opportunities })).toEqual([["shop: closed_at of opportunities", 3]]);
});
