/** lifecycle.md 3 read aloud: one person's events in time order, one after the other. It shares nothing with the SQL. */
import { type Cycle, forward, furthest, measured, rejections } from "./measured.js";
import { countedMqls, type Mql, placed, type Rules, type Timeline, type Told } from "./timeline.js";

const order = ["mql", "sal", "sql", "opportunity", "won", "lost", "rejected", "recycled"];

/** The cycles of one person, as columns of mql_cycles. */
export const walk = (life: Timeline, rules: Rules) => walked(life, rules).map(measured);

/** The cycles of one person in order of their number. */
export function walked(life: Timeline, rules: Rules): Cycle[] {
  const mqls = countedMqls(life, rules);
  const events = [...mqls, ...placed(life, rules, mqls)].sort(
    (one, other) => one.at - other.at || order.indexOf(one.stage) - order.indexOf(other.stage),
  );
  const walker = new Walker(life, rules);
  for (const event of events) walker.take(event);
  walker.waitUntil(rules.asOf + 1);
  return walker.cycles.sort((one, other) => one.no - other.no);
}

class Walker {
  readonly cycles: Cycle[] = [];
  private isCustomer = false;
  /** The opportunities with an id: since when, of which cycle, and whether still open. */
  private readonly opportunities = new Map<string, { since: number; cycle: Cycle; isOpen: boolean }>();

  constructor(
    private readonly life: Timeline,
    private readonly rules: Rules,
  ) {}

  take(event: Told): void {
    this.waitUntil(event.at);
    if (event.stage === "mql") this.qualify(event as Mql);
    else this.happen(event);
  }

  /** The latest cycle that an MQL began. */
  private get latest(): Cycle | undefined {
    return this.cycles.findLast(({ no }) => no > 0);
  }

  private get entry(): Cycle | undefined {
    return this.cycles.find(({ no }) => no === 0);
  }

  /** Rule 7: silence closes an undecided cycle, after all that happens at the same instant. */
  waitUntil(at: number): void {
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
  private qualify({ at, origin }: Mql): void {
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

  private open(no: number, mqlAt: number | null, origin: string | null, insideCoolOff: boolean): Cycle {
    const isOlderAndOpen = ({ since, isOpen }: { since: number; isOpen: boolean }) => isOpen && since < mqlAt!;
    const cycle: Cycle = {
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

  private happen(event: Told): void {
    const cycle = this.ownerOf(event);
    const known = this.opportunities.get(event.opportunity ?? "");
    if (cycle && forward.includes(event.stage)) this.reopen(cycle);
    if (cycle && event.stage === "opportunity" && event.opportunity !== undefined && !known) {
      this.opportunities.set(event.opportunity, { since: event.at, cycle, isOpen: true });
    }
    if (["won", "lost"].includes(event.stage) && known) known.isOpen = false;
    if (cycle && event.stage === "won") this.win(cycle, event);
    if (cycle && event.stage === "lost" && !this.hasOtherOpen(cycle)) this.close(cycle, event);
    if (cycle && rejections.includes(event.stage)) this.close(cycle, event);
    cycle?.events.push(event);
  }

  /** Rules 5 and 6, and links before them. */
  private ownerOf({ stage, opportunity, link }: Told): Cycle | undefined {
    const known = this.opportunities.get(opportunity ?? "");
    if (link !== undefined) return this.cycles.findLast(({ mqlAt }) => mqlAt !== null && mqlAt <= link);
    if (known && ["won", "lost"].includes(stage)) return known.cycle;
    if (this.latest) return this.latest;
    return this.entry ?? (forward.includes(stage) || stage === "won" ? this.open(0, null, null, false) : undefined);
  }

  private hasOtherOpen(cycle: Cycle): boolean {
    return [...this.opportunities.values()].some((other) => other.isOpen && other.cycle === cycle);
  }

  /** Rule 3: only before a new cycle. */
  private reopen(cycle: Cycle): void {
    if (cycle.isWon || !cycle.closed || cycle !== (this.latest ?? this.entry)) return;
    this.voidPeriod(cycle);
  }

  private voidPeriod(cycle: Cycle): void {
    if (cycle.closed && rejections.includes(cycle.closed.event.stage)) cycle.reversed++;
    cycle.closed = null;
  }

  private win(cycle: Cycle, { at }: Told): void {
    this.voidPeriod(cycle);
    cycle.isWon = true;
    cycle.latestClosing = at;
    this.isCustomer = true;
  }

  /** Rule 2: the first closing event closes, later ones put the cool-off off; after a win nothing does either. */
  private close(cycle: Cycle, event: Told): void {
    if (cycle.isWon) return;
    cycle.closed ??= { event, from: furthest(cycle.events) ?? "mql" };
    cycle.latestClosing = event.at;
  }
}
