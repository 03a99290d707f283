/** The export files of both systems, and counts of the dirty data that the simulation planted. */
import { join } from "node:path";
import type { SystemName } from "../systems/system_names.js";
import type { ActivityLogRow, CrmWriter, MarketingWriter } from "../systems/system_writer.js";
import { systemSetups } from "../systems/systems.js";
import { floorSecond, LocalCalendar, utc } from "../world/calendar.js";
import { createCampaigns, type ScheduledCampaign } from "../world/campaigns.js";
import { asOf, beganAt, MONTHS, makeOwners, type Owner, timeZone } from "../world/company.js";
import type { Activity } from "../world/ground_truth.js";
import type { Human } from "../world/human.js";
import { DAY, type Micros } from "../world/time_units.js";

const months = Array.from({ length: MONTHS + 1 }, (_, no) => utc(2025, no + 1, 3));

export class ExportWriter {
  readonly zone = new LocalCalendar(timeZone);
  readonly crm: CrmWriter;
  readonly map: MarketingWriter;
  readonly owners: readonly Owner[];
  readonly campaigns = createCampaigns();
  readonly dirt = new Map<string, number>();
  private readonly byId = new Map(this.campaigns.map((campaign) => [campaign.campaign_id, campaign]));
  private readonly webinars = this.campaigns.filter(({ kind }) => kind === "webinar");

  constructor(folder: string, leads: number, name: SystemName) {
    const { crm, map } = systemSetups[name].openWriters(join(folder, "exports"), this.zone);
    this.crm = crm;
    this.map = map;
    this.owners = makeOwners(leads);
    for (const owner of this.owners) crm.owner(owner);
    for (const campaign of this.campaigns) (campaign.system === "map" ? map : crm).campaign(campaign);
  }

  /** Counts planted dirty data by kind, e.g. `merge_in_crm`. */
  countDirt(kind: string, times = 1): void {
    this.dirt.set(kind, (this.dirt.get(kind) ?? 0) + times);
  }

  /** The day on which the n-th monthly digest is sent. */
  digestDay(no: number): Micros {
    return months[no] ?? Number.POSITIVE_INFINITY;
  }

  campaign(id: string): ScheduledCampaign | undefined {
    return this.byId.get(id);
  }

  webinarAfter(at: Micros): ScheduledCampaign | undefined {
    return this.webinars.find(({ from }) => from > at + DAY);
  }

  /** Writes a log row and adds its activity, if any, to the human. Rows outside the time of the exports are dropped. */
  logActivity(human: Human, row: ActivityLogRow, activity: Omit<Activity, "at"> | null): void {
    const at = floorSecond(row.at);
    if (at < beganAt || at > asOf) return;
    const owner = loggedRecordId(human, at);
    if (!owner) return;
    const isOffset = human.chance.happens(0.01);
    if (isOffset) this.countDirt("activity_with_offset");
    this.map.log(owner, human, { ...row, at }, isOffset);
    if (activity) {
      const { type, asset, campaign_id, is_bot } = activity;
      human.activities.push({ type, asset, campaign_id, is_bot, at });
    }
    if (activity?.is_bot) this.countDirt("bot_activity");
  }

  close(): void {
    this.crm.close();
    this.map.close();
    this.countDirt("activity_in_two_windows", this.map.overlapping);
  }
}

/** The id that a log row uses. Before a merge it is sometimes that of the merged record. */
function loggedRecordId(human: Human, at: Micros): string | undefined {
  let winner: string | undefined;
  let loser: string | undefined;
  for (const { object, id, mergedInto, modified } of human.records) {
    if (object !== "MapLead") continue;
    if (mergedInto === null) winner ??= id;
    else if (at < modified) loser = id;
  }
  return loser !== undefined && human.chance.happens(0.4) ? loser : winner;
}
