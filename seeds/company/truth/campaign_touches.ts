/** A person's campaigns, and the channel of a person or cycle. Computed without the product's SQL. */
import type { CompanyFacts, PersonHistory } from "../world/ground_truth.js";
import type { Micros } from "../world/time_units.js";

interface CampaignTouch {
  readonly campaign_id: string;
  readonly at: Micros;
}

/** The campaigns of one person in order of time; within one instant, by id. */
export class CampaignTouches {
  private readonly activities: readonly CampaignTouch[];
  /** The earliest campaign, by an activity or by the creation of a record; null if there is none. */
  readonly first: string | null;

  constructor(
    { activities, acquisition_campaigns }: Pick<PersonHistory, "activities" | "acquisition_campaigns">,
    asOf: Micros,
  ) {
    const touches: CampaignTouch[] = [];
    for (const { campaign_id, is_bot, at } of activities) {
      if (campaign_id !== null && !is_bot && at <= asOf) touches.push({ campaign_id, at });
    }
    this.activities = touches.sort(compareTouches);
    const all =
      acquisition_campaigns.length === 0
        ? touches
        : [...touches, ...acquisition_campaigns.filter(({ at }) => at <= asOf)].sort(compareTouches);
    this.first = all[0]?.campaign_id ?? null;
  }

  /** The campaign of the latest activity at or before an instant. Without one, or without an instant, the first campaign. */
  trigger(at: Micros | null): string | null {
    const latest = at === null ? undefined : this.activities.findLast((one) => one.at <= at);
    if (latest === undefined) return this.first;
    return this.activities.find((one) => one.at === latest.at)!.campaign_id;
  }
}

const compareTouches = (one: CampaignTouch, other: CampaignTouch) =>
  one.at - other.at || (one.campaign_id < other.campaign_id ? -1 : 1);

/** The channel of the source, else of the trigger campaign's type. Null if both are unknown, `Unmapped` if they have no channel. */
export function channelOf({ channels, campaigns }: CompanyFacts, source: string | null, trigger: string | null) {
  const campaign = trigger === null ? undefined : campaigns.get(trigger);
  const channel = (source === null ? undefined : channels.get(source)) ?? campaign?.channel;
  return channel ?? (source !== null || (campaign !== undefined && campaign.type !== "") ? "Unmapped" : null);
}
