/** Score, path and tier of a person at one instant. Computed without the product's SQL. */
import type { Definition } from "../../../src/config/definition_schema.js";
import type { Micros } from "../world/time_units.js";
import type { EngagementScorer } from "./engagement.js";
import type { FitScorer } from "./fit.js";
import { roundScore } from "./rounding.js";

/** A version of the definition with its scorers, which score one person at a time. */
export interface ScoringVersion {
  readonly name: string;
  /** When the version comes into force. The first version also applies before. */
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

/** Evaluates the person that the version's scorers have loaded. Hand-raises from `raisedSince` to `at` count. */
export function evaluateScore(
  { name, definition, fitScorer, engagementScorer }: ScoringVersion,
  at: Micros,
  raisedSince: Micros,
): ScoreEvaluation {
  const { score: fit_score, isDisqualified } = fitScorer.fitAt(at);
  const engagement_score = roundScore(engagementScorer.pointsAt(at));
  const evaluation: Mutable<ScoreEvaluation> = {
    scored_at: at,
    definition_version: name,
    fit_score,
    grade: gradeOf(definition, fit_score),
    engagement_score,
    total_score: roundScore(fit_score + engagement_score),
    is_disqualified: isDisqualified,
    is_fit_backfilled: at < fitScorer.knownFrom,
    path: null,
    tier: null,
    is_mql_eligible: false,
  };
  evaluation.path = pathOf(definition, evaluation, engagementScorer.hasRaisedHand(raisedSince, at));
  evaluation.tier = tierOf(definition, evaluation, engagementScorer);
  evaluation.is_mql_eligible = evaluation.path !== null;
  return evaluation;
}

/** Evaluations are filled in place: there are millions, and spreads would take half of the time. */
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

function tierOf(
  definition: Definition,
  evaluation: ScoreEvaluation,
  engagementScorer: EngagementScorer,
): ScoreEvaluation["tier"] {
  const { path, scored_at: at } = evaluation;
  if (path === "hand_raiser") return "hot";
  if (path === "scored") return isHotTotal(definition, evaluation) || engagementScorer.isHot(at) ? "hot" : "mql";
  if (evaluation.is_disqualified || hasScoredGrade(definition, evaluation)) return null;
  return reachesMinimum(definition, evaluation) ? "mql_light" : null;
}

function isHotTotal({ tiers: { hot } }: Definition, { total_score }: ScoreEvaluation): boolean {
  return hot !== undefined && "min_total" in hot && hot.min_total !== undefined && total_score >= hot.min_total;
}
