/** The marketing campaigns of the company. */
import { utc } from "./calendar.js";
import { asOf, beganAt, MONTHS } from "./company.js";
import type { Campaign } from "./ground_truth.js";
import { salesforceId } from "./salesforce_id.js";
import { DAY, HOUR, type Micros } from "./time_units.js";

/** A campaign and the time in which people can respond to it. */
export interface ScheduledCampaign extends Campaign {
  readonly system: "crm" | "map";
  readonly kind: "webinar" | "content" | "syndication" | "trade_show" | "list" | "game";
  readonly from: Micros;
  readonly until: Micros;
}

/** One webinar a month, one trade show a quarter, two content offers, two syndication programs, and one campaign that inflates the MQL count. */
export function createCampaigns(): ScheduledCampaign[] {
  const campaigns: ScheduledCampaign[] = [];
  let program = 1100;
  let show = 0;
  const add = (
    campaign: Omit<ScheduledCampaign, "campaign_id" | "channel"> & { channel?: string | null; campaign_id?: string },
  ) => {
    const campaign_id = campaign.system === "map" ? `${++program}` : salesforceId("701", ++show);
    campaigns.push({ channel: "Unmapped", ...campaign, campaign_id });
  };
  for (let month = 0; month < MONTHS; month++) {
    const from = utc(2025, month + 1, 10) + 17 * HOUR;
    const webinar = { name: `Webinar ${month + 1}: What Sales Wants from an MQL`, type: "Webinar", channel: "Webinar" };
    add({ ...webinar, system: "map", kind: "webinar", from, until: from + HOUR });
    if (month % 3 !== 1) continue;
    const opens = utc(2025, month + 1, 20) + 14 * HOUR;
    const trade = { name: `RevOps Summit ${Math.floor(month / 3) + 1}`, type: "Trade Show", channel: "Event" };
    add({ ...trade, system: "crm", kind: "trade_show", from: opens, until: opens + 2 * DAY });
  }
  const always = { system: "map", from: beganAt, until: asOf } as const;
  add({
    ...always,
    name: "Ebook: The Funnel Both Teams Believe",
    type: "Content",
    channel: "Content",
    kind: "content",
  });
  add({ ...always, name: "White Paper: Scoring that Ages Well", type: "Content", channel: "Content", kind: "content" });
  add({
    ...always,
    name: "Syndication: TechReads",
    type: "Content Syndication",
    channel: "Content Syndication",
    kind: "syndication",
  });
  add({
    ...always,
    name: "Syndication: BizDigest",
    type: "Content Syndication",
    channel: "Content Syndication",
    kind: "syndication",
  });
  const game = { from: utc(2025, 10, 1), until: utc(2026, 1, 1), kind: "game" } as const;
  add({
    ...always,
    ...game,
    name: "Quarter-End Lead Blast",
    type: "Content Syndication",
    channel: "Content Syndication",
  });
  return campaigns;
}
