/** lifecycle.md 3 read aloud: one person's events in time order, one after the other. It shares nothing with the SQL. */
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

/** The cycles of one person, as columns of mql_cycles. */
export const buildCycleRows = (life: Timeline, rules: LifecycleRules) => buildCycles(life, rules).map(cycleColumns);

/** The cycles of one person in order of their number. */
export function buildCycles(life: Timeline, rules: LifecycleRules): CycleState[] {
  const mqls = selectMqls(life, rules);
  const events = [...mqls, ...placeEvents(life, rules, mqls)].sort(
    (one, other) => one.at - other.at || stageOrder.indexOf(one.stage) - stageOrder.indexOf(other.stage),
  );
  const walker = new CycleBuilder(life, rules);
  for (const event of events) walker.take(event);
  walker.expireUntil(rules.asOf + 1);
  return walker.cycles.sort((one, other) => one.no - other.no);
}

class CycleBuilder {
  readonly cycles: CycleState[] = [];
  private isCustomer = false;
  /** The opportunities with an id: since when, of which cycle, and whether still open. */
  private readonly opportunities = new Map<string, { since: number; cycle: CycleState; isOpen: boolean }>();

  constructor(
    private readonly life: Timeline,
    private readonly rules: LifecycleRules,
  ) {}

  take(event: TimelineEvent): void {
    this.expireUntil(event.at);
    if (event.stage === "mql") this.qualify(event as CountedMql);
    else this.apply(event);
  }

  /** The latest cycle that an MQL began. */
  private get latest(): CycleState | undefined {
    return this.cycles.findLast(({ no }) => no > 0);
  }

  private get entry(): CycleState | undefined {
    return this.cycles.find(({ no }) => no === 0);
  }

  /** Rule 7: silence closes an undecided cycle, after all that happens at the same instant. */
  expireUntil(at: number): void {
    const { latest, rules, life } = this;
    if (rules.expiresAfter === null || !latest || latest.events.length > 0 || latest.closed) return;
    let since = latest.mqlAt!;
    for (const touch of life.touches.filter((touch) => touch <= rules.asOf).sort((one, other) => one - other)) {
      if (touch >= since && touch < since + rules.expiresAfter) since = touch;
    }
    const expiresAt = since + rules.expiresAfter;
    if (expiresAt < at) this.close(latest, { stage: "recycled", at: expiresAt, isExpiry: true });
  }

  /** Rules 1 and 4. */
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

  /** Rules 5 and 6, and links before them. */
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

  /** Rule 3: only before a new cycle. */
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

  /** Rule 2: the first closing event closes, later ones put the cool-off off; after a win nothing does either. */
  private close(cycle: CycleState, event: TimelineEvent): void {
    if (cycle.isWon) return;
    cycle.closed ??= { event, from: furthestStage(cycle.events) ?? "mql" };
    cycle.latestClosing = event.at;
  }
}
