/** lifecycle.md 3 read aloud: one person's events in time order, one after the other. It shares nothing with the SQL. */

/** What a source tells of a person: a stage, when, and (of some) the opportunity, the reason, the MQL that it is linked to. */
export interface Told {
  stage: string;
  at: number;
  opportunity?: string;
  reason?: string;
  link?: number;
}

/** All that is known of one person; instants are milliseconds, `touches` the activities of either side. */
export interface Life {
  told: readonly Told[];
  computed: readonly number[];
  touches: readonly number[];
}

/** What the team has decided; spans are milliseconds. `versions` in order, each with its cool-off. */
export interface Rules {
  asOf: number;
  source: "recorded" | "computed" | "recorded_else_computed";
  requalify: boolean;
  expiresAfter: number | null;
  versions: readonly { from: number; coolOff: number }[];
}

interface Cycle {
  no: number;
  mqlAt: number | null;
  origin: string | null;
  insideCoolOff: boolean;
  isInfluenced: boolean;
  repeats: number;
  blocked: number;
  reversed: number;
  /** Its events so far, expiry and MQLs apart. */
  events: Told[];
  isWon: boolean;
  /** The event that closed it, while it is closed and not won; `from`: the furthest stage before. */
  closed: { event: Told; from: string } | null;
  latestClosing: number;
}

const order = ["mql", "sal", "sql", "opportunity", "won", "lost", "rejected", "recycled"];
const forward = ["sal", "sql", "opportunity"];
const rejections = ["rejected", "recycled"];
const earliest = (instants: number[]) => (instants.length > 0 ? Math.min(...instants) : null);

/** The cycles of one person, as columns of mql_cycles; instants in milliseconds. */
export function walk(life: Life, rules: Rules) {
  const mqls = countedMqls(life, rules);
  const events = [...mqls, ...placed(life, rules, mqls)].sort(
    (one, other) => one.at - other.at || order.indexOf(one.stage) - order.indexOf(other.stage),
  );
  const walker = new Walker(life, rules);
  for (const event of events) walker.take(event);
  walker.waitUntil(rules.asOf + 1);
  return walker.cycles.sort((one, other) => one.no - other.no).map(told);
}

interface Mql extends Told {
  origin: string;
}

function countedMqls({ told, computed }: Life, { asOf, source }: Rules): Mql[] {
  const recorded = told.filter(({ stage, at }) => stage === "mql" && at <= asOf).map(({ at }) => at);
  const isComputed = source === "computed" || (source === "recorded_else_computed" && recorded.length === 0);
  const origin = isComputed ? "computed" : "recorded";
  const instants = new Set((isComputed ? computed : recorded).filter((at) => at <= asOf));
  return [...instants].map((at) => ({ stage: "mql", at, origin }));
}

/** What is not an MQL, where it stands: at the MQL of its link if recorded earlier, if any cycle began by then. */
function placed({ told }: Life, { asOf, requalify }: Rules, mqls: readonly Told[]): Told[] {
  const known = told.filter(({ stage, at }) => stage !== "mql" && at <= asOf);
  const firstMql = earliest(mqls.map(({ at }) => at)) ?? Number.POSITIVE_INFINITY;
  const wasCustomer = known.some(
    (event) => event.stage === "won" && stoodAt(event, known) < firstMql && (event.link ?? 0) < firstMql,
  );
  const firstCycle = wasCustomer && !requalify ? Number.POSITIVE_INFINITY : firstMql;
  const linked = known.map(({ link, ...event }) => {
    const recordedAt = event.at;
    if (link === undefined || link < firstCycle) return { ...event, recordedAt };
    return { ...event, at: Math.max(event.at, link), link, recordedAt };
  });
  return distinct(linked.map((event) => ({ ...event, at: stoodAt(event, linked) }))).filter(({ at }) => at <= asOf);
}

/** An opportunity is not closed before it was made. */
function stoodAt({ stage, at, opportunity }: Told, events: readonly Told[]): number {
  if (opportunity === undefined || !["won", "lost"].includes(stage)) return at;
  const made = events.filter((event) => event.stage === "opportunity" && event.opportunity === opportunity);
  return Math.max(at, earliest(made.map((event) => event.at)) ?? at);
}

/** Of several that clamping brings together, the one of the earliest link, then the one recorded first. */
function distinct(events: readonly (Told & { recordedAt: number })[]): Told[] {
  const linkOf = ({ link }: Told) => link ?? Number.MAX_VALUE;
  const ranked = [...events].sort((one, other) => linkOf(one) - linkOf(other) || one.recordedAt - other.recordedAt);
  const single = new Map<string, Told>();
  for (const event of ranked) {
    const key = `${event.stage} ${event.at} ${event.opportunity}`;
    if (!single.has(key)) single.set(key, event);
  }
  return [...single.values()];
}

class Walker {
  readonly cycles: Cycle[] = [];
  private isCustomer = false;
  /** The opportunities with an id: since when, of which cycle, and whether still open. */
  private readonly opportunities = new Map<string, { since: number; cycle: Cycle; isOpen: boolean }>();

  constructor(
    private readonly life: Life,
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
    if (expiresAt < at) this.close(latest, { stage: "recycled", at: expiresAt });
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

function furthest(events: readonly Told[]): string | undefined {
  const reached = new Set(events.map(({ stage }) => (stage === "lost" ? "opportunity" : stage)));
  return ["opportunity", "sql", "sal"].find((stage) => reached.has(stage));
}

function told({ events, closed, ...cycle }: Cycle) {
  const at = (...stages: string[]) =>
    earliest(events.filter(({ stage }) => stages.includes(stage)).map((event) => event.at));
  const sal_at = at("sal", "sql", "opportunity", "won", "lost");
  const sql_at = at("sql", "opportunity", "won", "lost");
  const opportunity_at = at("opportunity", "won", "lost");
  const isImputed = (stage: string, reachedAt: number | null) =>
    reachedAt !== null && !events.some((event) => event.stage === stage && event.at === reachedAt);
  const isRejected = closed !== null && rejections.includes(closed.event.stage);
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
    outcome: cycle.isWon ? "won" : (closed?.event.stage ?? furthest(events) ?? "awaiting"),
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

/** The earliest won one, else the latest opened, else the latest lost; of several at once the smallest id. */
function opportunityOf(events: readonly Told[]): string | null {
  const named = events.filter(({ opportunity }) => opportunity !== undefined);
  const first = (stage: string, sign: 1 | -1) =>
    named
      .filter((event) => event.stage === stage)
      .sort((one, other) => sign * (one.at - other.at) || (one.opportunity! < other.opportunity! ? -1 : 1))[0];
  return (first("won", 1) ?? first("opportunity", -1) ?? first("lost", -1))?.opportunity ?? null;
}
