/** What operations and sales do with a human whom the score calls an MQL: hand over, work, accept, reject, convert. */
import { wholeSecond } from "../world/calendar.js";
import { asOf, atWork, type Owner, ownerFor } from "../world/company.js";
import { type Deal, type Held, type Human, leadOf } from "../world/human.js";
import { DAY, HOUR, MINUTE, type Micros, SECOND } from "../world/life.js";
import { likely } from "../world/random.js";
import { COOL_OFF, convert, meetAgain } from "./conversion.js";
import type { Exports } from "./exports.js";
import { acceptance, type Verdict } from "./judgement.js";
import { addLead, assign, change } from "./records.js";
import { reject } from "./rejection.js";
import { tell } from "./told.js";
import { Outreach } from "./touches.js";

/** How a round of work left the lead. */
type Left =
  | { readonly as: "open" }
  | { readonly as: "closed"; readonly at: Micros }
  | { readonly as: "converted"; readonly deal: Deal | null };

export class Sales {
  private readonly owner: Owner;
  private readonly outreach: Outreach;
  /** Whether this human is one whom sales picks up without anybody saying MQL. */
  private readonly isSkipped: boolean;

  constructor(
    private readonly exports: Exports,
    private readonly human: Human,
  ) {
    const { chance, employer } = human;
    this.owner = ownerFor(chance, exports.owners, employer.country.region, employer.employees);
    this.outreach = new Outreach(exports, human, this.owner);
    this.isSkipped = chance.is(0.05);
  }

  /** Walks the instants at which the score says MQL. */
  work(verdicts: readonly Verdict[]): void {
    let left: Left | null = null;
    for (const verdict of verdicts) {
      const at = verdict.scored_at;
      if (left?.as === "open") return;
      if (left?.as === "converted") {
        if (meetAgain(this.exports, this.human, left.deal, at)) return;
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
    assign(lead, Math.min(asOf, handedAt + 3 * MINUTE), this.owner);
    return this.dispose(lead, verdict, handedAt);
  }

  private handOver(lead: Held, at: Micros, isAgain: boolean): void {
    if (isAgain) this.exports.plant("requalified");
    change(lead, at, "Disqualified_Reason__c", "", this.exports.owners[0]!);
    change(lead, at, "Status", "MQL", this.exports.owners[0]!);
    lead.mqlDate = this.exports.zone.date(at);
    tell(this.exports, this.human, "mql", at);
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
    this.outreach.reachOut(lead, handedAt, decidedAt);
    if (decidedAt > asOf) return { as: "open" };
    if (isLate) exports.plant("late_disposition");
    if (!chance.is(acceptance(this.human, verdict, handedAt))) return this.refuse(lead, decidedAt);
    if (chance.is(0.06)) {
      exports.plant("skipped_stage");
      return this.convert(lead, wholeSecond(atWork(exports.zone, chance, decidedAt + DAY)));
    }
    this.accept(lead, decidedAt);
    return this.pursue(lead, decidedAt);
  }

  private accept(lead: Held, at: Micros): void {
    change(lead, at, "Status", "Working - Contacted", this.owner);
    tell(this.exports, this.human, "sal", at);
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

  private convert(lead: Held, at: Micros): Left {
    if (at > asOf) return { as: "open" };
    return { as: "converted", deal: convert(this.exports, this.human, this.owner, lead, at) };
  }

  private reject(lead: Held, at: Micros): Left {
    if (at > asOf) return { as: "open" };
    reject(this.exports, this.human, this.owner, lead, at);
    return { as: "closed", at };
  }
}
