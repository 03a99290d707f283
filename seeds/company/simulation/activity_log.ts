/** What one human did with marketing, in the log and in what the simulation knows of him. */
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

  /** Statuses of a member of a program: registered, then there or not. */
  changeProgramStatus(offering: ScheduledCampaign, at: Micros): void {
    const { chance } = this.human;
    if (offering.kind !== "webinar") {
      this.logStatus(offering, "Downloaded", "Not in Program", "content_download", at);
      return;
    }
    this.logStatus(offering, "Registered", "Invited", "webinar_registration", at);
    if (chance.happens(0.55)) {
      const cameAt = Math.max(offering.from + chance.integer(60, 900) * SECOND, at + HOUR);
      this.logStatus(offering, "Attended", "Registered", "webinar_attendance", cameAt);
    }
  }

  private logStatus(
    offering: ScheduledCampaign,
    to: ProgramStatusChange["to"],
    from: ProgramStatusChange["from"],
    type: string,
    at: Micros,
  ): void {
    const { campaign_id, name } = offering;
    const deed = { type, asset: name, campaign_id, is_bot: false };
    this.exports.logActivity(this.human, { at, isBot: false, progress: { offering, from, to } }, deed);
  }

  /** Something that the human, or a machine in his name, did. */
  log(doing: ActivityKind, offer: MarketingAsset, at: Micros, isBot = false): void {
    const deed = { type: offer.type, asset: offer.name, campaign_id: null, is_bot: isBot };
    this.exports.logActivity(this.human, { at, isBot, doing, offer }, deed);
  }

  /** Something that the system did: in the log, and no activity of the human. */
  logSystemEvent(doing: "sent" | "delivered", offer: MarketingAsset, at: Micros): void {
    this.exports.logActivity(this.human, { at, isBot: false, doing, offer }, null);
  }
}

export const toEmailClick = (mail: MarketingAsset): MarketingAsset => ({ ...mail, type: "email_click" });
