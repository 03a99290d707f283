/** Whether sales accepts a lead, and why it rejects one. */
import { isBadQuarter } from "../world/company.js";
import type { Human } from "../world/human.js";
import { rejectionReasons } from "../world/rejection_reasons.js";
import { logistic } from "../world/seeded_random.js";
import type { Micros } from "../world/time_units.js";
import type { ExportWriter } from "./export_writer.js";

/** The part of a score that the decision depends on. */
export interface MqlScore {
  readonly scored_at: Micros;
  readonly engagement_score: number;
  readonly grade: string;
  readonly path: "hand_raiser" | "scored" | null;
}

/** Probability that sales accepts an MQL. It rises with engagement, fit, intent and source quality, and is low in the bad quarter. */
export function acceptanceProbability(
  { intent, source }: Human,
  { engagement_score, grade, path }: MqlScore,
  at: Micros,
): number {
  const score = 0.028 * (Math.min(engagement_score, 110) - 60);
  const asked = path === "hand_raiser" ? 0.7 : 0;
  const fit = grade === "A" ? 0.35 : grade === "B" ? 0 : -1;
  return logistic(0.95 + score + asked + fit + 0.35 * intent + source.quality - (isBadQuarter(at) ? 0.9 : 0));
}

/** Draws whether a lead is recycled or rejected, and the reason text, if any. */
export function drawRejection(
  exports: ExportWriter,
  { chance, source, intent }: Human,
): { isRecycled: boolean; reason: string | null } {
  const kind =
    source.quality < -1
      ? rejectionReasons.junk
      : chance.happens(logistic(intent))
        ? rejectionReasons.later
        : rejectionReasons.never;
  const isRecycled = kind === rejectionReasons.later;
  if (chance.happens(0.06)) return { isRecycled, reason: null };
  const isStrange = chance.happens(0.015);
  if (isStrange) exports.countDirt("reason_unmapped");
  return { isRecycled, reason: chance.pickWeighted(isStrange ? rejectionReasons.notes : kind).raw };
}
