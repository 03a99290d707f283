/** scoring.md 3: what somebody did, summed activity by activity. */
import type { DefinitionVersion } from "../../../src/config/definition_version.js";
import type { Activity } from "../world/ground_truth.js";
import { HOUR, type Micros } from "../world/time_units.js";
import { EngagementPoints } from "./engagement_points.js";
import { findEngagementRule } from "./rule_matching.js";

/** What an activity is under a version: its points, the cap they fall under, and whether its type alone matters. */
interface ActivityWorth {
  readonly points: number;
  readonly capGroupNo: number;
  readonly isHandRaiser: boolean;
  readonly isHot: boolean;
}

/** So many assets of a type are remembered with what they are worth. */
const MAX_CACHED_ASSETS = 200_000;

/** The activities of one person at a time under the rules of one version: `read` opens the person, the rest asks about it. */
export class EngagementScorer {
  private readonly worths = new Map<string, Map<string | null, ActivityWorth>>();
  private readonly capGroups: readonly string[];
  private readonly points: EngagementPoints;
  private readonly raised: Micros[] = [];
  private readonly hot: Micros[] = [];
  /** Instants of a scored activity or a raised hand, each once, in order. */
  readonly evaluationInstants: Micros[] = [];

  constructor(private readonly version: DefinitionVersion) {
    const { caps } = version.definition;
    this.capGroups = Object.keys(caps);
    this.points = new EngagementPoints(version.definition, Object.values(caps));
  }

  /** Takes what was done before an instant, in order of time; what machines did counts for nothing. */
  loadPerson(did: readonly Activity[], until: Micros): void {
    this.points.clear();
    for (const list of [this.raised, this.hot, this.evaluationInstants]) list.length = 0;
    for (const one of did) {
      if (one.at >= until) break;
      if (!one.is_bot) this.take(one.at, this.worthOf(one));
    }
  }

  /** Points after decay, recency and caps, floored at 0, not rounded. */
  pointsAt(at: Micros): number {
    return this.points.at(at);
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

  private take(at: Micros, { points, capGroupNo: lane, isHandRaiser, isHot }: ActivityWorth): void {
    if (isHandRaiser) this.raised.push(at);
    if (isHot) this.hot.push(at);
    if (points !== 0) this.points.add(at, points, lane);
    if ((points > 0 || isHandRaiser) && this.evaluationInstants.at(-1) !== at) this.evaluationInstants.push(at);
  }

  private worthOf({ type, asset }: Activity): ActivityWorth {
    const ofType = this.worths.get(type) ?? new Map<string | null, ActivityWorth>();
    const known = ofType.get(asset);
    if (known) return known;
    if (ofType.size > MAX_CACHED_ASSETS) ofType.clear();
    const worth = this.computeWorth(type, asset);
    this.worths.set(type, ofType.set(asset, worth));
    return worth;
  }

  private computeWorth(type: string, asset: string | null): ActivityWorth {
    const { definition, engagement } = this.version;
    const rule = findEngagementRule(engagement, { type, asset });
    return {
      points: rule?.points ?? 0,
      capGroupNo: this.capGroups.indexOf(rule?.cap_group ?? "") + 1,
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
