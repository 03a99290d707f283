import type { Definition } from "../../../src/config/definition_schema.js";
import { DAY, type Micros } from "../world/time_units.js";

const MONTH = 30 * DAY;
/** Number of powers of the monthly decay factor that are cached. */
const CACHED_POWERS = 4096;

/** Full months of 30 days in a span. A plain division could round a long span up. */
const fullMonths = (span: Micros) => (span - (span % MONTH)) / MONTH;

/** The points of one person's activities and their sum at any instant. */
export class EngagementPoints {
  private readonly powers: number[] = [1];
  private readonly steps: readonly { readonly within: Micros; readonly weight: number }[];
  private readonly caps: readonly number[];
  private readonly sums: number[];
  /** The scored activities in order of time, one array per property. Only the first `count` entries belong to the current person. */
  private readonly ats: Micros[] = [];
  private readonly points: number[] = [];
  private readonly capGroups: number[] = [];
  private readonly months: number[] = [];
  private count = 0;
  private readonly losses: { at: Micros; points: number }[] = [];

  /** `caps` are those of cap group 1, 2 and so on. Group 0 has no cap. */
  constructor(
    private readonly definition: Definition,
    caps: readonly number[],
  ) {
    const left = 1 - (definition.decay.per_idle_month ?? 0);
    while (this.powers.length < CACHED_POWERS) this.powers.push(this.powers.at(-1)! * left);
    this.steps = definition.recency.map(({ within_days, weight }) => ({
      within: Math.round(within_days * DAY),
      weight,
    }));
    this.caps = [Number.POSITIVE_INFINITY, ...caps];
    this.sums = this.caps.map(() => 0);
  }

  clear(): void {
    this.count = 0;
    this.losses.length = 0;
  }

  /** Adds an activity. Only positive points decay and end an idle period. */
  add(at: Micros, points: number, capGroup: number): void {
    if (points < 0) {
      this.losses.push({ at, points });
      return;
    }
    const { count } = this;
    const idleMonths = count === 0 ? 0 : fullMonths(at - this.ats[count - 1]!);
    this.ats[count] = at;
    this.points[count] = points;
    this.capGroups[count] = capGroup;
    this.months[count] = count === 0 ? 0 : this.months[count - 1]! + idleMonths;
    this.count++;
  }

  /** The sum at an instant of all points up to it, at least 0. */
  at(at: Micros): number {
    let known = this.count;
    while (known > 0 && this.ats[known - 1]! > at) known--;
    let sum = 0;
    for (const loss of this.losses) if (loss.at <= at) sum += loss.points;
    if (known === 0) return Math.max(0, sum);
    const idleMonths = fullMonths(at - this.ats[known - 1]!);
    this.sumByCapGroup(known, at, this.months[known - 1]! + idleMonths);
    for (let capGroup = 0; capGroup < this.sums.length; capGroup++)
      sum += Math.min(this.sums[capGroup]!, this.caps[capGroup]!);
    return Math.max(0, sum - idleMonths * (this.definition.decay.points_per_idle_month ?? 0));
  }

  /** Sums the decayed points by cap group, from the latest activity to the oldest, so that each recency step is passed once. */
  private sumByCapGroup(known: number, at: Micros, now: number): void {
    const { steps, sums, capGroups, points, ats, months, powers } = this;
    sums.fill(0);
    let step = 0;
    let from = at - (steps[0]?.within ?? -1);
    let weight = steps[0]?.weight ?? 1;
    for (let no = known - 1; no >= 0; no--) {
      while (step < steps.length && ats[no]! < from) {
        step++;
        from = at - (steps[step]?.within ?? -1);
        weight = steps[step]?.weight ?? 1;
      }
      const idle = now - months[no]!;
      sums[capGroups[no]!]! += points[no]! * weight * (idle < CACHED_POWERS ? powers[idle]! : powers[1]! ** idle);
    }
  }
}
