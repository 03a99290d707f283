/** People on a deal that marketing did not hand over. */
import { floorSecond } from "../world/calendar.js";
import { asOf, nextWorkingTime } from "../world/company.js";
import type { Deal, Human } from "../world/human.js";
import type { SeededRandom } from "../world/seeded_random.js";
import { DAY, HOUR } from "../world/time_units.js";
import { makeDeal } from "./deals.js";
import type { ExportWriter } from "./export_writer.js";
import { addContact } from "./records.js";

/** Opens a deal with a person that sales found without marketing. */
export function openSalesSourcedDeal(exports: ExportWriter, human: Human): void {
  const at = nextWorkingTime(exports.zone, human.chance, human.knownSince + human.chance.uniform(1, 20) * DAY);
  if (at > asOf) return;
  const deal = makeDeal(exports, human, floorSecond(at), human.employer.owner);
  deal.members.push({ human, role: "Decision Maker", since: deal.created, byRole: true });
}

/** Adds colleagues as contacts with a role on the deal. */
export function addBuyingGroup(
  exports: ExportWriter,
  chance: SeededRandom,
  deal: Deal,
  people: readonly Human[],
): void {
  if (deal.isDeleted) return;
  const isFree = (human: Human) =>
    human.fate === "kept" && human.knownSince < deal.created && deal.members.every((member) => member.human !== human);
  for (const human of people.filter(isFree).slice(0, 3)) {
    if (!chance.happens(0.25)) continue;
    const at = floorSecond(Math.min(asOf, deal.created + chance.uniform(HOUR, 9 * DAY)));
    exports.countDirt("buying_group_member");
    const since = Math.max(at, addContact(exports, human, at, deal.owner).created);
    deal.members.push({ human, role: chance.happens(0.5) ? "Influencer" : "Economic Buyer", since, byRole: true });
  }
}
