/** Naive matching of patterns, i.e. combinations of activities over time. It shares no code with the product's SQL. */

import type { EngagementRule } from "../../src/config/scoring_rules.js";
import { days, type Micros } from "./micros.js";
import { matchesGlob } from "./naive_matching.js";

/** A row of patterns.csv, without its blank columns. */
export interface PatternRule {
  rule_id: string;
  label?: string;
  activity_type: string;
  asset?: string | null;
  min_count: number;
  min_types?: number | null;
  must_include?: string | null;
  within_days: number;
  after_idle_days?: number | null;
  points: number;
  buying_stage?: EngagementRule["buying_stage"];
  cap_group?: string | null;
  emits: string;
}

/** The properties of a scored activity that patterns use. */
export interface ScoredActivity {
  type: string;
  asset: string | null;
  at: Micros;
}

/** The instants at which a pattern hits. `scored` are all scored activities of a person, without pattern hits. */
export function hitsOf(pattern: PatternRule, scored: readonly ScoredActivity[]): Micros[] {
  const matching = scored.filter(
    (activity) => matchesPattern(pattern, activity) && isAfterSilence(pattern, activity, scored),
  );
  const instants = distinctInstants(matching);
  const window = days(pattern.within_days);
  return instants.filter((at, no) => {
    const before = instants[no - 1];
    const isFresh = before === undefined || before < at - window || !holdsAt(pattern, matching, before);
    return isFresh && holdsAt(pattern, matching, at);
  });
}

/** Whether the condition holds over the closed window that ends at this instant. */
function holdsAt(pattern: PatternRule, matching: readonly ScoredActivity[], at: Micros): boolean {
  const inside = matching.filter((activity) => activity.at <= at && activity.at >= at - days(pattern.within_days));
  const types = new Set(inside.map(({ type }) => type));
  const needed = pattern.must_include?.split(";") ?? [...types];
  return (
    inside.length >= pattern.min_count &&
    types.size >= (pattern.min_types ?? 0) &&
    needed.some((type) => types.has(type))
  );
}

function matchesPattern({ activity_type, asset }: PatternRule, activity: ScoredActivity): boolean {
  const isListed = activity_type === "*" || activity_type.split(";").includes(activity.type);
  return isListed && (!asset || matchesGlob(activity.asset, asset));
}

/** Whether an activity is within 30 days after a long enough idle period, if the pattern requires one. */
function isAfterSilence(
  { after_idle_days }: PatternRule,
  { at }: ScoredActivity,
  scored: readonly ScoredActivity[],
): boolean {
  if (!after_idle_days) return true;
  const instants = distinctInstants(scored);
  const ends = instants.filter((one, no) => no > 0 && one - instants[no - 1]! >= days(after_idle_days));
  return ends.some((end) => end <= at && at <= end + days(30));
}

/** The distinct instants of activities, in order. */
export const distinctInstants = (activities: readonly { at: Micros }[]): Micros[] =>
  [...new Set(activities.map(({ at }) => at))].sort((one, other) => (one < other ? -1 : 1));
