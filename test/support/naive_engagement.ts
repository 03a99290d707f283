/** scoring.md 3 read aloud: what somebody did, summed activity by activity. It shares nothing with the SQL. */

import type { Definition } from "../../src/config/definition_schema.js";
import type { DefinitionVersion } from "../../src/config/definition_version.js";
import type { EngagementRule } from "../../src/config/scoring_rules.js";
import { days, type Micros } from "./micros.js";
import { findEngagementRule } from "./naive_matching.js";
import { distinctInstants, hitsOf, type PatternRule } from "./naive_patterns.js";

/** What a lead did, by its canonical type. */
export interface Activity {
  type: string;
  asset: string | null;
  isBot: boolean;
  at: Micros;
}

/** A version with its patterns. */
export interface Scheme extends DefinitionVersion {
  readonly patterns?: readonly PatternRule[];
}

/** An activity or a hit, and the rule that gives it points. */
export interface EarnedPoints {
  type: string;
  at: Micros;
  rule: Pick<EngagementRule, "rule_id" | "label" | "points" | "buying_stage" | "cap_group">;
}

/** A row of the breakdown: what one activity adds, what a cap, silence or the floor changes. */
export interface ScorePart {
  rule_id: string;
  /** None for caps, silence and the floor. */
  earned?: EarnedPoints;
  points: number;
}

const MONTH = days(30);

/** All that gave or took points up to an instant, pattern hits included, in order of time. */
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

/** What binary fractions may add to a sum that is 0. */
const noise = 1e-12;

/** The parts of the engagement at an instant; their sum is the score before rounding. */
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

/** Points after decay: silence by silence, each of its full months costs. */
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

/** The weight of the first entry that reaches so far back; older: 1. */
function weightOf(age: Micros, recency: Definition["recency"]): number {
  return recency.find(({ within_days }) => age <= days(within_days))?.weight ?? 1;
}

/** What each cap takes away from the positive points of its group. */
function capDeductions(parts: readonly ScorePart[], caps: Definition["caps"]): ScorePart[] {
  return Object.entries(caps).flatMap(([group, cap]) => {
    const members = parts.filter(({ earned }) => earned && isScored(earned) && earned.rule.cap_group === group);
    const over = sumOf(members) - cap;
    return over > noise ? [{ rule_id: `cap:${group}`, points: -over }] : [];
  });
}

/** What the present silence costs where points, not shares, are lost. */
function idleDeduction(
  instants: readonly Micros[],
  at: Micros,
  { points_per_idle_month = 0 }: Definition["decay"],
): ScorePart[] {
  const last = instants.at(-1);
  if (last === undefined || points_per_idle_month === 0) return [];
  const malus = Number((at - last) / MONTH) * points_per_idle_month;
  return malus > 0 ? [{ rule_id: "idle", points: -malus }] : [];
}
