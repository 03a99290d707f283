/** scoring.md 1 to 5 for one person: what nobody computes in SQL, instant by instant. */
import type { DefinitionVersion } from "../../../src/config/definition_version.js";
import type { PersonHistory } from "../world/ground_truth.js";
import { HOUR, type Micros } from "../world/time_units.js";
import { dayNumber, type TimeZone } from "../world/time_zone.js";
import { EngagementScorer } from "./engagement.js";
import { FitScorer } from "./fit.js";
import { evaluateScore, type ScoreEvaluation, type ScoringVersion } from "./score_evaluation.js";

/** What a person's scores follow from; both in order of time. */
export type ScoringInputs = Pick<PersonHistory, "observations" | "activities">;

/** The versions in order, each from midnight of its day in the reporting zone. */
export const createScoringVersions = (zone: TimeZone, definitions: readonly DefinitionVersion[]): ScoringVersion[] =>
  definitions.map((one) => ({
    name: one.version,
    from: zone.startOf(dayNumber(one.effective_from)),
    definition: one.definition,
    fitScorer: new FitScorer(one.fit),
    engagementScorer: new EngagementScorer(one),
  }));

/** The version in force at an instant; before the first, the first. */
export const versionAt = (versions: readonly ScoringVersion[], at: Micros): ScoringVersion =>
  versions.findLast(({ from }) => from <= at) ?? versions[0]!;

/** Every evaluation instant by the run's as-of, in order, with its verdict. */
export function scoreHistoryOf(
  versions: readonly ScoringVersion[],
  known: ScoringInputs,
  asOf: Micros,
): ScoreEvaluation[] {
  const verdicts: ScoreEvaluation[] = [];
  for (const [no, version] of versions.entries()) {
    const from = no === 0 ? Number.NEGATIVE_INFINITY : version.from;
    const until = Math.min(versions[no + 1]?.from ?? Number.POSITIVE_INFINITY, asOf + 1);
    if (from >= until) continue;
    loadPerson(version, known, until, asOf);
    for (const at of evaluationInstants(version, from, until)) verdicts.push(evaluateScore(version, at, at));
  }
  return verdicts;
}

/** Score, path and tier at any instant by the run's as-of; hands raised at that very instant count. */
export const scoreAt = (
  versions: readonly ScoringVersion[],
  known: ScoringInputs,
  at: Micros,
  asOf: Micros,
): ScoreEvaluation => evaluateScore(loadPerson(versionAt(versions, at), known, at + 1, asOf), at, at);

/** What an MQL that a source recorded takes: the hand may have been raised in the 48 hours before; no path, no tier. */
export function scoreRecordedMql(
  versions: readonly ScoringVersion[],
  known: ScoringInputs,
  at: Micros,
  asOf: Micros,
): ScoreEvaluation {
  const verdict = evaluateScore(loadPerson(versionAt(versions, at), known, at + 1, asOf), at, at - 48 * HOUR);
  return verdict.path === null ? { ...verdict, tier: null } : verdict;
}

const actions = {
  high: { high: "route_to_sales", medium: "sdr_awareness_queue", low: "targeted_campaign" },
  middle: { high: "manual_review", medium: "monitor_account", low: "nurture" },
  low: { high: "monitor_account", medium: "monitor_account", low: "discard" },
} as const;

/** Where a person stands now: scores, quadrant, and what to do. */
export function currentScoreOf(versions: readonly ScoringVersion[], known: ScoringInputs, asOf: Micros) {
  const verdict = scoreAt(versions, known, asOf, asOf);
  if (verdict.is_disqualified) return { ...verdict, quadrant: "disqualified", action: "excluded" };
  const { quadrant, mql } = versionAt(versions, asOf).definition;
  const score = verdict.engagement_score;
  const engagement = score >= quadrant.high ? "high" : score >= quadrant.medium ? "medium" : "low";
  const isHigh = (mql.scored.grades ?? ["A", "B"]).includes(verdict.grade);
  const fit = isHigh ? "high" : verdict.grade === "D" ? "low" : "middle";
  return { ...verdict, quadrant: `${fit}/${engagement}`, action: actions[fit][engagement] };
}

function loadPerson(
  version: ScoringVersion,
  { observations: said, activities: did }: ScoringInputs,
  until: Micros,
  asOf: Micros,
): ScoringVersion {
  version.fitScorer.loadPerson(said, asOf);
  version.engagementScorer.loadPerson(did, until);
  return version;
}

/** Evaluation instants from one on and before another, each once, in order. */
function evaluationInstants(
  { fitScorer: sheet, engagementScorer: ledger }: ScoringVersion,
  from: Micros,
  until: Micros,
): Micros[] {
  const changes = sheet.changes.filter((at) => at >= from && at < until);
  const done = ledger.evaluationInstants.filter((at) => at >= from);
  if (changes.length === 0) return done;
  return [...new Set([...changes, ...done])].sort((one, other) => one - other);
}
