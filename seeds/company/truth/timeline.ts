/** lifecycle.md 2 read aloud: where what is told of one person stands in time. It shares nothing with the SQL. */

/** What a source tells of a person: a stage, when, and (of some) the opportunity, the reason, the MQL that it is linked to. */
export interface TimelineEvent {
  stage: string;
  at: number;
  opportunity?: string | undefined;
  reason?: string | undefined;
  link?: number | undefined;
  /** Whether the silence of both sides made it. */
  isExpiry?: true;
}

/** All that is known of one person; instants are numbers of any one unit, `touches` the activities of either side. */
export interface Timeline {
  events: readonly TimelineEvent[];
  computed: readonly number[];
  touches: readonly number[];
}

/** What the team has decided; spans are of the same unit. `versions` in order, each with its cool-off. */
export interface LifecycleRules {
  asOf: number;
  source: "recorded" | "computed" | "recorded_else_computed";
  requalify: boolean;
  expiresAfter: number | null;
  versions: readonly { from: number; coolOff: number }[];
}

/** An MQL that counts, and who said so. */
export interface CountedMql extends TimelineEvent {
  origin: string;
}

/** The MQLs that `mql.source` lets count: recorded ones, or those that the definition makes. */
export function selectMqls({ events: told, computed }: Timeline, { asOf, source }: LifecycleRules): CountedMql[] {
  const recorded = told.filter(({ stage, at }) => stage === "mql" && at <= asOf).map(({ at }) => at);
  const isComputed = source === "computed" || (source === "recorded_else_computed" && recorded.length === 0);
  const origin = isComputed ? "computed" : "recorded";
  const instants = new Set((isComputed ? computed : recorded).filter((at) => at <= asOf));
  return [...instants].map((at) => ({ stage: "mql", at, origin }));
}

/** The earliest of some instants; null: of none. */
export const earliest = (instants: number[]) => (instants.length > 0 ? Math.min(...instants) : null);

/** What is not an MQL, where it stands: at the MQL of its link if recorded earlier, if any cycle began by then. */
export function placeEvents(
  { events: told }: Timeline,
  { asOf, requalify }: LifecycleRules,
  mqls: readonly TimelineEvent[],
): TimelineEvent[] {
  const known = told.filter(({ stage, at }) => stage !== "mql" && at <= asOf);
  const firstMql = earliest(mqls.map(({ at }) => at)) ?? Number.POSITIVE_INFINITY;
  const wasCustomer = known.some(
    (event) => event.stage === "won" && effectiveTime(event, known) < firstMql && (event.link ?? 0) < firstMql,
  );
  const firstCycle = wasCustomer && !requalify ? Number.POSITIVE_INFINITY : firstMql;
  const linked = known.map(({ link, ...event }) => {
    const recordedAt = event.at;
    if (link === undefined || link < firstCycle) return { ...event, recordedAt };
    return { ...event, at: Math.max(event.at, link), link, recordedAt };
  });
  return distinctEvents(linked.map((event) => ({ ...event, at: effectiveTime(event, linked) }))).filter(
    ({ at }) => at <= asOf,
  );
}

/** An opportunity is not closed before it was made. */
function effectiveTime({ stage, at, opportunity }: TimelineEvent, events: readonly TimelineEvent[]): number {
  if (opportunity === undefined || !["won", "lost"].includes(stage)) return at;
  const made = events.filter((event) => event.stage === "opportunity" && event.opportunity === opportunity);
  return Math.max(at, earliest(made.map((event) => event.at)) ?? at);
}

/** Of several that clamping brings together, the one of the earliest link, then the one recorded first. */
function distinctEvents(events: readonly (TimelineEvent & { recordedAt: number })[]): TimelineEvent[] {
  const linkOf = ({ link }: TimelineEvent) => link ?? Number.MAX_VALUE;
  const ranked = [...events].sort((one, other) => linkOf(one) - linkOf(other) || one.recordedAt - other.recordedAt);
  const single = new Map<string, TimelineEvent>();
  for (const event of ranked) {
    const key = `${event.stage} ${event.at} ${event.opportunity}`;
    if (!single.has(key)) single.set(key, event);
  }
  return [...single.values()];
}
