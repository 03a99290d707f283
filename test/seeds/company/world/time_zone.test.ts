import { expect, test } from "vitest";
import type { Micros } from "../../../../seeds/company/world/time_units.js";
import { dayNumber, dayNumberText, TimeZone } from "../../../../seeds/company/world/time_zone.js";

const at = (instant: string): Micros => Date.parse(instant) * 1000;
const newYork = new TimeZone("America/New_York");

test("an instant falls on the day that the clocks of the reporting zone show", () => {
  const days: Record<string, string> = {
    "2026-03-08T04:59:59Z": "2026-03-07",
    "2026-03-08T05:00:00Z": "2026-03-08",
    "2026-03-09T03:59:59Z": "2026-03-08",
    "2026-03-09T04:00:00Z": "2026-03-09",
    "2026-11-02T04:59:59Z": "2026-11-01",
    "2026-11-02T05:00:00Z": "2026-11-02",
    "1969-12-31T12:00:00Z": "1969-12-31",
  };
  for (const [instant, day] of Object.entries(days))
    expect([instant, dayNumberText(newYork.dayOf(at(instant)))]).toEqual([instant, day]);
});

test("a day on which the clocks change begins and ends at its own midnights", () => {
  const spring = dayNumber("2026-03-08");
  expect([newYork.startOf(spring), newYork.endOf(spring)]).toEqual([
    at("2026-03-08T05:00:00Z"),
    at("2026-03-09T04:00:00Z") - 1,
  ]);
  // This local midnight does not exist: clocks were set forward.
  const santiago = new TimeZone("America/Santiago");
  expect(santiago.startOf(dayNumber("2026-09-06"))).toBe(at("2026-09-06T04:00:00Z"));
});
