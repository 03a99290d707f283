/** How somebody is entered into the systems at first. */

import { wholeSecond } from "../world/calendar.js";
import { asOf } from "../world/company.js";
import type { Held, Human } from "../world/human.js";
import { MINUTE, type Micros } from "../world/life.js";
import { titles } from "../world/market.js";
import type { Offering } from "../world/offerings.js";
import type { Arriving } from "./arrivals.js";
import type { Exports } from "./exports.js";
import { spoil } from "./mishaps.js";
import { addContact, addLead, addMapLead } from "./records.js";

/** Sales found him: a contact from the start, and no marketing. */
export function meet(exports: Exports, human: Human): void {
  exports.plant("sales_sourced");
  addContact(exports, human, human.born, human.employer.owner);
  if (human.chance.is(0.6)) addMapLead(exports, human, human.born + 10 * MINUTE);
}

/** The records with which marketing begins, and what goes wrong with them. */
export function enter(exports: Exports, human: Human, { source, program, scannedAt }: Arriving): void {
  const { chance, born, fate } = human;
  const isFirstInCrm = source.name === "Trade Show";
  const known = { program: program?.system === "map" ? program.campaign_id : null };
  const isEarly =
    isFirstInCrm || fate === "lead_deleted" || fate === "internal" || program?.kind === "game" || chance.is(0.55);
  const differs = isEarly && !isFirstInCrm && fate === "kept" && chance.is(0.02);
  const isPoor = isEarly && !isFirstInCrm && chance.is(0.05);
  if (differs) exports.plant("title_differs");
  if (isPoor) exports.plant("company_blank");
  const map = addMapLead(exports, human, isFirstInCrm ? born + 10 * MINUTE : born, {
    ...known,
    ...(differs ? { title: chance.weighed(titles) } : {}),
    ...(isPoor ? { industry: null, employees: null } : {}),
  });
  if (isEarly) {
    const lead = addLead(exports, human, isFirstInCrm ? born : born + chance.between(5, 60) * MINUTE);
    if (scannedAt !== null && program) respond(exports, human, lead, program, scannedAt);
    if (fate === "lead_deleted") lead.isDeleted = true;
    if (fate === "erased") lead.isDeleted = true;
  }
  if (fate === "erased") map.isDeleted = true;
  if (fate !== "kept")
    exports.plant(
      { internal: "internal_record", erased: "erased", lead_deleted: "deleted_lead", vanished: "vanished" }[fate],
    );
  else spoil(exports, human, map);
}

/** A response in the CRM; where it came another day than its row was made, the exports tell the day. */
function respond(exports: Exports, human: Human, lead: Held, show: Offering, scannedAt: Micros): void {
  const { zone } = exports;
  const isSameDay = zone.isSameDay(scannedAt, lead.created);
  const told = isSameDay ? lead.created : Math.min(zone.dayEnd(scannedAt), asOf);
  exports.crm.response({ lead, offering: show, respondedOn: zone.local(scannedAt), made: lead.created });
  // With its record the row of a deleted lead counts nowhere.
  if (human.fate === "lead_deleted") return;
  human.did.push({
    type: "event_attendance",
    asset: show.name,
    campaign_id: show.campaign_id,
    is_bot: false,
    at: told,
  });
  if (isSameDay) return;
  exports.plant("response_day_only");
  human.limits.push({ kind: "response_day_only", stage: null, really_at: wholeSecond(scannedAt), told_at: told });
}
