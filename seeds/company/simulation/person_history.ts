/** The truth about one person, from the simulation's state: attributes, activities and stages, as the exports show them. */
import { asOf } from "../world/company.js";
import type { ExportLimit, Observation, PersonHistory, StageEvent } from "../world/ground_truth.js";
import type { Deal, Human, SystemRecord } from "../world/human.js";
import type { Micros } from "../world/time_units.js";
import { accountOf, dimensionsOf, profileOf } from "./person_profile.js";
import {
  compareIds,
  comparePrecedence,
  describingRecords,
  emailDomainType,
  exclusionReason,
  isDeletedOrMerged,
} from "./record_precedence.js";

/** Every change of the attributes that the fit rules use. At each time, the value of the best record known by then counts. */
export function observationsOf(human: Human): Observation[] {
  const records = describingRecords(human).sort(comparePrecedence);
  const instants = [...new Set(records.map(({ created }) => created))].sort((one, other) => one - other);
  const best = <T>(at: Micros, value: (record: SystemRecord) => T | null): T | null => {
    for (const record of records) {
      const known = record.created <= at ? value(record) : null;
      if (known !== null) return known;
    }
    return null;
  };
  const { industry, employees } = human.employer;
  const rows: Observation[] = [];
  const last = new Map<string, string | null>();
  for (const at of instants) {
    const title = best(at, (record) => record.title);
    const email = best(at, (record) => record.email);
    const values: Record<string, string | null> = {
      job_title: title?.title ?? null,
      seniority: title?.seniority ?? null,
      industry: best(at, (record) => (record.object === "Contact" ? industry : record.industry)),
      employee_count:
        best(at, (record) => (record.object === "Contact" ? employees : record.employees))?.toString() ?? null,
      email_domain_type: email && emailDomainType(email),
      is_student: email && `${emailDomainType(email) === "student"}`,
      is_competitor: email && `${emailDomainType(email) === "competitor"}`,
    };
    for (const [attribute, value] of Object.entries(values)) {
      if (last.has(attribute) && last.get(attribute) === value) continue;
      last.set(attribute, value);
      rows.push({ attribute, value, at });
    }
  }
  return rows;
}

/** The human as the exports show them; null if no record is left. */
export function personHistoryOf(human: Human): PersonHistory | null {
  const kept = human.records.filter((record) => exclusionReason(human, record) === null);
  const named = kept.toSorted(
    (one, other) =>
      Number(isDeletedOrMerged(one)) - Number(isDeletedOrMerged(other)) ||
      Number(one.object !== "Contact") - Number(other.object !== "Contact") ||
      Number(one.object === "MapLead") - Number(other.object === "MapLead") ||
      compareIds(one.id, other.id),
  )[0];
  if (!named) return null;
  const deals = human.employer.deals.filter(
    ({ isDeleted, members }) => !isDeleted && members.some((member) => member.human === human),
  );
  const closings = deals.flatMap(dealEvents);
  return {
    person_id: `${named.system}:${named.id}`,
    human: human.no,
    records: kept.map(({ system, id }) => ({ system, record_id: id })),
    profile: profileOf(human),
    dimensions: dimensionsOf(human),
    account_is_matched: accountOf(human).isMatched,
    observations: observationsOf(human),
    activities: human.activities,
    acquisition_campaigns: kept
      .filter(({ program, mergedInto }) => program !== null && mergedInto === null)
      .map(({ program, created }) => ({ campaign_id: program!, at: created })),
    touches: human.touches.toSorted((one, other) => one.at - other.at),
    events: [...human.events, ...closings].sort((one, other) => one.at - other.at),
    opportunities: deals.map(({ id, cents, currency }) => ({ opportunity_id: id, cents, currency })),
    limits: [...human.limits, ...deals.flatMap(dealLimits)],
  };
}

function dealEvents(deal: Deal): StageEvent[] {
  const { id, created, outcome, exportedClosedAt, isClosedApproximate, reason } = deal;
  const opened: StageEvent = {
    stage: "opportunity",
    at: created,
    is_approximate: false,
    reason: null,
    opportunity_id: id,
  };
  if (outcome === "open" || exportedClosedAt === null || exportedClosedAt > asOf) return [opened];
  return [
    opened,
    { stage: outcome, at: exportedClosedAt, is_approximate: isClosedApproximate, reason, opportunity_id: id },
  ];
}

function dealLimits({ outcome, closedAt, exportedClosedAt, created }: Deal): ExportLimit[] {
  if (outcome === "open" || closedAt === exportedClosedAt) return [];
  const kind = exportedClosedAt === created ? "close_backdated" : "close_day_only";
  return [{ kind, stage: outcome, really_at: closedAt, told_at: exportedClosedAt }];
}
