/** A naive score of one person at one instant, computed from the beginning each time. It shares no code with the product's SQL. */

import { dayStartIn, hours, type Micros } from "./micros.js";
import {
  type Activity,
  isScored,
  partsAt,
  pointsUpTo,
  type Scheme,
  type ScorePart,
  sumOf,
} from "./naive_engagement.js";
import { fitAt, hasChangedAt, type Observation } from "./naive_fit.js";
import { roundScore } from "./naive_matching.js";
import { distinctInstants } from "./naive_patterns.js";

/** A version of the definition and the instant at which it comes into force. */
export interface Version extends Scheme {
  readonly from: Micros;
}

/** The activities and observations of one person. */
export interface Lead {
  readonly activities: readonly Activity[];
  readonly observations: readonly Observation[];
}

export interface Score {
  scored_at: Micros;
  definition_version: string;
  fit_score: number;
  grade: "A" | "B" | "C" | "D";
  engagement_score: number;
  total_score: number;
  is_disqualified: boolean;
  is_fit_backfilled: boolean;
}

export interface ScoreEvaluation extends Score {
  path: "hand_raiser" | "scored" | null;
  tier: "hot" | "mql" | "mql_light" | null;
  is_mql_eligible: boolean;
}

/** The versions in order. Each comes into force at midnight in the reporting zone. */
export const datedVersions = (zone: string, schemes: readonly Scheme[]): Version[] =>
  schemes.map((scheme) => ({ ...scheme, from: dayStartIn(zone, scheme.effective_from) }));

/** The activities and observations up to `asOf`. */
export const knownBy = (asOf: Micros, { activities, observations }: Lead): Lead => ({
  // Nothing that is dated before 1970 can be an activity.
  activities: activities.filter(({ at }) => at >= 0 && at <= asOf),
  observations: observations.filter(({ at }) => at <= asOf),
});

export const versionAt = (versions: readonly Version[], at: Micros): Version =>
  versions.findLast(({ from }) => from <= at) ?? versions[0]!;

/** The score of a person at any instant. */
export function scoreAt(versions: readonly Version[], { activities, observations }: Lead, at: Micros): Score {
  const version = versionAt(versions, at);
  const fit = fitAt(version.fit, observations, at);
  const fit_score = roundScore(fit.points);
  const engagement_score = roundScore(sumOf(partsAt(version, activities, at)));
  const { grades } = version.definition;
  return {
    scored_at: at,
    definition_version: version.version,
    fit_score,
    grade: (["A", "B", "C"] as const).find((grade) => fit_score >= grades[grade]) ?? "D",
    engagement_score,
    total_score: roundScore(fit_score + engagement_score),
    is_disqualified: fit.disqualifying.length > 0,
    is_fit_backfilled: fit.isBackfilled,
  };
}

/** Score, path and tier at an instant. Hand-raises from `raisedSince` count, by default only those at the instant itself. */
export function evaluateScore(versions: readonly Version[], lead: Lead, at: Micros, raisedSince = at): ScoreEvaluation {
  const score = scoreAt(versions, lead, at);
  const version = versionAt(versions, at);
  const path = pathOf(version, score, hasRaisedHand(version, lead, raisedSince, at));
  return { ...score, path, tier: tierOf(version, lead, score, path), is_mql_eligible: path !== null };
}

function pathOf({ definition }: Version, score: Score, hasRaised: boolean): ScoreEvaluation["path"] {
  if (score.is_disqualified) return null;
  if (hasRaised && definition.mql.hand_raiser.grades.includes(score.grade)) return "hand_raiser";
  return reachesMinimum({ definition }, score) && hasScoredGrade({ definition }, score) ? "scored" : null;
}

type Defined = Pick<Version, "definition">;

const reachesMinimum = ({ definition }: Defined, { engagement_score, total_score }: Score) =>
  definition.mode === "two_axis"
    ? engagement_score >= definition.mql.scored.min_engagement
    : total_score >= definition.mql.scored.min_total;

const hasScoredGrade = ({ definition }: Defined, { grade }: Score) =>
  definition.mql.scored.grades?.includes(grade) ?? true;

function tierOf(version: Version, lead: Lead, score: Score, path: ScoreEvaluation["path"]): ScoreEvaluation["tier"] {
  const { definition } = version;
  if (path === "hand_raiser") return "hot";
  if (path === "scored") return isHot(version, lead, score) ? "hot" : "mql";
  if (score.is_disqualified || hasScoredGrade({ definition }, score)) return null;
  return reachesMinimum({ definition }, score) ? "mql_light" : null;
}

function isHot(version: Version, lead: Lead, { scored_at: at, total_score }: Score): boolean {
  const { hot } = version.definition.tiers;
  if (!hot) return false;
  const isHotTotal = "min_total" in hot && hot.min_total !== undefined && total_score >= hot.min_total;
  return isHotTotal || didAny(version, lead, hot.activity_types, at - hours(hot.within_hours), at);
}

const hasRaisedHand = (version: Version, lead: Lead, since: Micros, at: Micros) =>
  didAny(version, lead, version.definition.mql.hand_raiser.activity_types, since, at);

/** Whether an activity or a pattern hit of these types lies from `since` to `at`, with any points. */
function didAny(version: Version, { activities }: Lead, types: readonly string[], since: Micros, at: Micros): boolean {
  const done = [...activities.filter(({ isBot }) => !isBot), ...pointsUpTo(version, activities, at)];
  return done.some((one) => one.at >= since && one.at <= at && types.includes(one.type));
}

/** The evaluations at all evaluation instants up to `asOf`. */
export function scoreHistoryOf(versions: readonly Version[], lead: Lead, asOf: Micros): ScoreEvaluation[] {
  const known = knownBy(asOf, lead);
  return distinctInstants([...known.activities, ...known.observations])
    .filter((at) => isEvaluated(versionAt(versions, at), known, at))
    .map((at) => evaluateScore(versions, known, at));
}

function isEvaluated(version: Version, lead: Lead, at: Micros): boolean {
  return (
    pointsUpTo(version, lead.activities, at).some((one) => one.at === at && isScored(one)) ||
    hasRaisedHand(version, lead, at, at) ||
    hasChangedAt(version.fit, lead.observations, at)
  );
}

/** The evaluations at which the person qualifies as an MQL. */
export const mqlInstantsOf = (versions: readonly Version[], lead: Lead, asOf: Micros) =>
  scoreHistoryOf(versions, lead, asOf).filter(({ is_mql_eligible }) => is_mql_eligible);

/** The evaluation of a recorded MQL. Hand-raises in the 48 hours before it count. Without a path there is no tier. */
export function scoreRecordedMql(versions: readonly Version[], lead: Lead, at: Micros, asOf: Micros): ScoreEvaluation {
  const evaluation = evaluateScore(versions, knownBy(asOf, lead), at, at - hours(48));
  return { ...evaluation, tier: evaluation.path === null ? null : evaluation.tier };
}

const actions = {
  high: { high: "route_to_sales", medium: "sdr_awareness_queue", low: "targeted_campaign" },
  middle: { high: "manual_review", medium: "monitor_account", low: "nurture" },
  low: { high: "monitor_account", medium: "monitor_account", low: "discard" },
} as const;

/** The evaluation as of now, with quadrant and action. */
export function currentScoreOf(versions: readonly Version[], lead: Lead, asOf: Micros) {
  const known = knownBy(asOf, lead);
  const evaluation = evaluateScore(versions, known, asOf);
  if (evaluation.is_disqualified) return { ...evaluation, quadrant: "disqualified", action: "excluded" };
  const { definition } = versionAt(versions, asOf);
  const { high, medium } = definition.quadrant;
  const score = evaluation.engagement_score;
  const engagement = score >= high ? "high" : score >= medium ? "medium" : "low";
  const fit = (definition.mql.scored.grades ?? ["A", "B"]).includes(evaluation.grade)
    ? "high"
    : evaluation.grade === "D"
      ? "low"
      : "middle";
  return { ...evaluation, quadrant: `${fit}/${engagement}`, action: actions[fit][engagement] };
}

export interface BreakdownRow {
  rule_id: string;
  axis: "fit" | "engagement";
  points: number;
  hits?: number;
  raw_points?: number;
  first_at?: Micros | null;
  last_at?: Micros | null;
}

/** The current scores by rule. */
export function breakdownOf(versions: readonly Version[], lead: Lead, asOf: Micros): BreakdownRow[] {
  const { activities, observations } = knownBy(asOf, lead);
  const version = versionAt(versions, asOf);
  const fit = fitAt(version.fit, observations, asOf).counted.map(({ rule_id, points }) => ({
    rule_id,
    axis: "fit" as const,
    hits: 1,
    raw_points: points,
    points,
    first_at: null,
    last_at: null,
  }));
  const parts = partsAt(version, activities, asOf);
  const rules = [...new Set(parts.map(({ rule_id }) => rule_id))];
  return [...fit, ...rules.map((rule) => engagementRow(parts.filter(({ rule_id }) => rule_id === rule)))];
}

function engagementRow(parts: readonly ScorePart[]): BreakdownRow {
  const row = { rule_id: parts[0]!.rule_id, axis: "engagement" as const, points: sumOf(parts) };
  const earned = parts.flatMap((part) => part.earned ?? []);
  if (earned.length === 0) return row;
  return {
    ...row,
    hits: earned.length,
    raw_points: earned.reduce((sum, { rule }) => sum + rule.points, 0),
    first_at: earned[0]!.at,
    last_at: earned.at(-1)!.at,
  };
}
