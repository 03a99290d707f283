/** Lead conversion: a contact, an account and, mostly, an opportunity. */
import { floorSecond } from "../world/calendar.js";
import { asOf, nextWorkingTime, type Owner } from "../world/company.js";
import { contactOf, type Deal, type Human, type SystemRecord } from "../world/human.js";
import { logistic } from "../world/seeded_random.js";
import { DAY, HOUR, MINUTE, type Micros } from "../world/time_units.js";
import { makeDeal, makeDeletedCopy } from "./deals.js";
import type { ExportWriter } from "./export_writer.js";
import { addContact, changeField, markModified } from "./records.js";
import { addStageEvent } from "./stage_events.js";

/** Time after a rejection or loss in which a lead does not qualify again. */
export const COOL_OFF = 30 * DAY;

/** Converts a lead. Returns its opportunity, which is created at once or days later, or null if there is none. */
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

/** Mostly the conversion creates the contact; some contacts were entered hours or days before. */
function drawContactCreation({ chance }: Human, lead: SystemRecord, at: Micros): Micros {
  if (!chance.happens(0.2)) return at;
  const before = chance.happens(0.3) ? chance.uniform(1, 3) * HOUR : chance.uniform(1, 20) * DAY;
  return Math.max(lead.created, at - before);
}

/** Converts without a history row. The exports then contain the day, and the time only if a record was created on that day. */
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
    const exportedAt = Math.min(zone.dayEnd(at), asOf);
    addStageEvent(exports, human, "sql", exportedAt, {
      isApproximate: true,
      reallyAt: at,
      kind: "conversion_day_only",
    });
  }
}

/** Adds the decision maker, with a contact role or only through the converted lead. A few deals get a deleted copy. */
function addDecisionMaker(exports: ExportWriter, human: Human, deal: Deal, byRole: boolean): void {
  deal.members.push({ human, role: "Decision Maker", since: deal.created, byRole });
  if (human.chance.happens(0.03)) human.employer.deals.push(makeDeletedCopy(exports, deal));
}

/** May make the contact an MQL again after a lost deal. The date field holds only the day of the latest MQL. Returns true if it did. */
export function requalifyContact(exports: ExportWriter, human: Human, deal: Deal | null, at: Micros): boolean {
  const contact = contactOf(human);
  if (!contact || deal?.outcome !== "lost" || at < deal.closedAt! + COOL_OFF || !human.chance.happens(0.6))
    return false;
  const exportedAt = exports.zone.dayStart(at);
  if (exportedAt < contact.created) return false;
  contact.mqlDate = exports.zone.date(at);
  markModified(contact, Math.min(asOf, floorSecond(at + MINUTE)));
  exports.countDirt("mql_of_contact");
  addStageEvent(exports, human, "mql", exportedAt, {
    isApproximate: true,
    reallyAt: floorSecond(at),
    kind: "mql_day_only",
  });
  return true;
}
