/** scoring.md 5: what a score makes of a person at one instant. */
import type { Definition } from "../../../src/config/definition_schema.js";
import type { Micros } from "../world/time_units.js";
import type { EngagementScorer } from "./engagement.js";
import type { FitScorer } from "./fit.js";
import { roundScore } from "./rounding.js";

/** A version of the definition, ready to score one person after the other. */
export interface ScoringVersion {
  readonly name: string;
  /** From when it is in force; the first one has always been. */
  readonly from: Micros;
  readonly definition: Definition;
  readonly fitScorer: FitScorer;
  readonly engagementScorer: EngagementScorer;
}

export interface ScoreEvaluation {
  readonly scored_at: Micros;
  readonly definition_version: string;
  readonly fit_score: number;
  readonly grade: "A" | "B" | "C" | "D";
  readonly engagement_score: number;
  readonly total_score: number;
  readonly is_disqualified: boolean;
  readonly is_fit_backfilled: boolean;
  readonly path: "hand_raiser" | "scored" | null;
  readonly tier: "hot" | "mql" | "mql_light" | null;
  readonly is_mql_eligible: boolean;
}

/** Of the person whom the version has open; hands raised since `raisedSince` count. */
export function evaluateScore(
  { name, definition, fitScorer: sheet, engagementScorer: ledger }: ScoringVersion,
  at: Micros,
  raisedSince: Micros,
): ScoreEvaluation {
  const { score: fit_score, isDisqualified } = sheet.fitAt(at);
  const engagement_score = roundScore(ledger.pointsAt(at));
  const verdict: Mutable<ScoreEvaluation> = {
    scored_at: at,
    definition_version: name,
    fit_score,
    grade: gradeOf(definition, fit_score),
    engagement_score,
    total_score: roundScore(fit_score + engagement_score),
    is_disqualified: isDisqualified,
    is_fit_backfilled: at < sheet.knownFrom,
    path: null,
    tier: null,
    is_mql_eligible: false,
  };
  verdict.path = pathOf(definition, verdict, ledger.hasRaisedHand(raisedSince, at));
  verdict.tier = tierOf(definition, verdict, ledger);
  verdict.is_mql_eligible = verdict.path !== null;
  return verdict;
}

/** Filled in place: millions are made, and spreads would take half of the time. */
type Mutable<T> = { -readonly [K in keyof T]: T[K] };

const gradeOf = ({ grades: { A, B, C } }: Definition, fit: number): ScoreEvaluation["grade"] =>
  fit >= A ? "A" : fit >= B ? "B" : fit >= C ? "C" : "D";

const reachesMinimum = (definition: Definition, { engagement_score, total_score }: ScoreEvaluation) =>
  definition.mode === "two_axis"
    ? engagement_score >= definition.mql.scored.min_engagement
    : total_score >= definition.mql.scored.min_total;

const hasScoredGrade = (definition: Definition, { grade }: ScoreEvaluation) =>
  definition.mql.scored.grades?.includes(grade) ?? true;

function pathOf(definition: Definition, score: ScoreEvaluation, hasRaised: boolean): ScoreEvaluation["path"] {
  if (score.is_disqualified) return null;
  if (hasRaised && definition.mql.hand_raiser.grades.includes(score.grade)) return "hand_raiser";
  return reachesMinimum(definition, score) && hasScoredGrade(definition, score) ? "scored" : null;
}

function tierOf(definition: Definition, verdict: ScoreEvaluation, ledger: EngagementScorer): ScoreEvaluation["tier"] {
  const { path, scored_at: at } = verdict;
  if (path === "hand_raiser") return "hot";
  if (path === "scored") return isHotTotal(definition, verdict) || ledger.isHot(at) ? "hot" : "mql";
  if (verdict.is_disqualified || hasScoredGrade(definition, verdict)) return null;
  return reachesMinimum(definition, verdict) ? "mql_light" : null;
}

function isHotTotal({ tiers: { hot } }: Definition, { total_score }: ScoreEvaluation): boolean {
  return hot !== undefined && "min_total" in hot && hot.min_total !== undefined && total_score >= hot.min_total;
}
