/** What operations and sales do with an MQL: hand over, work, accept, reject, convert. */
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

/** The state of the lead after sales has worked it. */
type WorkResult =
  | { readonly as: "open" }
  | { readonly as: "closed"; readonly at: Micros }
  | { readonly as: "converted"; readonly deal: Deal | null };

export class SalesProcess {
  private readonly owner: Owner;
  private readonly outreach: SalesOutreach;
  /** True if sales works this human without a recorded MQL. */
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

  /** Takes the evaluations that qualify the human as an MQL, in order of time. */
  work(evaluations: readonly MqlScore[]): void {
    let result: WorkResult | null = null;
    for (const evaluation of evaluations) {
      const at = evaluation.scored_at;
      if (result?.as === "open") return;
      if (result?.as === "converted") {
        if (requalifyContact(this.exports, this.human, result.deal, at)) return;
        continue;
      }
      if (result !== null && !this.isDue(result.at, at)) continue;
      if (this.human.chance.happens(result === null ? 0.05 : 0.25)) continue; // Operations let it slip.
      result = this.workLead(evaluation, result !== null);
    }
  }

  /** Hands over a lead of the gamed campaign, which becomes an MQL without a score. */
  workGamedMql(at: Micros): void {
    this.exports.countDirt("gamed_mql");
    this.workLead({ scored_at: at, engagement_score: 6, grade: "C", path: null }, false);
  }

  /** Whether a closed lead may qualify again: after the cool-off, or rarely before it. */
  private isDue(closedAt: Micros, at: Micros): boolean {
    if (at < closedAt) return false;
    if (at >= closedAt + COOL_OFF) return true;
    if (this.isSkipped || !this.human.chance.happens(0.02)) return false;
    this.exports.countDirt("mql_inside_cool_off");
    return true;
  }

  private workLead(evaluation: MqlScore, isAgain: boolean): WorkResult {
    const { chance } = this.human;
    const known = leadOf(this.human);
    const lag = chance.happens(0.1) ? 9 * HOUR : chance.logNormal(9, 0.8) * MINUTE;
    const handedAt = floorSecond(Math.max(evaluation.scored_at + lag, known?.created ?? 0) + MINUTE);
    if (handedAt > asOf) return { as: "open" };
    const lead = known ?? addLead(this.exports, this.human, handedAt - 40 * SECOND);
    if (this.isSkipped) this.exports.countDirt("skipped_mql");
    else this.handOver(lead, handedAt, isAgain);
    assignOwner(lead, Math.min(asOf, handedAt + 3 * MINUTE), this.owner);
    return this.decide(lead, evaluation, handedAt);
  }

  private handOver(lead: SystemRecord, at: Micros, isAgain: boolean): void {
    if (isAgain) this.exports.countDirt("requalified");
    changeField(lead, at, "Disqualified_Reason__c", "", this.exports.owners[0]!);
    changeField(lead, at, "Status", "MQL", this.exports.owners[0]!);
    lead.mqlDate = this.exports.zone.date(at);
    addStageEvent(this.exports, this.human, "mql", at);
  }

  private decide(lead: SystemRecord, evaluation: MqlScore, handedAt: Micros): WorkResult {
    const { chance } = this.human;
    const { exports } = this;
    const isLate = chance.happens(0.05);
    const median = evaluation.path === "hand_raiser" ? 5 : 20;
    const lag = isLate ? chance.uniform(18, 60) * DAY : chance.logNormal(median, 0.9) * HOUR + 4 * MINUTE;
    const decidedAt = floorSecond(nextWorkingTime(exports.zone, chance, handedAt + lag));
    if (chance.happens(0.05)) {
      exports.countDirt("missing_disposition");
      return { as: "open" };
    }
    this.outreach.reachOut(lead, handedAt, decidedAt);
    if (decidedAt > asOf) return { as: "open" };
    if (isLate) exports.countDirt("late_disposition");
    if (!chance.happens(acceptanceProbability(this.human, evaluation, handedAt))) return this.refuse(lead, decidedAt);
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

  /** Works an accepted lead: it converts, is rejected, or stays open. */
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
    const result = this.reject(lead, at);
    const backAt = floorSecond(nextWorkingTime(this.exports.zone, chance, at + chance.uniform(1, 9) * DAY));
    if (result.as !== "closed" || !chance.happens(0.05) || backAt > asOf) return result;
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
