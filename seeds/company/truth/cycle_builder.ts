/** Builds the MQL cycles of one person, event by event in order of time. It shares no code with the product's SQL. */
import { type CycleState, cycleColumns, forwardStages, furthestStage, rejectionStages } from "./cycle_columns.js";
import {
  type CountedMql,
  type LifecycleRules,
  placeEvents,
  selectMqls,
  type Timeline,
  type TimelineEvent,
} from "./timeline.js";

const stageOrder = ["mql", "sal", "sql", "opportunity", "won", "lost", "rejected", "recycled"];

/** The cycles of one person as rows, with the column names of `marts.mql_cycles`. */
export const buildCycleRows = (timeline: Timeline, rules: LifecycleRules) =>
  buildCycles(timeline, rules).map(cycleColumns);

/** The cycles of one person, in order of their number. */
export function buildCycles(timeline: Timeline, rules: LifecycleRules): CycleState[] {
  const mqls = selectMqls(timeline, rules);
  const events = [...mqls, ...placeEvents(timeline, rules, mqls)].sort(
    (one, other) => one.at - other.at || stageOrder.indexOf(one.stage) - stageOrder.indexOf(other.stage),
  );
  const builder = new CycleBuilder(timeline, rules);
  for (const event of events) builder.take(event);
  builder.expireUntil(rules.asOf + 1);
  return builder.cycles.sort((one, other) => one.no - other.no);
}

/** Whether of two rejections at one instant the later one stands, because only its reason is a standard one. */
const isBetterReason = (event: TimelineEvent, closed: TimelineEvent) =>
  event.at === closed.at &&
  [event, closed].every(({ stage }) => rejectionStages.includes(stage)) &&
  event.isStandard === true &&
  closed.isStandard !== true;

class CycleBuilder {
  readonly cycles: CycleState[] = [];
  private isCustomer = false;
  /** Opportunities by id: when they were created, their cycle, and whether they are still open. */
  private readonly opportunities = new Map<string, { since: number; cycle: CycleState; isOpen: boolean }>();

  constructor(
    private readonly timeline: Timeline,
    private readonly rules: LifecycleRules,
  ) {}

  take(event: TimelineEvent): void {
    this.expireUntil(event.at);
    if (event.stage === "mql") this.qualify(event as CountedMql);
    else this.apply(event);
  }

  /** The latest cycle that started with an MQL. */
  private get latest(): CycleState | undefined {
    return this.cycles.findLast(({ no }) => no > 0);
  }

  private get entry(): CycleState | undefined {
    return this.cycles.find(({ no }) => no === 0);
  }

  /** Closes an undecided cycle without touches for the configured time. Events of the same instant come first. */
  expireUntil(at: number): void {
    const { latest, rules, timeline } = this;
    if (rules.expiresAfter === null || !latest || latest.events.length > 0 || latest.closed) return;
    let since = latest.mqlAt!;
    for (const touch of timeline.touches.filter((touch) => touch <= rules.asOf).sort((one, other) => one - other)) {
      if (touch >= since && touch < since + rules.expiresAfter) since = touch;
    }
    const expiresAt = since + rules.expiresAfter;
    if (expiresAt < at) this.close(latest, { stage: "recycled", at: expiresAt, isExpiry: true });
  }

  /** Opens a cycle with an MQL, or counts the MQL as a repeat, or as blocked by the cool-off. */
  private qualify({ at, origin }: CountedMql): void {
    const { latest } = this;
    const mayQualify = this.rules.requalify || !this.isCustomer;
    if (latest && !latest.closed && !latest.isWon) latest.repeats++;
    else if (!mayQualify) return;
    else if (!latest) this.open(1, at, origin, false);
    else {
      const coolUntil = latest.latestClosing + this.coolOffAt(latest.latestClosing);
      if (origin === "computed" && at < coolUntil) latest.blocked++;
      else this.open(latest.no + 1, at, origin, at < coolUntil);
    }
  }

  private coolOffAt(at: number): number {
    const { versions } = this.rules;
    return (versions.findLast(({ from }) => from <= at) ?? versions[0])?.coolOff ?? 0;
  }

  private open(no: number, mqlAt: number | null, origin: string | null, insideCoolOff: boolean): CycleState {
    const isOlderAndOpen = ({ since, isOpen }: { since: number; isOpen: boolean }) => isOpen && since < mqlAt!;
    const cycle: CycleState = {
      no,
      mqlAt,
      origin,
      insideCoolOff,
      isInfluenced: mqlAt !== null && [...this.opportunities.values()].some(isOlderAndOpen),
      repeats: 0,
      blocked: 0,
      reversed: 0,
      events: [],
      isWon: false,
      closed: null,
      latestClosing: Number.NEGATIVE_INFINITY,
    };
    this.cycles.push(cycle);
    return cycle;
  }

  private apply(event: TimelineEvent): void {
    const cycle = this.cycleOf(event);
    const known = this.opportunities.get(event.opportunity ?? "");
    if (cycle && forwardStages.includes(event.stage)) this.reopen(cycle);
    if (cycle && event.stage === "opportunity" && event.opportunity !== undefined && !known) {
      this.opportunities.set(event.opportunity, { since: event.at, cycle, isOpen: true });
    }
    if (["won", "lost"].includes(event.stage) && known) known.isOpen = false;
    if (cycle && event.stage === "won") this.win(cycle, event);
    if (cycle && event.stage === "lost" && !this.hasOtherOpen(cycle)) this.close(cycle, event);
    if (cycle && rejectionStages.includes(event.stage)) this.close(cycle, event);
    cycle?.events.push(event);
  }

  /** The cycle of an event: that of its linked MQL, of its opportunity, or the latest one. */
  private cycleOf({ stage, opportunity, link }: TimelineEvent): CycleState | undefined {
    const known = this.opportunities.get(opportunity ?? "");
    if (link !== undefined) return this.cycles.findLast(({ mqlAt }) => mqlAt !== null && mqlAt <= link);
    if (known && ["won", "lost"].includes(stage)) return known.cycle;
    if (this.latest) return this.latest;
    return (
      this.entry ?? (forwardStages.includes(stage) || stage === "won" ? this.open(0, null, null, false) : undefined)
    );
  }

  private hasOtherOpen(cycle: CycleState): boolean {
    return [...this.opportunities.values()].some((other) => other.isOpen && other.cycle === cycle);
  }

  /** Reopens a closed cycle, unless it was won or a later cycle exists. */
  private reopen(cycle: CycleState): void {
    if (cycle.isWon || !cycle.closed || cycle !== (this.latest ?? this.entry)) return;
    this.voidPeriod(cycle);
  }

  private voidPeriod(cycle: CycleState): void {
    if (cycle.closed && rejectionStages.includes(cycle.closed.event.stage)) cycle.reversed++;
    cycle.closed = null;
  }

  private win(cycle: CycleState, { at }: TimelineEvent): void {
    this.voidPeriod(cycle);
    cycle.isWon = true;
    cycle.latestClosing = at;
    this.isCustomer = true;
  }

  /** Closes a cycle. Later closing events only extend the cool-off; after a win they have no effect. */
  private close(cycle: CycleState, event: TimelineEvent): void {
    if (cycle.isWon) return;
    if (cycle.closed && isBetterReason(event, cycle.closed.event)) cycle.closed = { ...cycle.closed, event };
    cycle.closed ??= { event, from: furthestStage(cycle.events) ?? "mql" };
    cycle.latestClosing = event.at;
  }
}
