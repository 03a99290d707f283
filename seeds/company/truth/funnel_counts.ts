/** The counts and rates of the funnel. Computed without the product's SQL. */
import { type FunnelStage, funnelStages as stages } from "../../../src/base/lifecycle.js";
import type { Config } from "../../../src/config/config_schema.js";
import { DAY, type Micros } from "../world/time_units.js";
import type { ExpectedCycle } from "./cycles.js";

type CyclePredicate = (cycle: ExpectedCycle) => boolean;

const stageCounts = (stage: FunnelStage, asOf: Micros, window: Micros): [string, CyclePredicate][] => {
  const reachedAt = (cycle: ExpectedCycle) => cycle[`${stage}_at`];
  const isMature: CyclePredicate = ({ mql_at }) => mql_at! + window <= asOf;
  const isBy = (at: Micros | null, until: Micros) => at !== null && at <= until;
  return [
    [`reached_${stage}`, (cycle) => isBy(reachedAt(cycle), asOf)],
    [`mature_${stage}`, isMature],
    [`reached_${stage}_in_window`, (cycle) => isMature(cycle) && isBy(reachedAt(cycle), cycle.mql_at! + window)],
  ];
};

const isRefused: CyclePredicate = ({ rejected_from, rejection_reason }) =>
  rejected_from === "mql" && rejection_reason !== "Expired";

/** Which MQL cycles each count of the funnel includes, by the name of the count. `people` and `unqualified_entries` are not among them. */
export const funnelCounts = (asOf: Micros, windows: Config["windows_days"]): ReadonlyMap<string, CyclePredicate> =>
  new Map([
    ["mqls", () => true],
    ...stages.flatMap((stage) => stageCounts(stage, asOf, Math.round(windows[stage] * DAY))),
    ["reached_meeting", ({ meeting_at }) => meeting_at !== null && meeting_at <= asOf],
    ["imputed_sal", (cycle) => cycle.sal_imputed],
    ["imputed_sql", (cycle) => cycle.sql_imputed],
    ["imputed_opportunity", (cycle) => cycle.opportunity_imputed],
    ["awaiting", ({ outcome }) => outcome === "awaiting"],
    ["rejected", ({ rejected_at }) => rejected_at !== null],
    ["refused", isRefused],
    ["decided", (cycle) => cycle.sal_at !== null || isRefused(cycle)],
  ] as [string, CyclePredicate][]);

const share = (hits: number, of: number) => (of === 0 ? null : hits / of);

/** The rates of a slice, from its counts; null if the denominator is 0. */
export function funnelRates(counts: Readonly<Record<string, number>>): Record<string, number | null> {
  const of = (name: string) => counts[name]!;
  return Object.fromEntries([
    ...stages.flatMap((stage) => [
      [`rate_${stage}`, share(of(`reached_${stage}`), of("mqls"))],
      [`matured_rate_${stage}`, share(of(`reached_${stage}_in_window`), of(`mature_${stage}`))],
    ]),
    ["rate_meeting", share(of("reached_meeting"), of("mqls"))],
    ["rejection_rate", share(of("refused"), of("decided"))],
  ]);
}
