/** The scores of one person over time. Computed without the product's SQL. */
import type { DefinitionVersion } from "../../../src/config/definition_version.js";
import type { PersonHistory } from "../world/ground_truth.js";
import { HOUR, type Micros } from "../world/time_units.js";
import { dayNumber, type TimeZone } from "../world/time_zone.js";
import { EngagementScorer } from "./engagement.js";
import { FitScorer } from "./fit.js";
import { evaluateScore, type ScoreEvaluation, type ScoringVersion } from "./score_evaluation.js";

/** The inputs of a person's scores, both in order of time. */
export type ScoringInputs = Pick<PersonHistory, "observations" | "activities">;

/** The versions in order. Each comes into force at midnight in the reporting zone. */
export const createScoringVersions = (zone: TimeZone, definitions: readonly DefinitionVersion[]): ScoringVersion[] =>
  definitions.map((one) => ({
    name: one.version,
    from: zone.startOf(dayNumber(one.effective_from)),
    definition: one.definition,
    fitScorer: new FitScorer(one.fit),
    engagementScorer: new EngagementScorer(one),
  }));

/** The version in force at an instant. Before the first version, the first. */
export const versionAt = (versions: readonly ScoringVersion[], at: Micros): ScoringVersion =>
  versions.findLast(({ from }) => from <= at) ?? versions[0]!;

/** The evaluations at all evaluation instants up to `asOf`, in order. */
export function scoreHistoryOf(
  versions: readonly ScoringVersion[],
  inputs: ScoringInputs,
  asOf: Micros,
): ScoreEvaluation[] {
  const evaluations: ScoreEvaluation[] = [];
  for (const [no, version] of versions.entries()) {
    const from = no === 0 ? Number.NEGATIVE_INFINITY : version.from;
    const until = Math.min(versions[no + 1]?.from ?? Number.POSITIVE_INFINITY, asOf + 1);
    if (from >= until) continue;
    loadPerson(version, inputs, until, asOf);
    for (const at of evaluationInstants(version, from, until)) evaluations.push(evaluateScore(version, at, at));
  }
  return evaluations;
}

/** The evaluation at any instant up to `asOf`. Only hand-raises at that instant count. */
export const scoreAt = (
  versions: readonly ScoringVersion[],
  inputs: ScoringInputs,
  at: Micros,
  asOf: Micros,
): ScoreEvaluation => evaluateScore(loadPerson(versionAt(versions, at), inputs, at + 1, asOf), at, at);

/** The evaluation of a recorded MQL. Hand-raises in the 48 hours before it count. Without a path there is no tier. */
export function scoreRecordedMql(
  versions: readonly ScoringVersion[],
  inputs: ScoringInputs,
  at: Micros,
  asOf: Micros,
): ScoreEvaluation {
  const evaluation = evaluateScore(loadPerson(versionAt(versions, at), inputs, at + 1, asOf), at, at - 48 * HOUR);
  return evaluation.path === null ? { ...evaluation, tier: null } : evaluation;
}

const actions = {
  high: { high: "route_to_sales", medium: "sdr_awareness_queue", low: "targeted_campaign" },
  middle: { high: "manual_review", medium: "monitor_account", low: "nurture" },
  low: { high: "monitor_account", medium: "monitor_account", low: "discard" },
} as const;

/** The evaluation as of now, with quadrant and action. */
export function currentScoreOf(versions: readonly ScoringVersion[], inputs: ScoringInputs, asOf: Micros) {
  const evaluation = scoreAt(versions, inputs, asOf, asOf);
  if (evaluation.is_disqualified) return { ...evaluation, quadrant: "disqualified", action: "excluded" };
  const { quadrant, mql } = versionAt(versions, asOf).definition;
  const score = evaluation.engagement_score;
  const engagement = score >= quadrant.high ? "high" : score >= quadrant.medium ? "medium" : "low";
  const isHigh = (mql.scored.grades ?? ["A", "B"]).includes(evaluation.grade);
  const fit = isHigh ? "high" : evaluation.grade === "D" ? "low" : "middle";
  return { ...evaluation, quadrant: `${fit}/${engagement}`, action: actions[fit][engagement] };
}

function loadPerson(
  version: ScoringVersion,
  { observations, activities }: ScoringInputs,
  until: Micros,
  asOf: Micros,
): ScoringVersion {
  version.fitScorer.loadPerson(observations, asOf);
  version.engagementScorer.loadPerson(activities, until);
  return version;
}

/** Distinct evaluation instants from `from` to before `until`, in order. */
function evaluationInstants({ fitScorer, engagementScorer }: ScoringVersion, from: Micros, until: Micros): Micros[] {
  const changes = fitScorer.changes.filter((at) => at >= from && at < until);
  const activityInstants = engagementScorer.evaluationInstants.filter((at) => at >= from);
  if (changes.length === 0) return activityInstants;
  return [...new Set([...changes, ...activityInstants])].sort((one, other) => one - other);
}
