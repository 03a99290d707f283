/** Calls, emails and meetings of sales. */
import { floorSecond } from "../world/calendar.js";
import { asOf, nextWorkingTime, type Owner } from "../world/company.js";
import type { Human, SystemRecord } from "../world/human.js";
import { DAY, HOUR, type Micros } from "../world/time_units.js";
import type { ExportWriter } from "./export_writer.js";

export class SalesOutreach {
  constructor(
    private readonly exports: ExportWriter,
    private readonly human: Human,
    private readonly owner: Owner,
  ) {}

  /** Adds calls and emails before the decision, sometimes a meeting, an open task or an automated email. */
  reachOut(lead: SystemRecord, handedAt: Micros, decidedAt: Micros): void {
    const { chance } = this.human;
    const attempts = chance.integer(1, 5);
    for (let no = 0; no < attempts; no++) {
      const at = floorSecond(
        nextWorkingTime(
          this.exports.zone,
          chance,
          handedAt + ((decidedAt - handedAt) * (no + chance.next())) / attempts,
        ),
      );
      if (at > decidedAt || at > asOf) return;
      this.task(lead, chance.happens(0.6) ? "call" : "email", at);
    }
    if (chance.happens(0.25)) this.meeting(lead, floorSecond(decidedAt + chance.uniform(1, 5) * HOUR));
    if (chance.happens(0.1)) this.plan(lead, handedAt);
    if (chance.happens(0.15)) this.bulkMail(lead, floorSecond(handedAt + chance.uniform(1, 20) * DAY));
  }

  private task(lead: SystemRecord, kind: "call" | "email", at: Micros): void {
    this.exports.crm.work({ kind, lead, owner: this.owner, at });
    this.human.touches.push({ kind, is_automated: false, at });
  }

  private meeting(lead: SystemRecord, at: Micros): void {
    if (at > asOf) return;
    this.exports.crm.work({ kind: "meeting", lead, owner: this.owner, at });
    this.human.touches.push({ kind: "meeting", is_automated: false, at });
  }

  /** An open task, which does not count as a touch. */
  private plan(lead: SystemRecord, at: Micros): void {
    this.exports.countDirt("open_task");
    this.exports.crm.work({ kind: "plan", lead, owner: this.owner, at });
  }

  /** An automated email to a list. */
  private bulkMail(lead: SystemRecord, at: Micros): void {
    if (at > asOf) return;
    this.exports.countDirt("bulk_mail");
    this.exports.crm.work({ kind: "bulk_mail", lead, owner: this.exports.owners[0]!, at });
    this.human.touches.push({ kind: "email", is_automated: true, at });
  }
}
