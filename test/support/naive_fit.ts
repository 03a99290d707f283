/** scoring.md 2 read aloud: who somebody is, by the attributes known at an instant. It shares nothing with the SQL. */

import type { FitRule } from "../../src/config/scoring_rules.js";
import type { Micros } from "./micros.js";
import { matchesFitRule } from "./naive_matching.js";

/** A value that an attribute was seen to have; null: seen to be blank. */
export interface Observation {
  attribute: string;
  value: string | null;
  at: Micros;
}

export interface Fit {
  /** The rules that count, in order. */
  counted: FitRule[];
  points: number;
  /** The rules that hit and disqualify, whether they count or not. */
  disqualifying: FitRule[];
  /** Whether an attribute that a rule reads was first observed later. */
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

/** Whether a value that some rule reads became another one at this very instant. */
export function hasChangedAt(rules: readonly FitRule[], seen: readonly Observation[], at: Micros): boolean {
  return rules.some(({ attribute }) => {
    const values = observationsOf(attribute, seen);
    return values.some((one, no) => no > 0 && one.at === at && one.value !== values[no - 1]!.value);
  });
}

/** All that was seen of an attribute, in order of time. */
const observationsOf = (attribute: string, seen: readonly Observation[]) =>
  seen.filter((one) => one.attribute === attribute).sort((one, other) => (one.at < other.at ? -1 : 1));

/** The latest value by then, before the first observation the first value, null where nothing was ever seen. */
function valueAt(attribute: string, seen: readonly Observation[], at: Micros): string | null {
  const values = observationsOf(attribute, seen);
  const known = values.findLast((one) => one.at <= at) ?? values[0];
  return known?.value ?? null;
}

/** Of a group's hits the one with the largest absolute points; of equal ones the first. */
function largestOf(group: string, hits: readonly FitRule[]): FitRule {
  const members = hits.filter((rule) => rule.group === group);
  const largest = Math.max(...members.map(({ points }) => Math.abs(points)));
  return members.find(({ points }) => Math.abs(points) === largest)!;
}
