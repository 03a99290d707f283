import type { Stage } from "../world/ground_truth.js";
import type { Human } from "../world/human.js";
import type { Micros } from "../world/time_units.js";
import type { ExportWriter } from "./export_writer.js";

interface StageEventOptions {
  /** Raw reason of a rejection. */
  readonly reason?: string | null;
  readonly isApproximate?: boolean;
  /** When it really was, and the kind of limit that keeps the exports from saying so. */
  readonly reallyAt?: Micros;
  readonly kind?: string;
}

/** A stage as the exports tell it, and what they cannot tell of it. */
export function addStageEvent(
  exports: ExportWriter,
  human: Human,
  stage: Stage,
  at: Micros,
  telling: StageEventOptions = {},
): void {
  const { reason = null, isApproximate = false, reallyAt, kind } = telling;
  human.events.push({ stage, at, is_approximate: isApproximate, reason, opportunity_id: null });
  if (kind === undefined || reallyAt === undefined || reallyAt === at) return;
  human.limits.push({ kind, stage, really_at: reallyAt, told_at: at });
  exports.countDirt(kind);
}
