/** What operations and sales do with a human whom the score calls an MQL: hand over, work, accept, reject, convert. */
import { floorSecond } from "../world/calendar.js";
import { asOf, nextWorkingTime, type Owner, pickOwner } from "../world/company.js";
import { type Deal, type Human, leadOf, type SystemRecord } from "../world/human.js";
import { logistic } from "../world/seeded_random.js";
import { DAY, HOUR, MINUTE, type Micros, SECOND } from "../world/time_units.js";
import type { ExportWriter } from "./export_writer.js";
import { COOL_OFF, convertLead, requalifyContact } from "./lead_conversion.js";
import { rejectLead } from "./lead_rejection.js";
import { addLead, assignOwner, changeField } from "./records.js";
import { acceptanceProbability, type MqlScore } from "./sales_decision.js";
import { SalesOutreach } from "./sales_outreach.js";
import { addStageEvent } from "./stage_events.js";

/** How a round of work left the lead. */
type WorkResult =
  | { readonly as: "open" }
  | { readonly as: "closed"; readonly at: Micros }
  | { readonly as: "converted"; readonly deal: Deal | null };

export class SalesProcess {
  private readonly owner: Owner;
  private readonly outreach: SalesOutreach;
  /** Whether this human is one whom sales picks up without anybody saying MQL. */
  private readonly isSkipped: boolean;

  constructor(
    private readonly exports: ExportWriter,
    private readonly human: Human,
  ) {
    const { chance, employer } = human;
    this.owner = pickOwner(chance, exports.owners, employer.country.region, employer.employees);
    this.outreach = new SalesOutreach(exports, human, this.owner);
    this.isSkipped = chance.happens(0.05);
  }

  /** Walks the instants at which the score says MQL. */
  work(verdicts: readonly MqlScore[]): void {
    let left: WorkResult | null = null;
    for (const verdict of verdicts) {
      const at = verdict.scored_at;
      if (left?.as === "open") return;
      if (left?.as === "converted") {
        if (requalifyContact(this.exports, this.human, left.deal, at)) return;
        continue;
      }
      if (left !== null && !this.isDue(left.at, at)) continue;
      if (this.human.chance.happens(left === null ? 0.05 : 0.25)) continue; // Operations let it slip.
      left = this.workLead(verdict, left !== null);
    }
  }

  /** A lead that marketing's campaign calls an MQL whatever the score says. */
  workGamedMql(at: Micros): void {
    this.exports.countDirt("gamed_mql");
    this.workLead({ scored_at: at, engagement_score: 6, grade: "C", path: null }, false);
  }

  /** Rules keep what sales has just closed away from it; now and then somebody overrides them. */
  private isDue(closedAt: Micros, at: Micros): boolean {
    if (at < closedAt) return false;
    if (at >= closedAt + COOL_OFF) return true;
    if (this.isSkipped || !this.human.chance.happens(0.02)) return false;
    this.exports.countDirt("mql_inside_cool_off");
    return true;
  }

  private workLead(verdict: MqlScore, isAgain: boolean): WorkResult {
    const { chance } = this.human;
    const known = leadOf(this.human);
    const lag = chance.happens(0.1) ? 9 * HOUR : chance.logNormal(9, 0.8) * MINUTE;
    const handedAt = floorSecond(Math.max(verdict.scored_at + lag, known?.created ?? 0) + MINUTE);
    if (handedAt > asOf) return { as: "open" };
    const lead = known ?? addLead(this.exports, this.human, handedAt - 40 * SECOND);
    if (this.isSkipped) this.exports.countDirt("skipped_mql");
    else this.handOver(lead, handedAt, isAgain);
    assignOwner(lead, Math.min(asOf, handedAt + 3 * MINUTE), this.owner);
    return this.decide(lead, verdict, handedAt);
  }

  private handOver(lead: SystemRecord, at: Micros, isAgain: boolean): void {
    if (isAgain) this.exports.countDirt("requalified");
    changeField(lead, at, "Disqualified_Reason__c", "", this.exports.owners[0]!);
    changeField(lead, at, "Status", "MQL", this.exports.owners[0]!);
    lead.mqlDate = this.exports.zone.date(at);
    addStageEvent(this.exports, this.human, "mql", at);
  }

  private decide(lead: SystemRecord, verdict: MqlScore, handedAt: Micros): WorkResult {
    const { chance } = this.human;
    const { exports } = this;
    const isLate = chance.happens(0.05);
    const median = verdict.path === "hand_raiser" ? 5 : 20;
    const lag = isLate ? chance.uniform(18, 60) * DAY : chance.logNormal(median, 0.9) * HOUR + 4 * MINUTE;
    const decidedAt = floorSecond(nextWorkingTime(exports.zone, chance, handedAt + lag));
    if (chance.happens(0.05)) {
      exports.countDirt("missing_disposition");
      return { as: "open" };
    }
    this.outreach.reachOut(lead, handedAt, decidedAt);
    if (decidedAt > asOf) return { as: "open" };
    if (isLate) exports.countDirt("late_disposition");
    if (!chance.happens(acceptanceProbability(this.human, verdict, handedAt))) return this.refuse(lead, decidedAt);
    if (chance.happens(0.06)) {
      exports.countDirt("skipped_stage");
      return this.convert(lead, floorSecond(nextWorkingTime(exports.zone, chance, decidedAt + DAY)));
    }
    this.accept(lead, decidedAt);
    return this.pursue(lead, decidedAt);
  }

  private accept(lead: SystemRecord, at: Micros): void {
    changeField(lead, at, "Status", "Working - Contacted", this.owner);
    addStageEvent(this.exports, this.human, "sal", at);
  }

  /** From accepted on: converted, dropped, or worked without an end. */
  private pursue(lead: SystemRecord, acceptedAt: Micros): WorkResult {
    const { chance, intent, source } = this.human;
    if (chance.happens(logistic(-0.3 + 0.5 * intent + 0.4 * source.quality)))
      return this.convert(
        lead,
        floorSecond(nextWorkingTime(this.exports.zone, chance, acceptedAt + chance.logNormal(6.5, 0.8) * DAY)),
      );
    if (chance.happens(0.3)) return { as: "open" };
    return this.reject(
      lead,
      floorSecond(nextWorkingTime(this.exports.zone, chance, acceptedAt + chance.uniform(5, 40) * DAY)),
    );
  }

  private refuse(lead: SystemRecord, at: Micros): WorkResult {
    const { chance } = this.human;
    const left = this.reject(lead, at);
    const backAt = floorSecond(nextWorkingTime(this.exports.zone, chance, at + chance.uniform(1, 9) * DAY));
    if (left.as !== "closed" || !chance.happens(0.05) || backAt > asOf) return left;
    this.exports.countDirt("reversed_rejection");
    this.accept(lead, backAt);
    return this.pursue(lead, backAt);
  }

  private convert(lead: SystemRecord, at: Micros): WorkResult {
    if (at > asOf) return { as: "open" };
    return { as: "converted", deal: convertLead(this.exports, this.human, this.owner, lead, at) };
  }

  private reject(lead: SystemRecord, at: Micros): WorkResult {
    if (at > asOf) return { as: "open" };
    rejectLead(this.exports, this.human, this.owner, lead, at);
    return { as: "closed", at };
  }
}
