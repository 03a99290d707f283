/** The first records of a human in the systems. */
import { floorSecond } from "../world/calendar.js";
import type { ScheduledCampaign } from "../world/campaigns.js";
import { asOf } from "../world/company.js";
import type { Human, SystemRecord } from "../world/human.js";
import { titles } from "../world/market.js";
import { MINUTE, type Micros } from "../world/time_units.js";
import type { Acquisition } from "./acquisition.js";
import { addDirtyRecords } from "./dirty_data.js";
import type { ExportWriter } from "./export_writer.js";
import { addContact, addLead, addMapLead } from "./records.js";

/** Adds a contact for a person that sales found, sometimes with a record of marketing automation. */
export function addSalesSourcedRecords(exports: ExportWriter, human: Human): void {
  exports.countDirt("sales_sourced");
  addContact(exports, human, human.knownSince, human.employer.owner);
  if (human.chance.happens(0.6)) addMapLead(exports, human, human.knownSince + 10 * MINUTE);
}

/** Adds the first records of a person who came through marketing, some of them dirty. */
export function addFirstRecords(
  exports: ExportWriter,
  human: Human,
  { source, program, scannedAt }: Acquisition,
): void {
  const { chance, knownSince, fate } = human;
  const isFirstInCrm = source.name === "Trade Show";
  const known = { program: program?.system === "map" ? program.campaign_id : null };
  const isEarly =
    isFirstInCrm || fate === "lead_deleted" || fate === "internal" || program?.kind === "game" || chance.happens(0.55);
  const differs = isEarly && !isFirstInCrm && fate === "kept" && chance.happens(0.02);
  const isPoor = isEarly && !isFirstInCrm && chance.happens(0.05);
  if (differs) exports.countDirt("title_differs");
  if (isPoor) exports.countDirt("company_blank");
  const map = addMapLead(exports, human, isFirstInCrm ? knownSince + 10 * MINUTE : knownSince, {
    ...known,
    ...(differs ? { title: chance.pickWeighted(titles) } : {}),
    ...(isPoor ? { industry: null, employees: null } : {}),
  });
  if (isEarly) {
    const lead = addLead(exports, human, isFirstInCrm ? knownSince : knownSince + chance.uniform(5, 60) * MINUTE);
    if (scannedAt !== null && program) addCampaignResponse(exports, human, lead, program, scannedAt);
    if (fate === "lead_deleted") lead.isDeleted = true;
    if (fate === "erased") lead.isDeleted = true;
  }
  if (fate === "erased") map.isDeleted = true;
  if (fate !== "kept")
    exports.countDirt(
      { internal: "internal_record", erased: "erased", lead_deleted: "deleted_lead", vanished: "vanished" }[fate],
    );
  else addDirtyRecords(exports, human, map);
}

/** Adds a campaign response to the CRM. The exports contain its exact time only if it was entered on the same day. */
function addCampaignResponse(
  exports: ExportWriter,
  human: Human,
  lead: SystemRecord,
  show: ScheduledCampaign,
  scannedAt: Micros,
): void {
  const { zone } = exports;
  const isSameDay = zone.isSameDay(scannedAt, lead.created);
  const exportedAt = isSameDay ? lead.created : Math.min(zone.dayEnd(scannedAt), asOf);
  exports.crm.response({ lead, campaign: show, respondedOn: zone.local(scannedAt), made: lead.created });
  // Responses of a deleted lead do not count.
  if (human.fate === "lead_deleted") return;
  human.activities.push({
    type: "event_attendance",
    asset: show.name,
    campaign_id: show.campaign_id,
    is_bot: false,
    at: exportedAt,
  });
  if (isSameDay) return;
  exports.countDirt("response_day_only");
  human.limits.push({ kind: "response_day_only", stage: null, really_at: floorSecond(scannedAt), told_at: exportedAt });
}
