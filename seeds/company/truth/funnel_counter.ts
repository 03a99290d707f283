/** Counts cycles by period, dimension and value. Memory grows with the number of slices, not of people. */
import { dimensions } from "../../../src/config/dimensions.js";
import type { ExpectedCycle } from "./cycles.js";
import { funnelCounts, funnelRates } from "./funnel_counts.js";
import { type Period, periodsOf } from "./periods.js";
import type { TruthContext } from "./truth_context.js";

interface SliceCounts {
  /** In the order of `names`. */
  readonly counts: number[];
  people: number;
  unqualified: number;
  /** Number of the person who was counted last, so that no person is counted twice. */
  lastPerson: number;
  /** Rejections by reason: as an MQL, or later. */
  readonly reasons: Map<string, { atMql: number; later: number }>;
}

/** The key of a slice. */
export interface SliceKey extends Period {
  readonly dimension: string;
  readonly value: string;
}

const getOrInsert = <K, V>(map: Map<K, V>, key: K, make: () => V): V => {
  const value = map.get(key) ?? make();
  map.set(key, value);
  return value;
};

export class FunnelCounter {
  private readonly names: readonly string[];
  private readonly predicates: readonly ((cycle: ExpectedCycle) => boolean)[];
  /** By `period_kind period_start`, dimension, value. */
  private readonly slices = new Map<string, Map<string, Map<string, SliceCounts>>>();
  private readonly periodsOfDays = new Map<number, readonly Period[]>();
  private people = 0;

  constructor(private readonly context: TruthContext) {
    const counts = funnelCounts(context.company.asOf, context.config.windows_days);
    this.names = [...counts.keys()];
    this.predicates = [...counts.values()];
  }

  /** Counts all cycles of one person; call it once per person. */
  add(cycles: readonly ExpectedCycle[]): void {
    this.people++;
    for (const cycle of cycles) {
      const isCounted = this.predicates.map((holds) => cycle.cycle_no > 0 && holds(cycle));
      const values = dimensionValuesOf(cycle);
      for (const { period_kind, period_start } of this.periodsOf(cycle)) {
        const ofPeriod = getOrInsert(this.slices, `${period_kind} ${period_start ?? ""}`, () => new Map());
        for (const [dimension, value] of values) {
          const ofDimension = getOrInsert(ofPeriod, dimension, () => new Map<string, SliceCounts>());
          this.count(
            getOrInsert(ofDimension, value, () => this.empty()),
            cycle,
            isCounted,
          );
        }
      }
    }
  }

  /** The rows of `marts.funnel`, in order. */
  *funnel(): Generator<SliceKey & Record<string, unknown>> {
    for (const [key, { counts, people, unqualified }] of this.inOrder()) {
      const named = Object.fromEntries(this.names.map((name, at) => [name, counts[at]!]));
      yield { ...key, ...named, people, unqualified_entries: unqualified, ...funnelRates(named) };
    }
  }

  /** The rows of `marts.rejections`, in order. */
  *rejections(): Generator<SliceKey & Record<string, unknown>> {
    for (const [key, { reasons }] of this.inOrder()) {
      const total = [...reasons.values()].reduce((sum, { atMql, later }) => sum + atMql + later, 0);
      for (const [reason, { atMql, later }] of [...reasons].sort(compareKeys)) {
        const rejected = atMql + later;
        yield { ...key, reason, rejected, rejected_at_mql: atMql, dropped_later: later, share: rejected / total };
      }
    }
  }

  private periodsOf({ mql_at, sal_at }: ExpectedCycle): readonly Period[] {
    const { zone, config } = this.context;
    const day = zone.dayOf((mql_at ?? sal_at)!);
    return getOrInsert(this.periodsOfDays, day, () => periodsOf(day, config.fiscal_year_start_month));
  }

  private empty(): SliceCounts {
    return { counts: this.names.map(() => 0), people: 0, unqualified: 0, lastPerson: 0, reasons: new Map() };
  }

  private count(slice: SliceCounts, cycle: ExpectedCycle, isCounted: readonly boolean[]): void {
    if (cycle.cycle_no === 0) {
      slice.unqualified++;
      return;
    }
    for (const [at, holds] of isCounted.entries()) if (holds) slice.counts[at]!++;
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

/** Dimensions of a cycle with their values. */
const dimensionValuesOf = (cycle: ExpectedCycle): readonly (readonly [string, string])[] => [
  ["all", "all"],
  ["recycled", cycle.is_recycled ? "recycled" : "first"],
  ...Object.entries(dimensions).map(([dimension, column]) => [dimension, cycle[column] ?? "(none)"] as const),
];
