/** lifecycle.md 5: which campaigns a person met, and the channel that source and campaign make. */
import type { CompanyFacts, PersonHistory } from "../world/ground_truth.js";
import type { Micros } from "../world/time_units.js";

interface CampaignTouch {
  readonly campaign_id: string;
  readonly at: Micros;
}

/** The campaigns of one person by an instant, in order of time; of several at one instant the smallest id goes first. */
export class CampaignTouches {
  private readonly activities: readonly CampaignTouch[];
  /** The earliest, be it an activity or what made the record; null: none. */
  readonly first: string | null;

  constructor(
    { activities: did, acquisition_campaigns: acquired }: Pick<PersonHistory, "activities" | "acquisition_campaigns">,
    asOf: Micros,
  ) {
    const met: CampaignTouch[] = [];
    for (const { campaign_id, is_bot, at } of did) {
      if (campaign_id !== null && !is_bot && at <= asOf) met.push({ campaign_id, at });
    }
    this.activities = met.sort(compareTouches);
    const all = acquired.length === 0 ? met : [...met, ...acquired.filter(({ at }) => at <= asOf)].sort(compareTouches);
    this.first = all[0]?.campaign_id ?? null;
  }

  /** The campaign of the latest activity by an instant, else the first one; without an instant the first. */
  trigger(at: Micros | null): string | null {
    const latest = at === null ? undefined : this.activities.findLast((one) => one.at <= at);
    if (latest === undefined) return this.first;
    return this.activities.find((one) => one.at === latest.at)!.campaign_id;
  }
}

const compareTouches = (one: CampaignTouch, other: CampaignTouch) =>
  one.at - other.at || (one.campaign_id < other.campaign_id ? -1 : 1);

/** The channel of a source, else of the type of the campaign that triggered; null: neither is known. */
export function channelOf({ channels, campaigns }: CompanyFacts, source: string | null, trigger: string | null) {
  const campaign = trigger === null ? undefined : campaigns.get(trigger);
  const channel = (source === null ? undefined : channels.get(source)) ?? campaign?.channel;
  return channel ?? (source !== null || (campaign !== undefined && campaign.type !== "") ? "Unmapped" : null);
}
