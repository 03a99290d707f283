/** Opportunities: how they are created, change, and are won or lost, and what the exports contain of it. */
import { floorSecond } from "../world/calendar.js";
import { asOf, isBadQuarter, nextWorkingTime, type Owner } from "../world/company.js";
import type { Deal, Human } from "../world/human.js";
import { rejectionReasons } from "../world/rejection_reasons.js";
import { logistic, type SeededRandom } from "../world/seeded_random.js";
import { DAY, type Micros } from "../world/time_units.js";
import type { ExportWriter } from "./export_writer.js";

const stages = ["Prospecting", "Qualification", "Proposal", "Negotiation"] as const;

/** Creates an opportunity and simulates it until it closes or the exports are taken. */
export function makeDeal(exports: ExportWriter, human: Human, created: Micros, owner: Owner): Deal {
  const { chance, employer, intent, source } = human;
  const cents = Math.round(chance.logNormal(9_000 + 40 * Math.min(employer.employees, 3000), 0.5) / 100) * 10_000;
  const closesAt = floorSecond(nextWorkingTime(exports.zone, chance, created + chance.logNormal(52, 0.55) * DAY));
  const deal: Deal = {
    id: exports.crm.id("Opportunity"),
    name: `${employer.name} - Platform`,
    created,
    owner,
    source: source.name,
    cents,
    currency: employer.country.currency,
    stage: stages[0],
    outcome: "open",
    isDeleted: false,
    closedAt: null,
    exportedClosedAt: null,
    isClosedApproximate: false,
    reason: null,
    stageHistory: [],
    members: [],
    closeDate: exports.zone.date(created + 60 * DAY),
  };
  saveDeal(deal, created);
  const isWon = chance.happens(logistic(-2.05 + 0.5 * intent - (isBadQuarter(created) ? 0.3 : 0)));
  advanceStages(exports, chance, deal, closesAt);
  closeDeal(exports, chance, deal, closesAt, isWon);
  employer.deals.push(deal);
  return deal;
}

/** A copy that was created by mistake and deleted. */
export function makeDeletedCopy(exports: ExportWriter, deal: Deal): Deal {
  exports.countDirt("deleted_opportunity");
  return {
    ...deal,
    id: exports.crm.id("Opportunity"),
    isDeleted: true,
    outcome: "open",
    stage: stages[0],
    stageHistory: [],
    members: [...deal.members],
  };
}

function saveDeal(deal: Deal, at: Micros): void {
  deal.stageHistory.push({ at, stage: deal.stage, closeDate: deal.closeDate, cents: deal.cents });
}

/** Advances the deal stage by stage. Most changes concern only the amount or the close date. */
function advanceStages(exports: ExportWriter, chance: SeededRandom, deal: Deal, until: Micros): void {
  const reached = chance.integer(2, stages.length);
  for (let no = 1; no < reached; no++) {
    const at = floorSecond(deal.created + ((until - deal.created) * no) / reached);
    if (at > asOf) return;
    deal.stage = stages[no]!;
    saveDeal(deal, at);
    for (let more = chance.integer(0, 2), from = at; more > 0; more--) {
      from = floorSecond(from + chance.uniform(0, (until - at) / reached / 3));
      if (from > asOf || from >= until) break;
      if (chance.happens(0.5))
        deal.cents = Math.round((deal.cents * chance.uniform(0.85, 1.2)) / 10_000) * 10_000 || deal.cents;
      else deal.closeDate = exports.zone.date(from + chance.uniform(10, 60) * DAY);
      saveDeal(deal, from);
    }
  }
}

function closeDeal(exports: ExportWriter, chance: SeededRandom, deal: Deal, at: Micros, isWon: boolean): void {
  if (at > asOf) return;
  const reopens = !isWon && chance.happens(0.06) && at + 20 * DAY < asOf;
  setOutcome(exports, chance, deal, at, isWon);
  if (!reopens) {
    dropHistory(exports, chance, deal);
    return;
  }
  exports.countDirt("reopened_deal");
  Object.assign(deal, { stage: "Negotiation", outcome: "open", closedAt: null, exportedClosedAt: null, reason: null });
  saveDeal(deal, floorSecond(at + 6 * DAY));
  const again = floorSecond(at + chance.uniform(15, 80) * DAY);
  if (again <= asOf) setOutcome(exports, chance, deal, again, chance.happens(0.5));
}

function setOutcome(exports: ExportWriter, chance: SeededRandom, deal: Deal, at: Micros, isWon: boolean): void {
  Object.assign(deal, { stage: isWon ? "Closed Won" : "Closed Lost", outcome: isWon ? "won" : "lost" });
  Object.assign(deal, { closedAt: at, exportedClosedAt: at, closeDate: exports.zone.date(at) });
  deal.reason = !isWon && chance.happens(0.7) ? chance.pickWeighted(rejectionReasons.losses).raw : null;
  saveDeal(deal, at);
}

/** Some deals are entered after they closed: without a history, and with a close date as a plain day. */
function dropHistory(exports: ExportWriter, chance: SeededRandom, deal: Deal): void {
  if (!chance.happens(0.05) || deal.closedAt === null) return;
  const isBackdated = chance.happens(0.4);
  const closedOn = isBackdated ? deal.created - 4 * DAY : deal.closedAt;
  exports.countDirt(isBackdated ? "backdated_deal" : "deal_without_history");
  deal.stageHistory.length = 0;
  deal.closeDate = exports.zone.date(closedOn);
  deal.isClosedApproximate = true;
  deal.exportedClosedAt = Math.max(deal.created, Math.min(exports.zone.dayEnd(closedOn), asOf));
}
