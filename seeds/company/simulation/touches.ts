/** What sales does by phone, by mail and in meetings. */
import { wholeSecond } from "../world/calendar.js";
import { asOf, atWork, type Owner } from "../world/company.js";
import type { Held, Human } from "../world/human.js";
import { DAY, HOUR, type Micros } from "../world/life.js";
import type { Exports } from "./exports.js";

export class Outreach {
  constructor(
    private readonly exports: Exports,
    private readonly human: Human,
    private readonly owner: Owner,
  ) {}

  /** Calls and mails before the decision, a meeting now and then, plans that nobody carried out. */
  reachOut(lead: Held, handedAt: Micros, decidedAt: Micros): void {
    const { chance } = this.human;
    const attempts = chance.whole(1, 5);
    for (let no = 0; no < attempts; no++) {
      const at = wholeSecond(
        atWork(this.exports.zone, chance, handedAt + ((decidedAt - handedAt) * (no + chance.unit())) / attempts),
      );
      if (at > decidedAt || at > asOf) return;
      this.task(lead, chance.is(0.6) ? "call" : "email", at);
    }
    if (chance.is(0.25)) this.meeting(lead, wholeSecond(decidedAt + chance.between(1, 5) * HOUR));
    if (chance.is(0.1)) this.plan(lead, handedAt);
    if (chance.is(0.15)) this.bulkMail(lead, wholeSecond(handedAt + chance.between(1, 20) * DAY));
  }

  private task(lead: Held, kind: "call" | "email", at: Micros): void {
    this.exports.crm.work({ kind, lead, owner: this.owner, at });
    this.human.touches.push({ kind, is_automated: false, at });
  }

  private meeting(lead: Held, at: Micros): void {
    if (at > asOf) return;
    this.exports.crm.work({ kind: "meeting", lead, owner: this.owner, at });
    this.human.touches.push({ kind: "meeting", is_automated: false, at });
  }

  /** A task that is still to do is no touch. */
  private plan(lead: Held, at: Micros): void {
    this.exports.plant("open_task");
    this.exports.crm.work({ kind: "plan", lead, owner: this.owner, at });
  }

  /** A machine's mail to a list. */
  private bulkMail(lead: Held, at: Micros): void {
    if (at > asOf) return;
    this.exports.plant("bulk_mail");
    this.exports.crm.work({ kind: "bulk_mail", lead, owner: this.exports.owners[0]!, at });
    this.human.touches.push({ kind: "email", is_automated: true, at });
  }
}
