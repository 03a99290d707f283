/** A naive engagement score, summed activity by activity. It shares no code with the product's SQL. */

import type { Definition } from "../../src/config/definition_schema.js";
import type { DefinitionVersion } from "../../src/config/definition_version.js";
import type { EngagementRule } from "../../src/config/scoring_rules.js";
import { days, type Micros } from "./micros.js";
import { findEngagementRule } from "./naive_matching.js";
import { distinctInstants, hitsOf, type PatternRule } from "./naive_patterns.js";

/** An activity of a lead. `type` is canonical. */
export interface Activity {
  type: string;
  asset: string | null;
  isBot: boolean;
  at: Micros;
}

/** A version of the definition with its patterns. */
export interface Scheme extends DefinitionVersion {
  readonly patterns?: readonly PatternRule[];
}

/** An activity or a pattern hit, with the rule that gives it points. */
export interface EarnedPoints {
  type: string;
  at: Micros;
  rule: Pick<EngagementRule, "rule_id" | "label" | "points" | "buying_stage" | "cap_group">;
}

/** One part of the score: the points of an activity, or the change by a cap, an idle period or the floor. */
export interface ScorePart {
  rule_id: string;
  /** Undefined for caps, idle periods and the floor. */
  earned?: EarnedPoints;
  points: number;
}

const MONTH = days(30);

/** All activities and pattern hits with points up to an instant, in order of time. */
export function pointsUpTo(scheme: Scheme, activities: readonly Activity[], at: Micros): EarnedPoints[] {
  const ordinary = activities
    .filter((one) => one.at <= at && !one.isBot)
    .map((one) => ({ ...one, rule: findEngagementRule(scheme.engagement, one)! }))
    .filter(({ rule }) => rule !== undefined && rule.points !== 0);
  return [...ordinary, ...hitsUpTo(scheme, ordinary.filter(isScored))].sort((one, other) =>
    one.at < other.at ? -1 : one.at > other.at ? 1 : 0,
  );
}

function hitsUpTo({ patterns = [] }: Scheme, scored: readonly (Activity & EarnedPoints)[]): EarnedPoints[] {
  return patterns.flatMap((pattern) =>
    hitsOf(pattern, scored).map((at) => ({
      type: pattern.emits,
      at,
      rule: { label: pattern.rule_id, buying_stage: null, cap_group: null, ...pattern },
    })),
  );
}

export const isScored = ({ rule }: EarnedPoints) => rule.points > 0;

/** Largest rounding error of a sum that is 0. */
const noise = 1e-12;

/** The parts of the engagement score at an instant. Their sum is the score before rounding. */
export function partsAt(scheme: Scheme, activities: readonly Activity[], at: Micros): ScorePart[] {
  const { decay, recency, caps } = scheme.definition;
  const earned = pointsUpTo(scheme, activities, at);
  const instants = distinctInstants(earned.filter(isScored));
  const parts: ScorePart[] = earned.map((one) => {
    const kept = isScored(one)
      ? decayedPoints(one, instants, at, decay) * weightOf(at - one.at, recency)
      : one.rule.points;
    return { rule_id: one.rule.rule_id, earned: one, points: kept };
  });
  parts.push(...capDeductions(parts, caps), ...idleDeduction(instants, at, decay));
  const sum = sumOf(parts);
  return sum < -noise ? [...parts, { rule_id: "floor", points: -sum }] : parts;
}

export const sumOf = (parts: readonly { points: number }[]) => parts.reduce((sum, { points }) => sum + points, 0);

/** Points after decay: every full month of each idle period reduces them. */
function decayedPoints(
  { at: from, rule }: EarnedPoints,
  instants: readonly Micros[],
  at: Micros,
  decay: Definition["decay"],
) {
  let kept = rule.points;
  let since = from;
  for (const next of [...instants.filter((one) => one > from), at]) {
    for (let month = since + MONTH; month <= next && kept !== 0; month += MONTH)
      kept *= 1 - (decay.per_idle_month ?? 0);
    since = next;
  }
  return kept;
}

/** The weight of the first recency step that contains the age; 1 if none does. */
function weightOf(age: Micros, recency: Definition["recency"]): number {
  return recency.find(({ within_days }) => age <= days(within_days))?.weight ?? 1;
}

/** The points that each cap takes from its group. */
function capDeductions(parts: readonly ScorePart[], caps: Definition["caps"]): ScorePart[] {
  return Object.entries(caps).flatMap(([group, cap]) => {
    const members = parts.filter(({ earned }) => earned && isScored(earned) && earned.rule.cap_group === group);
    const over = sumOf(members) - cap;
    return over > noise ? [{ rule_id: `cap:${group}`, points: -over }] : [];
  });
}

/** The points lost in the current idle period, if the definition takes points and not shares. */
function idleDeduction(
  instants: readonly Micros[],
  at: Micros,
  { points_per_idle_month = 0 }: Definition["decay"],
): ScorePart[] {
  const last = instants.at(-1);
  if (last === undefined || points_per_idle_month === 0) return [];
  const deduction = Number((at - last) / MONTH) * points_per_idle_month;
  return deduction > 0 ? [{ rule_id: "idle", points: -deduction }] : [];
}
