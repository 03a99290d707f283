/** What sales thinks of a lead. */
import { isBadQuarter } from "../world/company.js";
import type { Human } from "../world/human.js";
import type { Micros } from "../world/life.js";
import { likely } from "../world/random.js";
import { reasons } from "../world/reasons.js";
import type { Exports } from "./exports.js";

/** What operations see of a score. */
export interface Verdict {
  readonly scored_at: Micros;
  readonly engagement_score: number;
  readonly grade: string;
  readonly path: "hand_raiser" | "scored" | null;
}

/** Engagement, fit and the source really tell who is worth a call; in the bad quarter sales trusts nobody. */
export function acceptance({ intent, source }: Human, { engagement_score, grade, path }: Verdict, at: Micros): number {
  const score = 0.028 * (Math.min(engagement_score, 110) - 60);
  const asked = path === "hand_raiser" ? 0.7 : 0;
  const fit = grade === "A" ? 0.35 : grade === "B" ? 0 : -1;
  return likely(0.95 + score + asked + fit + 0.35 * intent + source.quality - (isBadQuarter(at) ? 0.9 : 0));
}

/** Back to marketing for another time, or never again; and what is typed as the reason, if anything. */
export function refusal(
  exports: Exports,
  { chance, source, intent }: Human,
): { isRecycled: boolean; reason: string | null } {
  const kind = source.quality < -1 ? reasons.junk : chance.is(likely(intent)) ? reasons.later : reasons.never;
  const isRecycled = kind === reasons.later;
  if (chance.is(0.06)) return { isRecycled, reason: null };
  const isStrange = chance.is(0.015);
  if (isStrange) exports.plant("reason_unmapped");
  return { isRecycled, reason: chance.weighed(isStrange ? reasons.notes : kind).raw };
}
