/** The columns of a cycle: the stages that it reached, and its outcome. */
import { earliest, type TimelineEvent } from "./timeline.js";

/** A cycle while it is being built. */
export interface CycleState {
  no: number;
  mqlAt: number | null;
  origin: string | null;
  insideCoolOff: boolean;
  isInfluenced: boolean;
  repeats: number;
  blocked: number;
  reversed: number;
  /** Its events so far, without MQLs and the expiry. */
  events: TimelineEvent[];
  isWon: boolean;
  /** The event that closed it, and the furthest stage before; null if the cycle is open or won. */
  closed: { event: TimelineEvent; from: string } | null;
  latestClosing: number;
}

/** Stages that reopen a closed cycle. */
export const forwardStages = ["sal", "sql", "opportunity"];
/** Stages that close a cycle as rejected. */
export const rejectionStages = ["rejected", "recycled"];

/** The furthest stage before a win that the events reached. */
export function furthestStage(events: readonly TimelineEvent[]): string | undefined {
  const reached = new Set(events.map(({ stage }) => (stage === "lost" ? "opportunity" : stage)));
  return ["opportunity", "sql", "sal"].find((stage) => reached.has(stage));
}

/** A cycle as a row, with the column names of `marts.mql_cycles`. */
export function cycleColumns({ events, closed, ...cycle }: CycleState) {
  const at = (...stages: string[]) =>
    earliest(events.filter(({ stage }) => stages.includes(stage)).map((event) => event.at));
  const sal_at = at("sal", "sql", "opportunity", "won", "lost");
  const sql_at = at("sql", "opportunity", "won", "lost");
  const opportunity_at = at("opportunity", "won", "lost");
  const isImputed = (stage: string, reachedAt: number | null) =>
    reachedAt !== null && !events.some((event) => event.stage === stage && event.at === reachedAt);
  const isRejected = closed !== null && rejectionStages.includes(closed.event.stage);
  return {
    cycle_no: cycle.no,
    mql_origin: cycle.origin,
    mql_at: cycle.mqlAt,
    sal_at,
    sql_at,
    opportunity_at,
    won_at: at("won"),
    lost_at: closed?.event.stage === "lost" ? closed.event.at : null,
    rejected_at: isRejected ? closed.event.at : null,
    rejected_from: isRejected ? closed.from : null,
    rejection_reason_raw: isRejected ? (closed.event.reason ?? null) : null,
    outcome: cycle.isWon ? "won" : (closed?.event.stage ?? furthestStage(events) ?? "awaiting"),
    opportunity_id: opportunityOf(events),
    repeat_mql_count: cycle.repeats,
    blocked_by_cool_off: cycle.blocked,
    inside_cool_off: cycle.insideCoolOff,
    reversed_rejections: cycle.reversed,
    has_influenced_opportunity: cycle.isInfluenced,
    sal_imputed: isImputed("sal", sal_at),
    sql_imputed: isImputed("sql", sql_at),
    opportunity_imputed: isImputed("opportunity", opportunity_at),
  };
}

/** The opportunity of a cycle: the first one won, else the last one opened; at the same instant the smallest id. */
function opportunityOf(events: readonly TimelineEvent[]): string | null {
  const named = events.filter(({ opportunity }) => opportunity !== undefined);
  const first = (stage: string, sign: 1 | -1) =>
    named
      .filter((event) => event.stage === stage)
      .sort((one, other) => sign * (one.at - other.at) || (one.opportunity! < other.opportunity! ? -1 : 1))[0];
  return (first("won", 1) ?? first("opportunity", -1))?.opportunity ?? null;
}
