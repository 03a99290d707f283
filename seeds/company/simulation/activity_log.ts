/** Logs the marketing activities of one human, in the exports and in the simulation's own record. */
import type { ActivityKind, ProgramStatusChange } from "../systems/system_writer.js";
import type { ScheduledCampaign } from "../world/campaigns.js";
import type { Human } from "../world/human.js";
import { type MarketingAsset, pages } from "../world/marketing_assets.js";
import { HOUR, type Micros, SECOND } from "../world/time_units.js";
import type { ExportWriter } from "./export_writer.js";

export class ActivityLog {
  constructor(
    private readonly exports: ExportWriter,
    private readonly human: Human,
  ) {}

  visit(at: Micros, count: number): void {
    for (let no = 0; no < count; no++)
      this.log("visit", this.human.chance.pick(pages), at + no * this.human.chance.integer(20, 200) * SECOND);
  }

  fillForm(form: MarketingAsset, at: Micros): void {
    this.log("form", form, at);
  }

  /** Logs the statuses of a program member: a download, or a registration and perhaps the attendance. */
  changeProgramStatus(campaign: ScheduledCampaign, at: Micros): void {
    const { chance } = this.human;
    if (campaign.kind !== "webinar") {
      this.logStatus(campaign, "Downloaded", "Not in Program", "content_download", at);
      return;
    }
    this.logStatus(campaign, "Registered", "Invited", "webinar_registration", at);
    if (chance.happens(0.55)) {
      const cameAt = Math.max(campaign.from + chance.integer(60, 900) * SECOND, at + HOUR);
      this.logStatus(campaign, "Attended", "Registered", "webinar_attendance", cameAt);
    }
  }

  private logStatus(
    campaign: ScheduledCampaign,
    to: ProgramStatusChange["to"],
    from: ProgramStatusChange["from"],
    type: string,
    at: Micros,
  ): void {
    const { campaign_id, name } = campaign;
    const activity = { type, asset: name, campaign_id, is_bot: false };
    this.exports.logActivity(this.human, { at, isBot: false, progress: { campaign, from, to } }, activity);
  }

  /** Logs an activity of the human, or of a bot. */
  log(doing: ActivityKind, asset: MarketingAsset, at: Micros, isBot = false): void {
    const activity = { type: asset.type, asset: asset.name, campaign_id: null, is_bot: isBot };
    this.exports.logActivity(this.human, { at, isBot, doing, asset }, activity);
  }

  /** Logs something that the system did, which is not an activity of the human. */
  logSystemEvent(doing: "sent" | "delivered", asset: MarketingAsset, at: Micros): void {
    this.exports.logActivity(this.human, { at, isBot: false, doing, asset }, null);
  }
}

export const toEmailClick = (mail: MarketingAsset): MarketingAsset => ({ ...mail, type: "email_click" });
