/** From lead to contact, account and, mostly, opportunity. */
import { wholeSecond } from "../world/calendar.js";
import { asOf, atWork, type Owner } from "../world/company.js";
import { contactOf, type Deal, type Held, type Human } from "../world/human.js";
import { DAY, HOUR, MINUTE, type Micros } from "../world/life.js";
import { likely } from "../world/random.js";
import { makeDeal, throwAway } from "./deals.js";
import type { Exports } from "./exports.js";
import { addContact, change, touch } from "./records.js";
import { tell } from "./told.js";

/** What sales has closed the rules leave alone for so long. */
export const COOL_OFF = 30 * DAY;

/** Lead to contact, to account, and mostly to an opportunity: at once, or days later by its contact role alone. */
export function convert(exports: Exports, human: Human, owner: Owner, lead: Held, at: Micros): Deal | null {
  const { chance, intent } = human;
  const contact = addContact(exports, human, typedInAt(human, lead, at), owner);
  const hasDeal = chance.is(likely(0.6 + 0.3 * intent));
  const isAtOnce = chance.is(0.8);
  const dealAt = isAtOnce ? at : wholeSecond(atWork(exports.zone, chance, at + chance.between(1, 18) * DAY));
  const deal = hasDeal && dealAt <= asOf ? makeDeal(exports, human, dealAt, owner) : null;
  if (deal) staff(exports, human, deal, !isAtOnce || chance.is(0.9));
  const ofConversion = isAtOnce ? deal : null;
  lead.converted = { at, contactId: contact.id, opportunityId: ofConversion?.id ?? null };
  if (chance.is(0.88)) {
    lead.changes.push({ at, field: "leadConverted", from: "", to: "", by: owner.id });
    change(lead, at, "Status", "Closed - Converted", owner);
    tell(exports, human, "sql", at);
  } else convertUntold(exports, human, { lead, contact, deal: ofConversion }, at);
  touch(lead, at);
  return deal;
}

/** Mostly the conversion makes the contact; of some sales had typed one in, hours or days before. */
function typedInAt({ chance }: Human, lead: Held, at: Micros): Micros {
  if (!chance.is(0.2)) return at;
  const before = chance.is(0.3) ? chance.between(1, 3) * HOUR : chance.between(1, 20) * DAY;
  return Math.max(lead.created, at - before);
}

/** Without a row in the history the day is known, and the instant only if something was made that day. */
function convertUntold(
  exports: Exports,
  human: Human,
  { lead, contact, deal }: { lead: Held; contact: Held; deal: Deal | null },
  at: Micros,
): void {
  const { zone } = exports;
  exports.plant("conversion_without_history");
  lead.status = "Closed - Converted";
  const made = [deal?.created, contact.created].find((made) => made !== undefined && zone.isSameDay(made, at));
  if (made !== undefined) tell(exports, human, "sql", made, { reallyAt: at, kind: "conversion_by_record" });
  else {
    const told = Math.min(zone.dayEnd(at), asOf);
    tell(exports, human, "sql", told, { isApproximate: true, reallyAt: at, kind: "conversion_day_only" });
  }
}

/** Who decides is on the deal by a role, or only by the lead that became it; now and then somebody makes it twice. */
function staff(exports: Exports, human: Human, deal: Deal, byRole: boolean): void {
  deal.members.push({ human, role: "Decision Maker", since: deal.created, byRole });
  if (human.chance.is(0.03)) human.employer.deals.push(throwAway(exports, deal));
}

/** After a lost deal marketing may call the contact an MQL again: in a field that holds a day, and the last one only. */
export function meetAgain(exports: Exports, human: Human, deal: Deal | null, at: Micros): boolean {
  const contact = contactOf(human);
  if (!contact || deal?.outcome !== "lost" || at < deal.closedAt! + COOL_OFF || !human.chance.is(0.6)) return false;
  const told = exports.zone.dayStart(at);
  if (told < contact.created) return false;
  contact.mqlDate = exports.zone.date(at);
  touch(contact, Math.min(asOf, wholeSecond(at + MINUTE)));
  exports.plant("mql_of_contact");
  tell(exports, human, "mql", told, { isApproximate: true, reallyAt: wholeSecond(at), kind: "mql_day_only" });
  return true;
}
