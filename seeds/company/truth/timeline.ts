/** Which MQLs of a person count, and at which time each event counts. It shares no code with the product's SQL. */

/** A stage that a source recorded. `link` is the time of the MQL that the event is linked to. */
export interface TimelineEvent {
  stage: string;
  at: number;
  opportunity?: string | undefined;
  reason?: string | undefined;
  /** Whether the reason means a standard one. */
  isStandard?: boolean;
  link?: number | undefined;
  /** Set if the cycle expired without touches. */
  isExpiry?: true;
}

/** The facts about one person. Instants are numbers in any one unit. `touches` are activities of the person and of sales. */
export interface Timeline {
  events: readonly TimelineEvent[];
  computed: readonly number[];
  touches: readonly number[];
}

/** The team's lifecycle settings. Spans have the unit of the instants; `versions` are in order. */
export interface LifecycleRules {
  asOf: number;
  source: "recorded" | "computed" | "recorded_else_computed";
  requalify: boolean;
  expiresAfter: number | null;
  versions: readonly { from: number; coolOff: number }[];
}

/** An MQL that counts. `origin` is `recorded` or `computed`. */
export interface CountedMql extends TimelineEvent {
  origin: string;
}

/** The MQLs that count by the setting `mql.source`: recorded or computed ones. */
export function selectMqls({ events, computed }: Timeline, { asOf, source }: LifecycleRules): CountedMql[] {
  const recorded = events.filter(({ stage, at }) => stage === "mql" && at <= asOf).map(({ at }) => at);
  const isComputed = source === "computed" || (source === "recorded_else_computed" && recorded.length === 0);
  const origin = isComputed ? "computed" : "recorded";
  const instants = new Set((isComputed ? computed : recorded).filter((at) => at <= asOf));
  return [...instants].map((at) => ({ stage: "mql", at, origin }));
}

/** The earliest of the instants; null if there are none. */
export const earliest = (instants: number[]) => (instants.length > 0 ? Math.min(...instants) : null);

/** All events except MQLs, with the time at which they count. An event before its linked MQL moves to that MQL, if a cycle exists by then. */
export function placeEvents(
  { events }: Timeline,
  { asOf, requalify }: LifecycleRules,
  mqls: readonly TimelineEvent[],
): TimelineEvent[] {
  const known = events.filter(({ stage, at }) => stage !== "mql" && at <= asOf);
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

/** The time at which an event counts: a win or loss never before the opportunity was created. */
function effectiveTime({ stage, at, opportunity }: TimelineEvent, events: readonly TimelineEvent[]): number {
  if (opportunity === undefined || !["won", "lost"].includes(stage)) return at;
  const made = events.filter((event) => event.stage === "opportunity" && event.opportunity === opportunity);
  return Math.max(at, earliest(made.map((event) => event.at)) ?? at);
}

/** Removes duplicates that were moved to the same instant. The event with the earliest link stays, then the one recorded first. */
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
