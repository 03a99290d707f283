import type { Stage } from "../world/ground_truth.js";
import type { Human } from "../world/human.js";
import type { Micros } from "../world/time_units.js";
import type { ExportWriter } from "./export_writer.js";

interface StageEventOptions {
  /** Raw reason of a rejection. */
  readonly reason?: string | null;
  readonly isApproximate?: boolean;
  /** The real time, if the exports lack it, and the kind of limit that causes this. */
  readonly reallyAt?: Micros;
  readonly kind?: string;
}

/** Adds a stage with the time in the exports, and a limit if the real time differs. */
export function addStageEvent(
  exports: ExportWriter,
  human: Human,
  stage: Stage,
  at: Micros,
  options: StageEventOptions = {},
): void {
  const { reason = null, isApproximate = false, reallyAt, kind } = options;
  human.events.push({ stage, at, is_approximate: isApproximate, reason, opportunity_id: null });
  if (kind === undefined || reallyAt === undefined || reallyAt === at) return;
  human.limits.push({ kind, stage, really_at: reallyAt, told_at: at });
  exports.countDirt(kind);
}
