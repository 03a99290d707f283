/** What sales does by phone, by mail and in meetings, as tasks and events of the CRM. */
import { wholeSecond } from "./calendar.js";
import { asOf, atWork, type Owner } from "./company.js";
import type { Exports } from "./exports.js";
import type { Held, Human } from "./human.js";
import { DAY, HOUR, MINUTE, type Micros } from "./life.js";
import { date, type Field, instant } from "./salesforce_files.js";

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
      this.task(lead, chance.is(0.6) ? "Call" : "Email", at);
    }
    if (chance.is(0.25)) this.meeting(lead, wholeSecond(decidedAt + chance.between(1, 5) * HOUR));
    if (chance.is(0.1)) this.plan(lead, handedAt);
    if (chance.is(0.15)) this.bulkMail(lead, wholeSecond(handedAt + chance.between(1, 20) * DAY));
  }

  private task(lead: Held, kind: "Call" | "Email", at: Micros): void {
    const isCall = kind === "Call";
    this.write(lead, at, at, {
      Subject: kind,
      TaskSubtype: kind,
      CallType: isCall ? "Outbound" : null,
      CompletedDateTime: isCall ? instant(at) : null,
      CreatedDate: instant(isCall ? at - 5 * MINUTE : at),
    });
    this.human.touches.push({ kind: kind === "Call" ? "call" : "email", is_automated: false, at });
  }

  private meeting(lead: Held, at: Micros): void {
    if (at > asOf) return;
    const made = instant(at - DAY);
    this.exports.crm.write("Event", {
      Id: this.exports.id("Event"),
      WhoId: lead.id,
      Subject: "Discovery call",
      StartDateTime: instant(at),
      ActivityDate: date(this.exports.zone.local(at)),
      OwnerId: this.owner.id,
      IsChild: false,
      IsDeleted: false,
      CreatedDate: made,
      SystemModstamp: made,
    });
    this.human.touches.push({ kind: "meeting", is_automated: false, at });
  }

  /** A task that is still to do is no touch. */
  private plan(lead: Held, at: Micros): void {
    this.exports.plant("open_task");
    const open = { Status: "Not Started", IsClosed: false, TaskSubtype: "Call" };
    this.write(lead, at + 3 * DAY, at, { Subject: "Call back", ...open });
  }

  /** A machine's mail to a list. */
  private bulkMail(lead: Held, at: Micros): void {
    if (at > asOf) return;
    this.exports.plant("bulk_mail");
    this.write(lead, at, at, {
      WhatId: "0XB5e00000Lm001GAB",
      Subject: "Quarterly digest",
      TaskSubtype: "ListEmail",
      OwnerId: this.exports.owners[0]!.id,
    });
    this.human.touches.push({ kind: "email", is_automated: true, at });
  }

  /** A task that is due on this day. */
  private write(lead: Held, due: Micros, at: Micros, more: Readonly<Record<string, Field>>): void {
    this.exports.crm.write("Task", {
      Id: this.exports.id("Task"),
      WhoId: lead.id,
      ActivityDate: date(this.exports.zone.local(due)),
      Status: "Completed",
      IsClosed: true,
      OwnerId: this.owner.id,
      IsDeleted: false,
      CreatedDate: instant(at),
      SystemModstamp: instant(at),
      ...more,
    });
  }
}
