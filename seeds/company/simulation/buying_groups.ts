/** Who is on a deal besides those whom marketing handed over. */
import { wholeSecond } from "../world/calendar.js";
import { asOf, atWork } from "../world/company.js";
import type { Deal, Human } from "../world/human.js";
import { DAY, HOUR } from "../world/life.js";
import type { Chance } from "../world/random.js";
import { makeDeal } from "./deals.js";
import type { Exports } from "./exports.js";
import { addContact } from "./records.js";

/** Sales opens a deal with somebody whom marketing never handed over. */
export function sell(exports: Exports, human: Human): void {
  const at = atWork(exports.zone, human.chance, human.born + human.chance.between(1, 20) * DAY);
  if (at > asOf) return;
  const deal = makeDeal(exports, human, wholeSecond(at), human.employer.owner);
  deal.members.push({ human, role: "Decision Maker", since: deal.created, byRole: true });
}

/** The buying group: colleagues whom the deal needs become contacts with a role on it. */
export function callIn(exports: Exports, chance: Chance, deal: Deal, people: readonly Human[]): void {
  if (deal.isDeleted) return;
  const isFree = (human: Human) =>
    human.fate === "kept" && human.born < deal.created && deal.members.every((member) => member.human !== human);
  for (const human of people.filter(isFree).slice(0, 3)) {
    if (!chance.is(0.25)) continue;
    const at = wholeSecond(Math.min(asOf, deal.created + chance.between(HOUR, 9 * DAY)));
    exports.plant("buying_group_member");
    const since = Math.max(at, addContact(exports, human, at, deal.owner).created);
    deal.members.push({ human, role: chance.is(0.5) ? "Influencer" : "Economic Buyer", since, byRole: true });
  }
}
