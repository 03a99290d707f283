import type { Definition } from "../../../src/config/definition_schema.js";
import { DAY, type Micros } from "../world/time_units.js";

const MONTH = 30 * DAY;
/** So many powers of what a month leaves are kept; behind them `**` is asked. */
const CACHED_POWERS = 4096;

/** Full months of silence between two instants; division alone would round the last microsecond of a long one up. */
const fullMonths = (span: Micros) => (span - (span % MONTH)) / MONTH;

/** The points of one person: each activity's, in order of time, and their sum at any instant. */
export class EngagementPoints {
  private readonly powers: number[] = [1];
  private readonly steps: readonly { readonly within: Micros; readonly weight: number }[];
  private readonly caps: readonly number[];
  private readonly sums: number[];
  /** Of scored activities, one after the other; only the first `count` are of the present person. */
  private readonly ats: Micros[] = [];
  private readonly points: number[] = [];
  private readonly capGroups: number[] = [];
  private readonly months: number[] = [];
  private count = 0;
  private readonly losses: { pointsAt: Micros; points: number }[] = [];

  /** `caps`: of lane 1, 2 and so on; lane 0 is uncapped. */
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

  /** Positive points are scored; negative ones neither decay nor end a silence. */
  add(at: Micros, points: number, lane: number): void {
    if (points < 0) {
      this.losses.push({ pointsAt: at, points });
      return;
    }
    const { count } = this;
    const silent = count === 0 ? 0 : fullMonths(at - this.ats[count - 1]!);
    this.ats[count] = at;
    this.points[count] = points;
    this.capGroups[count] = lane;
    this.months[count] = count === 0 ? 0 : this.months[count - 1]! + silent;
    this.count++;
  }

  /** What all up to an instant are worth then, floored at 0. */
  at(at: Micros): number {
    let known = this.count;
    while (known > 0 && this.ats[known - 1]! > at) known--;
    let sum = 0;
    for (const loss of this.losses) if (loss.pointsAt <= at) sum += loss.points;
    if (known === 0) return Math.max(0, sum);
    const silent = fullMonths(at - this.ats[known - 1]!);
    this.sumByCapGroup(known, at, this.months[known - 1]! + silent);
    for (let lane = 0; lane < this.sums.length; lane++) sum += Math.min(this.sums[lane]!, this.caps[lane]!);
    return Math.max(0, sum - silent * (this.definition.decay.points_per_idle_month ?? 0));
  }

  /** From the latest to the oldest, so that the recency steps are taken one by one. */
  private sumByCapGroup(known: number, at: Micros, now: number): void {
    const { steps, sums, capGroups: lanes, points, ats, months, powers: kept } = this;
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
      sums[lanes[no]!]! += points[no]! * weight * (idle < CACHED_POWERS ? kept[idle]! : kept[1]! ** idle);
    }
  }
}
