import type { periodKinds } from "../../../src/config/dimensions.js";
import type { Day } from "../../../src/table/columns.js";
import { dayNumberText } from "../world/time_zone.js";

/** A period of a report; `all` has no start. */
export interface Period {
  readonly period_kind: (typeof periodKinds)[number];
  readonly period_start: Day | null;
}

/** The periods that contain a day, one of each kind. Fiscal quarters are counted from the start of the fiscal year. */
export function periodsOf(day: number, fiscalYearStartMonth: number): readonly Period[] {
  const [year, month] = dayNumberText(day).split("-").map(Number) as [number, number];
  const startOf = (monthsBack: number) =>
    new Date(Date.UTC(year, month - 1 - monthsBack, 1)).toISOString().slice(0, 10) as Day;
  return [
    { period_kind: "month", period_start: startOf(0) },
    { period_kind: "quarter", period_start: startOf((month - 1) % 3) },
    { period_kind: "fiscal_quarter", period_start: startOf((month - fiscalYearStartMonth + 12) % 3) },
    { period_kind: "all", period_start: null },
  ];
}
