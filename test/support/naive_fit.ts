/** A naive fit score, from the attributes known at an instant. It shares no code with the product's SQL. */

import type { FitRule } from "../../src/config/scoring_rules.js";
import type { Micros } from "./micros.js";
import { matchesFitRule } from "./naive_matching.js";

/** An observed value of an attribute; null if it was observed to be blank. */
export interface Observation {
  attribute: string;
  value: string | null;
  at: Micros;
}

export interface Fit {
  /** The rules that count, in order. */
  counted: FitRule[];
  points: number;
  /** The matching rules that disqualify, including those that do not count. */
  disqualifying: FitRule[];
  /** True if an attribute that a rule uses was first observed later. */
  isBackfilled: boolean;
}

export function fitAt(rules: readonly FitRule[], seen: readonly Observation[], at: Micros): Fit {
  const hits = rules.filter((rule) => matchesFitRule(rule, valueAt(rule.attribute, seen, at)));
  const counted = hits.filter((rule) => rule.group === null || rule === largestOf(rule.group, hits));
  return {
    counted,
    points: counted.reduce((sum, { points }) => sum + points, 0),
    disqualifying: hits.filter(({ disqualifies }) => disqualifies),
    isBackfilled: rules.some(({ attribute }) => {
      const [first] = observationsOf(attribute, seen);
      return first !== undefined && first.at > at;
    }),
  };
}

/** Whether an attribute that a rule uses changed at exactly this instant. */
export function hasChangedAt(rules: readonly FitRule[], seen: readonly Observation[], at: Micros): boolean {
  return rules.some(({ attribute }) => {
    const values = observationsOf(attribute, seen);
    return values.some((one, no) => no > 0 && one.at === at && one.value !== values[no - 1]!.value);
  });
}

/** The observations of an attribute, in order of time. */
const observationsOf = (attribute: string, seen: readonly Observation[]) =>
  seen.filter((one) => one.attribute === attribute).sort((one, other) => (one.at < other.at ? -1 : 1));

/** The latest value at an instant. Before the first observation, the first value; null without any observation. */
function valueAt(attribute: string, seen: readonly Observation[], at: Micros): string | null {
  const values = observationsOf(attribute, seen);
  const known = values.findLast((one) => one.at <= at) ?? values[0];
  return known?.value ?? null;
}

/** The matching rule of a group with the largest absolute points; if equal, the first. */
function largestOf(group: string, hits: readonly FitRule[]): FitRule {
  const members = hits.filter((rule) => rule.group === group);
  const largest = Math.max(...members.map(({ points }) => Math.abs(points)));
  return members.find(({ points }) => Math.abs(points) === largest)!;
}
