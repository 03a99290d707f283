/** The engagement score, summed activity by activity. Computed without the product's SQL. */
import type { DefinitionVersion } from "../../../src/config/definition_version.js";
import type { Activity } from "../world/ground_truth.js";
import { HOUR, type Micros } from "../world/time_units.js";
import { EngagementPoints } from "./engagement_points.js";
import { findEngagementRule } from "./rule_matching.js";

/** The value of an activity under one version of the definition. `capGroupNo` is 0 for an activity without a cap. */
interface ActivityWorth {
  readonly points: number;
  readonly capGroupNo: number;
  readonly isHandRaiser: boolean;
  readonly isHot: boolean;
}

/** Largest number of assets per activity type whose value is cached. */
const MAX_CACHED_ASSETS = 200_000;

/** Scores the activities of one person at a time under one version. `loadPerson` selects the person; the other methods answer for it. */
export class EngagementScorer {
  private readonly worths = new Map<string, Map<string | null, ActivityWorth>>();
  private readonly capGroups: readonly string[];
  private readonly points: EngagementPoints;
  private readonly handRaises: Micros[] = [];
  private readonly hot: Micros[] = [];
  /** Distinct instants of scored activities and hand-raises, in order. */
  readonly evaluationInstants: Micros[] = [];

  constructor(private readonly version: DefinitionVersion) {
    const { caps } = version.definition;
    this.capGroups = Object.keys(caps);
    this.points = new EngagementPoints(version.definition, Object.values(caps));
  }

  /** Loads the activities before `until`, which must be in order of time. Bot activities are skipped. */
  loadPerson(activities: readonly Activity[], until: Micros): void {
    this.points.clear();
    for (const list of [this.handRaises, this.hot, this.evaluationInstants]) list.length = 0;
    for (const one of activities) {
      if (one.at >= until) break;
      if (!one.is_bot) this.take(one.at, this.worthOf(one));
    }
  }

  /** Points after decay, recency and caps, at least 0, not rounded. */
  pointsAt(at: Micros): number {
    return this.points.at(at);
  }

  /** Whether the person raised a hand from `since` to `at`, both included. */
  hasRaisedHand(since: Micros, at: Micros): boolean {
    return hasAny(this.handRaises, since, at);
  }

  /** Whether the person had a hot activity within the configured hours up to `at`. */
  isHot(at: Micros): boolean {
    const { hot } = this.version.definition.tiers;
    return hot !== undefined && hasAny(this.hot, at - Math.round(hot.within_hours * HOUR), at);
  }

  private take(at: Micros, { points, capGroupNo, isHandRaiser, isHot }: ActivityWorth): void {
    if (isHandRaiser) this.handRaises.push(at);
    if (isHot) this.hot.push(at);
    if (points !== 0) this.points.add(at, points, capGroupNo);
    if ((points > 0 || isHandRaiser) && this.evaluationInstants.at(-1) !== at) this.evaluationInstants.push(at);
  }

  private worthOf({ type, asset }: Activity): ActivityWorth {
    const cached = this.worths.get(type) ?? new Map<string | null, ActivityWorth>();
    const known = cached.get(asset);
    if (known) return known;
    if (cached.size > MAX_CACHED_ASSETS) cached.clear();
    const worth = this.computeWorth(type, asset);
    this.worths.set(type, cached.set(asset, worth));
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

/** Whether one of the sorted instants lies from `since` to `at`, both included. */
function hasAny(instants: readonly Micros[], since: Micros, at: Micros): boolean {
  for (let no = instants.length - 1; no >= 0 && instants[no]! >= since; no--) if (instants[no]! <= at) return true;
  return false;
}
