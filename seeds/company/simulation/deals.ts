/** Opportunities: how they are made, saved, won and lost, and what the exports tell of it. */
import { wholeSecond } from "../world/calendar.js";
import { asOf, atWork, isBadQuarter, type Owner } from "../world/company.js";
import type { Deal, Human } from "../world/human.js";
import { DAY, type Micros } from "../world/life.js";
import { type Chance, likely } from "../world/random.js";
import { reasons } from "../world/reasons.js";
import type { Exports } from "./exports.js";

const stages = ["Prospecting", "Qualification", "Proposal", "Negotiation"] as const;

/** Makes an opportunity of an employer and lives it to its end, or to the end of the exports. */
export function makeDeal(exports: Exports, human: Human, created: Micros, owner: Owner): Deal {
  const { chance, employer, intent, source } = human;
  const cents = Math.round(chance.skewed(9_000 + 40 * Math.min(employer.employees, 3000), 0.5) / 100) * 10_000;
  const closesAt = wholeSecond(atWork(exports.zone, chance, created + chance.skewed(52, 0.55) * DAY));
  const deal: Deal = {
    ...{ id: exports.crm.id("Opportunity"), name: `${employer.name} - Platform`, created, owner, source: source.name },
    cents,
    currency: employer.country.currency,
    stage: stages[0],
    outcome: "open",
    isDeleted: false,
    closedAt: null,
    toldClosedAt: null,
    isClosedApproximate: false,
    reason: null,
    saves: [],
    members: [],
    closeDate: exports.zone.date(created + 60 * DAY),
  };
  save(deal, created);
  const isWon = chance.is(likely(-2.05 + 0.5 * intent - (isBadQuarter(created) ? 0.3 : 0)));
  progress(exports, chance, deal, closesAt);
  close(exports, chance, deal, closesAt, isWon);
  employer.deals.push(deal);
  return deal;
}

/** A copy that somebody made by mistake and threw away. */
export function throwAway(exports: Exports, deal: Deal): Deal {
  exports.plant("deleted_opportunity");
  return {
    ...deal,
    id: exports.crm.id("Opportunity"),
    isDeleted: true,
    outcome: "open",
    stage: stages[0],
    saves: [],
    members: [...deal.members],
  };
}

function save(deal: Deal, at: Micros): void {
  deal.saves.push({ at, stage: deal.stage, closeDate: deal.closeDate, cents: deal.cents });
}

/** Stage by stage; most saves change the amount or the date and leave the stage. */
function progress(exports: Exports, chance: Chance, deal: Deal, until: Micros): void {
  const reached = chance.whole(2, stages.length);
  for (let no = 1; no < reached; no++) {
    const at = wholeSecond(deal.created + ((until - deal.created) * no) / reached);
    if (at > asOf) return;
    deal.stage = stages[no]!;
    save(deal, at);
    for (let more = chance.whole(0, 2), from = at; more > 0; more--) {
      from = wholeSecond(from + chance.between(0, (until - at) / reached / 3));
      if (from > asOf || from >= until) break;
      if (chance.is(0.5))
        deal.cents = Math.round((deal.cents * chance.between(0.85, 1.2)) / 10_000) * 10_000 || deal.cents;
      else deal.closeDate = exports.zone.date(from + chance.between(10, 60) * DAY);
      save(deal, from);
    }
  }
}

function close(exports: Exports, chance: Chance, deal: Deal, at: Micros, isWon: boolean): void {
  if (at > asOf) return;
  const reopens = !isWon && chance.is(0.06) && at + 20 * DAY < asOf;
  end(exports, chance, deal, at, isWon);
  if (!reopens) {
    leaveTraces(exports, chance, deal);
    return;
  }
  exports.plant("reopened_deal");
  Object.assign(deal, { stage: "Negotiation", outcome: "open", closedAt: null, toldClosedAt: null, reason: null });
  save(deal, wholeSecond(at + 6 * DAY));
  const again = wholeSecond(at + chance.between(15, 80) * DAY);
  if (again <= asOf) end(exports, chance, deal, again, chance.is(0.5));
}

function end(exports: Exports, chance: Chance, deal: Deal, at: Micros, isWon: boolean): void {
  Object.assign(deal, { stage: isWon ? "Closed Won" : "Closed Lost", outcome: isWon ? "won" : "lost" });
  Object.assign(deal, { closedAt: at, toldClosedAt: at, closeDate: exports.zone.date(at) });
  deal.reason = !isWon && chance.is(0.7) ? chance.weighed(reasons.losses).raw : null;
  save(deal, at);
}

/** Some deals were typed in when they were over: no history, and a date that the exports alone know. */
function leaveTraces(exports: Exports, chance: Chance, deal: Deal): void {
  if (!chance.is(0.05) || deal.closedAt === null) return;
  const isBackdated = chance.is(0.4);
  const closedOn = isBackdated ? deal.created - 4 * DAY : deal.closedAt;
  exports.plant(isBackdated ? "backdated_deal" : "deal_without_history");
  deal.saves.length = 0;
  deal.closeDate = exports.zone.date(closedOn);
  deal.isClosedApproximate = true;
  deal.toldClosedAt = Math.max(deal.created, Math.min(exports.zone.dayEnd(closedOn), asOf));
}
