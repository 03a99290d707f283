/** scoring.md 1 to 6 read aloud: one person at one instant, from nothing but what is known by then. It shares nothing with the SQL. */

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

/** A version of the definition and the instant from which it is in force. */
export interface Version extends Scheme {
  readonly from: Micros;
}

/** All that is known of one person. */
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

/** The versions in order, each from midnight of its day in the reporting zone. */
export const datedVersions = (zone: string, schemes: readonly Scheme[]): Version[] =>
  schemes.map((scheme) => ({ ...scheme, from: dayStartIn(zone, scheme.effective_from) }));

/** What was known by the run's as-of. */
export const knownBy = (asOf: Micros, { activities, observations }: Lead): Lead => ({
  activities: activities.filter(({ at }) => at <= asOf),
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

/** Score, path and tier at an instant; hands raised since `raisedSince` count, by default at the instant itself. */
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

/** Whether the person did, or a pattern hit as, one of these types in the closed span: whatever its points. */
function didAny(version: Version, { activities }: Lead, types: readonly string[], since: Micros, at: Micros): boolean {
  const done = [...activities.filter(({ isBot }) => !isBot), ...pointsUpTo(version, activities, at)];
  return done.some((one) => one.at >= since && one.at <= at && types.includes(one.type));
}

/** Every evaluation instant by the run's as-of, with its verdict. */
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

/** Every instant at which the definition calls the person an MQL. */
export const mqlInstantsOf = (versions: readonly Version[], lead: Lead, asOf: Micros) =>
  scoreHistoryOf(versions, lead, asOf).filter(({ is_mql_eligible }) => is_mql_eligible);

/** What an MQL that a source recorded takes: the hand may have been raised in the 48 hours before; no path, no tier. */
export function scoreRecordedMql(versions: readonly Version[], lead: Lead, at: Micros, asOf: Micros): ScoreEvaluation {
  const verdict = evaluateScore(versions, knownBy(asOf, lead), at, at - hours(48));
  return { ...verdict, tier: verdict.path === null ? null : verdict.tier };
}

const actions = {
  high: { high: "route_to_sales", medium: "sdr_awareness_queue", low: "targeted_campaign" },
  middle: { high: "manual_review", medium: "monitor_account", low: "nurture" },
  low: { high: "monitor_account", medium: "monitor_account", low: "discard" },
} as const;

/** Where a person stands now. */
export function currentScoreOf(versions: readonly Version[], lead: Lead, asOf: Micros) {
  const known = knownBy(asOf, lead);
  const verdict = evaluateScore(versions, known, asOf);
  if (verdict.is_disqualified) return { ...verdict, quadrant: "disqualified", action: "excluded" };
  const { definition } = versionAt(versions, asOf);
  const { high, medium } = definition.quadrant;
  const score = verdict.engagement_score;
  const engagement = score >= high ? "high" : score >= medium ? "medium" : "low";
  const fit = (definition.mql.scored.grades ?? ["A", "B"]).includes(verdict.grade)
    ? "high"
    : verdict.grade === "D"
      ? "low"
      : "middle";
  return { ...verdict, quadrant: `${fit}/${engagement}`, action: actions[fit][engagement] };
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

/** What makes the scores of now, rule by rule. */
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
