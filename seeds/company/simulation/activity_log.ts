/** What one human did with marketing, in the log and in what the simulation knows of him. */

import type { Doing, Progress } from "../systems/sinks.js";
import type { Human } from "../world/human.js";
import { HOUR, type Micros, SECOND } from "../world/life.js";
import type { Offering } from "../world/offerings.js";
import { type Offer, pages } from "../world/offers.js";
import type { Exports } from "./exports.js";

export class ActivityLog {
  constructor(
    private readonly exports: Exports,
    private readonly human: Human,
  ) {}

  visit(at: Micros, count: number): void {
    for (let no = 0; no < count; no++)
      this.log("visit", this.human.chance.one(pages), at + no * this.human.chance.whole(20, 200) * SECOND);
  }

  fill(form: Offer, at: Micros): void {
    this.log("form", form, at);
  }

  /** Statuses of a member of a program: registered, then there or not. */
  progress(offering: Offering, at: Micros): void {
    const { chance } = this.human;
    if (offering.kind !== "webinar") {
      this.status(offering, "Downloaded", "Not in Program", "content_download", at);
      return;
    }
    this.status(offering, "Registered", "Invited", "webinar_registration", at);
    if (chance.is(0.55)) {
      const cameAt = Math.max(offering.from + chance.whole(60, 900) * SECOND, at + HOUR);
      this.status(offering, "Attended", "Registered", "webinar_attendance", cameAt);
    }
  }

  private status(offering: Offering, to: Progress["to"], from: Progress["from"], type: string, at: Micros): void {
    const { campaign_id, name } = offering;
    const deed = { type, asset: name, campaign_id, is_bot: false };
    this.exports.log(this.human, { at, isBot: false, progress: { offering, from, to } }, deed);
  }

  /** Something that the human, or a machine in his name, did. */
  log(doing: Doing, offer: Offer, at: Micros, isBot = false): void {
    const deed = { type: offer.type, asset: offer.name, campaign_id: null, is_bot: isBot };
    this.exports.log(this.human, { at, isBot, doing, offer }, deed);
  }

  /** Something that the system did: in the log, and no activity of the human. */
  system(doing: "sent" | "delivered", offer: Offer, at: Micros): void {
    this.exports.log(this.human, { at, isBot: false, doing, offer }, null);
  }
}

export const clickOf = (mail: Offer): Offer => ({ ...mail, type: "email_click" });
