/** What operations and sales do with a human whom the score calls an MQL: hand over, work, accept, reject, convert. */
import { wholeSecond } from "./calendar.js";
import { asOf, atWork, isBadQuarter, type Owner, ownerFor } from "./company.js";
import { makeDeal, throwAway } from "./deals.js";
import type { Exports } from "./exports.js";
import { contactOf, type Deal, type Held, type Human, leadOf } from "./human.js";
import { DAY, HOUR, type Limit, type Micros, SECOND, type Stage } from "./life.js";
import { likely } from "./random.js";
import { reasons } from "./reasons.js";
import { addContact, addLead, assign, change, touch } from "./records.js";
import { date, instant } from "./salesforce_files.js";

/** What operations see of a score. */
export interface Verdict {
  readonly scored_at: Micros;
  readonly engagement_score: number;
  readonly grade: string;
  readonly path: "hand_raiser" | "scored" | null;
}

const COOL_OFF = 30 * DAY;
const MINUTE = 60 * SECOND;
/** How a round of work left the lead. */
type Left =
  | { readonly as: "open" }
  | { readonly as: "closed"; readonly at: Micros }
  | { readonly as: "converted"; readonly deal: Deal | null };

export class Sales {
  private readonly owner: Owner;
  /** Whether this human is one whom sales picks up without anybody saying MQL. */
  private readonly isSkipped: boolean;

  constructor(
    private readonly exports: Exports,
    private readonly human: Human,
  ) {
    const { chance, employer } = human;
    this.owner = ownerFor(chance, exports.owners, employer.country.region, employer.employees);
    this.isSkipped = chance.is(0.05);
  }

  /** Walks the instants at which the score says MQL. */
  work(verdicts: readonly Verdict[]): void {
    let left: Left | null = null;
    for (const verdict of verdicts) {
      const at = verdict.scored_at;
      if (left?.as === "open") return;
      if (left?.as === "converted") {
        if (this.meetAgain(left.deal, at)) return;
        continue;
      }
      if (left !== null && !this.isDue(left.at, at)) continue;
      if (this.human.chance.is(left === null ? 0.05 : 0.25)) continue; // Operations let it slip.
      left = this.round(verdict, left !== null);
    }
  }

  /** A lead that marketing's campaign calls an MQL whatever the score says. */
  gamed(at: Micros): void {
    this.exports.plant("gamed_mql");
    this.round({ scored_at: at, engagement_score: 6, grade: "C", path: null }, false);
  }

  /** Rules keep what sales has just closed away from it; now and then somebody overrides them. */
  private isDue(closedAt: Micros, at: Micros): boolean {
    if (at < closedAt) return false;
    if (at >= closedAt + COOL_OFF) return true;
    if (this.isSkipped || !this.human.chance.is(0.02)) return false;
    this.exports.plant("mql_inside_cool_off");
    return true;
  }

  private round(verdict: Verdict, isAgain: boolean): Left {
    const { chance } = this.human;
    const known = leadOf(this.human);
    const lag = chance.is(0.1) ? 9 * HOUR : chance.skewed(9, 0.8) * MINUTE;
    const handedAt = wholeSecond(Math.max(verdict.scored_at + lag, known?.created ?? 0) + MINUTE);
    if (handedAt > asOf) return { as: "open" };
    const lead = known ?? addLead(this.exports, this.human, handedAt - 40 * SECOND);
    if (this.isSkipped) this.exports.plant("skipped_mql");
    else this.handOver(lead, handedAt, isAgain);
    assign(lead, wholeSecond(handedAt + 3 * MINUTE) > asOf ? handedAt : wholeSecond(handedAt + 3 * MINUTE), this.owner);
    return this.dispose(lead, verdict, handedAt);
  }

  private handOver(lead: Held, at: Micros, isAgain: boolean): void {
    if (isAgain) this.exports.plant("requalified");
    change(lead, at, "Disqualified_Reason__c", "", this.exports.owners[0]!);
    change(lead, at, "Status", "MQL", this.exports.owners[0]!);
    lead.mqlDate = this.exports.zone.date(at);
    this.event("mql", at);
  }

  private dispose(lead: Held, verdict: Verdict, handedAt: Micros): Left {
    const { chance } = this.human;
    const { exports } = this;
    const isLate = chance.is(0.05);
    const median = verdict.path === "hand_raiser" ? 5 : 20;
    const lag = isLate ? chance.between(18, 60) * DAY : chance.skewed(median, 0.9) * HOUR + 4 * MINUTE;
    const decidedAt = wholeSecond(atWork(exports.zone, chance, handedAt + lag));
    if (chance.is(0.05)) {
      exports.plant("missing_disposition");
      return { as: "open" };
    }
    this.reachOut(lead, handedAt, decidedAt);
    if (decidedAt > asOf) return { as: "open" };
    if (isLate) exports.plant("late_disposition");
    if (!chance.is(this.acceptance(verdict, handedAt))) return this.refuse(lead, decidedAt);
    if (chance.is(0.06)) {
      exports.plant("skipped_stage");
      return this.convert(lead, wholeSecond(atWork(exports.zone, chance, decidedAt + DAY)));
    }
    this.accept(lead, decidedAt);
    return this.pursue(lead, decidedAt);
  }

  /** Engagement, fit and the source really tell who is worth a call; in the bad quarter sales trusts nobody. */
  private acceptance({ engagement_score, grade, path }: Verdict, at: Micros): number {
    const { intent, source } = this.human;
    const score = 0.028 * (Math.min(engagement_score, 110) - 60);
    const asked = path === "hand_raiser" ? 0.7 : 0;
    const fit = grade === "A" ? 0.35 : grade === "B" ? 0 : -1;
    return likely(0.95 + score + asked + fit + 0.35 * intent + source.quality - (isBadQuarter(at) ? 0.9 : 0));
  }

  private accept(lead: Held, at: Micros): void {
    change(lead, at, "Status", "Working - Contacted", this.owner);
    this.event("sal", at);
  }

  /** From accepted on: converted, dropped, or worked without an end. */
  private pursue(lead: Held, acceptedAt: Micros): Left {
    const { chance, intent, source } = this.human;
    if (chance.is(likely(-0.3 + 0.5 * intent + 0.4 * source.quality)))
      return this.convert(
        lead,
        wholeSecond(atWork(this.exports.zone, chance, acceptedAt + chance.skewed(6.5, 0.8) * DAY)),
      );
    if (chance.is(0.3)) return { as: "open" };
    return this.reject(lead, wholeSecond(atWork(this.exports.zone, chance, acceptedAt + chance.between(5, 40) * DAY)));
  }

  private refuse(lead: Held, at: Micros): Left {
    const { chance } = this.human;
    const left = this.reject(lead, at);
    const backAt = wholeSecond(atWork(this.exports.zone, chance, at + chance.between(1, 9) * DAY));
    if (left.as !== "closed" || !chance.is(0.05) || backAt > asOf) return left;
    this.exports.plant("reversed_rejection");
    this.accept(lead, backAt);
    return this.pursue(lead, backAt);
  }

  private reject(lead: Held, at: Micros): Left {
    if (at > asOf) return { as: "open" };
    const { chance, source, intent } = this.human;
    const kind = source.quality < -1 ? reasons.junk : chance.is(likely(intent)) ? reasons.later : reasons.never;
    const isRecycled = kind === reasons.later;
    change(lead, at, "Status", isRecycled ? "Nurturing" : "Unqualified", this.owner);
    const isMissing = chance.is(0.06);
    const isStrange = !isMissing && chance.is(0.015);
    if (isMissing) this.exports.plant("reason_missing");
    if (isStrange) this.exports.plant("reason_unmapped");
    const reason = isMissing ? null : chance.weighed(isStrange ? reasons.notes : kind).raw;
    // Who was asked twice writes what he wrote before: no row in the history.
    change(lead, at, "Disqualified_Reason__c", reason ?? "", this.owner);
    this.event(isRecycled ? "recycled" : "rejected", at, { reason });
    return { as: "closed", at };
  }

  /** Lead to contact, to account, and mostly to an opportunity: at once, or days later by its contact role alone. */
  private convert(lead: Held, at: Micros): Left {
    if (at > asOf) return { as: "open" };
    const { chance } = this.human;
    const { exports, owner } = this;
    const contact = addContact(exports, this.human, at, owner);
    const hasDeal = chance.is(likely(0.6 + 0.3 * this.human.intent));
    const isAtOnce = chance.is(0.8);
    const dealAt = isAtOnce ? at : wholeSecond(atWork(exports.zone, chance, at + chance.between(1, 18) * DAY));
    const deal = hasDeal && dealAt <= asOf ? makeDeal(exports, this.human, dealAt, owner) : null;
    if (deal) this.staff(deal, !isAtOnce || chance.is(0.9));
    lead.converted = { at, contactId: contact.id, opportunityId: isAtOnce ? (deal?.id ?? null) : null };
    if (chance.is(0.88)) {
      lead.changes.push({ at, field: "leadConverted", from: "", to: "", by: owner.id });
      change(lead, at, "Status", "Closed - Converted", owner);
      this.event("sql", at);
    } else this.convertUntold(lead, contact, isAtOnce ? deal : null, at);
    touch(lead, at);
    return { as: "converted", deal };
  }

  /** Without a row in the history the day is known, and the instant only if something was made that day. */
  private convertUntold(lead: Held, contact: Held, deal: Deal | null, at: Micros): void {
    const { zone } = this.exports;
    this.exports.plant("conversion_without_history");
    lead.status = "Closed - Converted";
    const made = [deal?.created, contact.created].find((made) => made !== undefined && zone.isSameDay(made, at));
    if (made !== undefined) this.event("sql", made, { reallyAt: at, kind: "conversion_by_record" });
    else
      this.event("sql", Math.min(zone.dayEnd(at), asOf), {
        isApproximate: true,
        reallyAt: at,
        kind: "conversion_day_only",
      });
  }

  /** Who is on the deal: the human, and colleagues who are called in. */
  private staff(deal: Deal, byRole: boolean): void {
    deal.members.push({ human: this.human, role: "Decision Maker", since: deal.created, byRole });
    if (!this.human.chance.is(0.03)) return;
    this.human.employer.deals.push(throwAway(this.exports, deal));
  }

  /** After a lost deal marketing may call the contact an MQL again: in a field that holds a day, and the last one only. */
  private meetAgain(deal: Deal | null, at: Micros): boolean {
    const { human, exports } = this;
    const contact = contactOf(human);
    if (!contact || deal?.outcome !== "lost" || at < deal.closedAt! + COOL_OFF || !human.chance.is(0.6)) return false;
    const told = exports.zone.dayStart(at);
    if (told < contact.created) return false;
    contact.mqlDate = exports.zone.date(at);
    touch(contact, Math.min(asOf, wholeSecond(at + MINUTE)));
    exports.plant("mql_of_contact");
    this.event("mql", told, { isApproximate: true, reallyAt: wholeSecond(at), kind: "mql_day_only" });
    return true;
  }

  private event(
    stage: Stage,
    at: Micros,
    more: { reason?: string | null; isApproximate?: boolean; reallyAt?: Micros; kind?: string } = {},
  ): void {
    const { human } = this;
    const { reason = null, isApproximate = false, reallyAt, kind } = more;
    human.events.push({ stage, at, is_approximate: isApproximate, reason, opportunity_id: null });
    if (kind === undefined || reallyAt === undefined || reallyAt === at) return;
    (human.limits as Limit[]).push({ kind, stage, really_at: reallyAt, told_at: at });
    this.exports.plant(kind);
  }

  /** Calls and mails before the decision, a meeting now and then, plans that nobody carried out. */
  private reachOut(lead: Held, handedAt: Micros, decidedAt: Micros): void {
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
    const created = kind === "Call" ? at - 5 * MINUTE : at;
    this.exports.crm.write("Task", {
      ...{
        Id: this.exports.id("Task"),
        WhoId: lead.id,
        Subject: kind,
        ActivityDate: date(this.exports.zone.local(at)),
      },
      ...{ Status: "Completed", IsClosed: true, TaskSubtype: kind, CallType: kind === "Call" ? "Outbound" : null },
      ...{ CompletedDateTime: kind === "Call" ? instant(at) : null, OwnerId: this.owner.id, IsDeleted: false },
      ...{ CreatedDate: instant(created), SystemModstamp: instant(at) },
    });
    this.human.touches.push({ kind: kind === "Call" ? "call" : "email", is_automated: false, at });
  }

  private meeting(lead: Held, at: Micros): void {
    if (at > asOf) return;
    const made = instant(at - DAY);
    this.exports.crm.write("Event", {
      ...{ Id: this.exports.id("Event"), WhoId: lead.id, Subject: "Discovery call", StartDateTime: instant(at) },
      ...{ ActivityDate: date(this.exports.zone.local(at)), OwnerId: this.owner.id, IsChild: false, IsDeleted: false },
      ...{ CreatedDate: made, SystemModstamp: made },
    });
    this.human.touches.push({ kind: "meeting", is_automated: false, at });
  }

  /** A task that is still to do is no touch. */
  private plan(lead: Held, at: Micros): void {
    this.exports.plant("open_task");
    this.exports.crm.write("Task", {
      ...{
        Id: this.exports.id("Task"),
        WhoId: lead.id,
        Subject: "Call back",
        ActivityDate: date(this.exports.zone.local(at + 3 * DAY)),
      },
      ...{ Status: "Not Started", IsClosed: false, TaskSubtype: "Call", OwnerId: this.owner.id, IsDeleted: false },
      ...{ CreatedDate: instant(at), SystemModstamp: instant(at) },
    });
  }

  private bulkMail(lead: Held, at: Micros): void {
    if (at > asOf) return;
    this.exports.plant("bulk_mail");
    this.exports.crm.write("Task", {
      ...{ Id: this.exports.id("Task"), WhoId: lead.id, WhatId: "0XB5e00000Lm001GAB", Subject: "Quarterly digest" },
      ...{
        ActivityDate: date(this.exports.zone.local(at)),
        Status: "Completed",
        IsClosed: true,
        TaskSubtype: "ListEmail",
      },
      ...{
        OwnerId: this.exports.owners[0]!.id,
        IsDeleted: false,
        CreatedDate: instant(at),
        SystemModstamp: instant(at),
      },
    });
    this.human.touches.push({ kind: "email", is_automated: true, at });
  }
}
