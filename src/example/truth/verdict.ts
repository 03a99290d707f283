/** scoring.md 5: what a score makes of a person at one instant. */
import type { Definition } from "../../config/definition_schema.js";
import type { Micros } from "../life.js";
import type { Ledger } from "./engagement.js";
import type { FitSheet } from "./fit.js";
import { rounded } from "./rounding.js";

/** A version of the definition, ready to score one person after the other. */
export interface Version {
  readonly name: string;
  /** From when it is in force; the first one has always been. */
  readonly from: Micros;
  readonly definition: Definition;
  readonly sheet: FitSheet;
  readonly ledger: Ledger;
}

export interface Verdict {
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
export function verdictAt(version: Version, at: Micros, raisedSince: Micros): Verdict {
  const { sheet, ledger, definition } = version;
  const fit = sheet.at(at);
  const engagement_score = rounded(ledger.at(at));
  const score = {
    scored_at: at,
    definition_version: version.name,
    fit_score: fit.score,
    grade: gradeOf(definition, fit.score),
    engagement_score,
    total_score: rounded(fit.score + engagement_score),
    is_disqualified: fit.isDisqualified,
    is_fit_backfilled: at < sheet.knownFrom,
  };
  const path = pathOf(definition, score, ledger.hasRaisedHand(raisedSince, at));
  return { ...score, path, tier: tierOf(version, score, path), is_mql_eligible: path !== null };
}

type Score = Omit<Verdict, "path" | "tier" | "is_mql_eligible">;

const gradeOf = ({ grades: { A, B, C } }: Definition, fit: number): Verdict["grade"] =>
  fit >= A ? "A" : fit >= B ? "B" : fit >= C ? "C" : "D";

const reachesMinimum = (definition: Definition, { engagement_score, total_score }: Score) =>
  definition.mode === "two_axis"
    ? engagement_score >= definition.mql.scored.min_engagement
    : total_score >= definition.mql.scored.min_total;

const hasScoredGrade = (definition: Definition, { grade }: Score) =>
  definition.mql.scored.grades?.includes(grade) ?? true;

function pathOf(definition: Definition, score: Score, hasRaised: boolean): Verdict["path"] {
  if (score.is_disqualified) return null;
  if (hasRaised && definition.mql.hand_raiser.grades.includes(score.grade)) return "hand_raiser";
  return reachesMinimum(definition, score) && hasScoredGrade(definition, score) ? "scored" : null;
}

function tierOf({ definition, ledger }: Version, score: Score, path: Verdict["path"]): Verdict["tier"] {
  if (path === "hand_raiser") return "hot";
  if (path === "scored") return isHotTotal(definition, score) || ledger.isHot(score.scored_at) ? "hot" : "mql";
  if (score.is_disqualified || hasScoredGrade(definition, score)) return null;
  return reachesMinimum(definition, score) ? "mql_light" : null;
}

function isHotTotal({ tiers: { hot } }: Definition, { total_score }: Score): boolean {
  return hot !== undefined && "min_total" in hot && hot.min_total !== undefined && total_score >= hot.min_total;
}
