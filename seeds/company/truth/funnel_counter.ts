/** Cycles counted by period, dimension and value: memory grows with the slices, not with the people. */
import { dimensions } from "../../../src/config/dimensions.js";
import type { ExpectedCycle } from "./cycles.js";
import { funnelCounts, funnelRates } from "./funnel_counts.js";
import { type Period, periodsOf } from "./periods.js";
import type { TruthContext } from "./truth_context.js";

interface SliceCounts {
  /** In the order of the names. */
  readonly counts: number[];
  people: number;
  unqualified: number;
  /** The person counted last: all cycles of one person come together. */
  lastPerson: number;
  /** By reason: refused as an MQL, dropped later. */
  readonly reasons: Map<string, { atMql: number; later: number }>;
}

/** What a slice is of. */
export interface SliceKey extends Period {
  readonly dimension: string;
  readonly value: string;
}

const getOrInsert = <K, V>(map: Map<K, V>, key: K, make: () => V): V => {
  const found = map.get(key) ?? make();
  map.set(key, found);
  return found;
};

export class FunnelCounter {
  private readonly names: readonly string[];
  private readonly holds: readonly ((cycle: ExpectedCycle) => boolean)[];
  /** By `period_kind period_start`, dimension, value. */
  private readonly slices = new Map<string, Map<string, Map<string, SliceCounts>>>();
  private readonly periodsOfDays = new Map<number, readonly Period[]>();
  private people = 0;

  constructor(private readonly book: TruthContext) {
    const counts = funnelCounts(book.company.asOf, book.config.windows_days);
    this.names = [...counts.keys()];
    this.holds = [...counts.values()];
  }

  /** Takes all cycles of one person. */
  add(cycles: readonly ExpectedCycle[]): void {
    this.people++;
    for (const cycle of cycles) {
      const held = this.holds.map((holds) => cycle.cycle_no > 0 && holds(cycle));
      const values = dimensionValuesOf(cycle);
      for (const { period_kind, period_start } of this.periodsOf(cycle)) {
        const ofPeriod = getOrInsert(this.slices, `${period_kind} ${period_start ?? ""}`, () => new Map());
        for (const [dimension, value] of values) {
          const ofDimension = getOrInsert(ofPeriod, dimension, () => new Map<string, SliceCounts>());
          this.count(
            getOrInsert(ofDimension, value, () => this.empty()),
            cycle,
            held,
          );
        }
      }
    }
  }

  /** The counts and rates of each slice, in order. */
  *funnel(): Generator<SliceKey & Record<string, unknown>> {
    for (const [cut, { counts, people, unqualified }] of this.inOrder()) {
      const named = Object.fromEntries(this.names.map((name, at) => [name, counts[at]!]));
      yield { ...cut, ...named, people, unqualified_entries: unqualified, ...funnelRates(named) };
    }
  }

  /** Why cycles came back, slice by slice. */
  *rejections(): Generator<SliceKey & Record<string, unknown>> {
    for (const [cut, { reasons }] of this.inOrder()) {
      const total = [...reasons.values()].reduce((sum, { atMql, later }) => sum + atMql + later, 0);
      for (const [reason, { atMql, later }] of [...reasons].sort(compareKeys)) {
        const rejected = atMql + later;
        yield { ...cut, reason, rejected, rejected_at_mql: atMql, dropped_later: later, share: rejected / total };
      }
    }
  }

  private periodsOf({ mql_at, sal_at }: ExpectedCycle): readonly Period[] {
    const { zone, config } = this.book;
    const day = zone.dayOf((mql_at ?? sal_at)!);
    return getOrInsert(this.periodsOfDays, day, () => periodsOf(day, config.fiscal_year_start_month));
  }

  private empty(): SliceCounts {
    return { counts: this.names.map(() => 0), people: 0, unqualified: 0, lastPerson: 0, reasons: new Map() };
  }

  private count(slice: SliceCounts, cycle: ExpectedCycle, held: readonly boolean[]): void {
    if (cycle.cycle_no === 0) {
      slice.unqualified++;
      return;
    }
    for (const [at, holds] of held.entries()) if (holds) slice.counts[at]!++;
    if (slice.lastPerson !== this.people) slice.people++;
    slice.lastPerson = this.people;
    if (cycle.rejection_reason === null) return;
    const reason = getOrInsert(slice.reasons, cycle.rejection_reason, () => ({ atMql: 0, later: 0 }));
    reason[cycle.rejected_from === "mql" ? "atMql" : "later"]++;
  }

  private *inOrder(): Generator<[SliceKey, SliceCounts]> {
    for (const [key, ofPeriod] of [...this.slices].sort(compareKeys)) {
      const [period_kind, period_start] = key.split(" ");
      const period = { period_kind, period_start: period_start || null } as Period;
      for (const [dimension, values] of ofPeriod)
        for (const [value, slice] of [...values].sort(compareKeys)) yield [{ ...period, dimension, value }, slice];
    }
  }
}

const compareKeys = ([one]: [string, unknown], [other]: [string, unknown]) => (one < other ? -1 : 1);

/** The value of each dimension. */
const dimensionValuesOf = (cycle: ExpectedCycle): readonly (readonly [string, string])[] => [
  ["all", "all"],
  ["recycled", cycle.is_recycled ? "recycled" : "first"],
  ...Object.entries(dimensions).map(([dimension, column]) => [dimension, cycle[column] ?? "(none)"] as const),
];
