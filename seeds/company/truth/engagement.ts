/** scoring.md 3: what somebody did, summed activity by activity. */
import type { DefinitionVersion } from "../../../src/config/definition_version.js";
import { type Deed, HOUR, type Micros } from "../world/life.js";
import { Earnings } from "./earnings.js";
import { ruleFor } from "./rules.js";

/** What an activity is under a version: its points, the cap they fall under, and whether its type alone matters. */
interface Worth {
  readonly points: number;
  readonly lane: number;
  readonly isHandRaiser: boolean;
  readonly isHot: boolean;
}

/** So many assets of a type are remembered with what they are worth. */
const MANY = 200_000;

/** The activities of one person at a time under the rules of one version: `read` opens the person, the rest asks about it. */
export class Ledger {
  private readonly worths = new Map<string, Map<string | null, Worth>>();
  private readonly lanes: readonly string[];
  private readonly earned: Earnings;
  private readonly raised: Micros[] = [];
  private readonly hot: Micros[] = [];
  /** Instants of a scored activity or a raised hand, each once, in order. */
  readonly evaluated: Micros[] = [];

  constructor(private readonly version: DefinitionVersion) {
    const { caps } = version.definition;
    this.lanes = Object.keys(caps);
    this.earned = new Earnings(version.definition, Object.values(caps));
  }

  /** Takes what was done before an instant, in order of time; what machines did counts for nothing. */
  read(did: readonly Deed[], until: Micros): void {
    this.earned.clear();
    for (const list of [this.raised, this.hot, this.evaluated]) list.length = 0;
    for (const one of did) {
      if (one.at >= until) break;
      if (!one.is_bot) this.take(one.at, this.worthOf(one));
    }
  }

  /** Points after decay, recency and caps, floored at 0, not rounded. */
  at(at: Micros): number {
    return this.earned.at(at);
  }

  /** Whether a hand was raised in a closed span. */
  hasRaisedHand(since: Micros, at: Micros): boolean {
    return hasAny(this.raised, since, at);
  }

  /** Whether an activity of a hot type lies in the closed hours before an instant. */
  isHot(at: Micros): boolean {
    const { hot } = this.version.definition.tiers;
    return hot !== undefined && hasAny(this.hot, at - Math.round(hot.within_hours * HOUR), at);
  }

  private take(at: Micros, { points, lane, isHandRaiser, isHot }: Worth): void {
    if (isHandRaiser) this.raised.push(at);
    if (isHot) this.hot.push(at);
    if (points !== 0) this.earned.take(at, points, lane);
    if ((points > 0 || isHandRaiser) && this.evaluated.at(-1) !== at) this.evaluated.push(at);
  }

  private worthOf({ type, asset }: Deed): Worth {
    const ofType = this.worths.get(type) ?? new Map<string | null, Worth>();
    const known = ofType.get(asset);
    if (known) return known;
    if (ofType.size > MANY) ofType.clear();
    const worth = this.judged(type, asset);
    this.worths.set(type, ofType.set(asset, worth));
    return worth;
  }

  private judged(type: string, asset: string | null): Worth {
    const { definition, engagement } = this.version;
    const rule = ruleFor(engagement, { type, asset });
    return {
      points: rule?.points ?? 0,
      lane: this.lanes.indexOf(rule?.cap_group ?? "") + 1,
      isHandRaiser: definition.mql.hand_raiser.activity_types.includes(type),
      isHot: definition.tiers.hot?.activity_types.includes(type) ?? false,
    };
  }
}

/** Whether one of some instants in order lies in a closed span. */
function hasAny(instants: readonly Micros[], since: Micros, at: Micros): boolean {
  for (let no = instants.length - 1; no >= 0 && instants[no]! >= since; no--) if (instants[no]! <= at) return true;
  return false;
}
