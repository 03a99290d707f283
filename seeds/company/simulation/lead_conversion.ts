/** From lead to contact, account and, mostly, opportunity. */
import { floorSecond } from "../world/calendar.js";
import { asOf, nextWorkingTime, type Owner } from "../world/company.js";
import { contactOf, type Deal, type Human, type SystemRecord } from "../world/human.js";
import { logistic } from "../world/seeded_random.js";
import { DAY, HOUR, MINUTE, type Micros } from "../world/time_units.js";
import { makeDeal, makeDeletedCopy } from "./deals.js";
import type { ExportWriter } from "./export_writer.js";
import { addContact, changeField, markModified } from "./records.js";
import { addStageEvent } from "./stage_events.js";

/** What sales has closed the rules leave alone for so long. */
export const COOL_OFF = 30 * DAY;

/** Lead to contact, to account, and mostly to an opportunity: at once, or days later by its contact role alone. */
export function convertLead(
  exports: ExportWriter,
  human: Human,
  owner: Owner,
  lead: SystemRecord,
  at: Micros,
): Deal | null {
  const { chance, intent } = human;
  const contact = addContact(exports, human, drawContactCreation(human, lead, at), owner);
  const hasDeal = chance.happens(logistic(0.6 + 0.3 * intent));
  const isAtOnce = chance.happens(0.8);
  const dealAt = isAtOnce ? at : floorSecond(nextWorkingTime(exports.zone, chance, at + chance.uniform(1, 18) * DAY));
  const deal = hasDeal && dealAt <= asOf ? makeDeal(exports, human, dealAt, owner) : null;
  if (deal) addDecisionMaker(exports, human, deal, !isAtOnce || chance.happens(0.9));
  const ofConversion = isAtOnce ? deal : null;
  lead.converted = { at, contactId: contact.id, opportunityId: ofConversion?.id ?? null };
  if (chance.happens(0.88)) {
    lead.changes.push({ at, field: "leadConverted", from: "", to: "", by: owner.id });
    changeField(lead, at, "Status", "Closed - Converted", owner);
    addStageEvent(exports, human, "sql", at);
  } else convertWithoutHistory(exports, human, { lead, contact, deal: ofConversion }, at);
  markModified(lead, at);
  return deal;
}

/** Mostly the conversion makes the contact; of some sales had typed one in, hours or days before. */
function drawContactCreation({ chance }: Human, lead: SystemRecord, at: Micros): Micros {
  if (!chance.happens(0.2)) return at;
  const before = chance.happens(0.3) ? chance.uniform(1, 3) * HOUR : chance.uniform(1, 20) * DAY;
  return Math.max(lead.created, at - before);
}

/** Without a row in the history the day is known, and the instant only if something was made that day. */
function convertWithoutHistory(
  exports: ExportWriter,
  human: Human,
  { lead, contact, deal }: { lead: SystemRecord; contact: SystemRecord; deal: Deal | null },
  at: Micros,
): void {
  const { zone } = exports;
  exports.countDirt("conversion_without_history");
  lead.status = "Closed - Converted";
  const made = [deal?.created, contact.created].find((made) => made !== undefined && zone.isSameDay(made, at));
  if (made !== undefined) addStageEvent(exports, human, "sql", made, { reallyAt: at, kind: "conversion_by_record" });
  else {
    const told = Math.min(zone.dayEnd(at), asOf);
    addStageEvent(exports, human, "sql", told, { isApproximate: true, reallyAt: at, kind: "conversion_day_only" });
  }
}

/** Who decides is on the deal by a role, or only by the lead that became it; now and then somebody makes it twice. */
function addDecisionMaker(exports: ExportWriter, human: Human, deal: Deal, byRole: boolean): void {
  deal.members.push({ human, role: "Decision Maker", since: deal.created, byRole });
  if (human.chance.happens(0.03)) human.employer.deals.push(makeDeletedCopy(exports, deal));
}

/** After a lost deal marketing may call the contact an MQL again: in a field that holds a day, and the last one only. */
export function requalifyContact(exports: ExportWriter, human: Human, deal: Deal | null, at: Micros): boolean {
  const contact = contactOf(human);
  if (!contact || deal?.outcome !== "lost" || at < deal.closedAt! + COOL_OFF || !human.chance.happens(0.6))
    return false;
  const told = exports.zone.dayStart(at);
  if (told < contact.created) return false;
  contact.mqlDate = exports.zone.date(at);
  markModified(contact, Math.min(asOf, floorSecond(at + MINUTE)));
  exports.countDirt("mql_of_contact");
  addStageEvent(exports, human, "mql", told, { isApproximate: true, reallyAt: floorSecond(at), kind: "mql_day_only" });
  return true;
}
