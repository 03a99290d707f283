/** What the records of a human say of him together, as lifecycle.md joins them: from the simulation's state alone. */
import { asOf } from "../world/company.js";
import type { ExportLimit, Observation, PersonHistory, StageEvent } from "../world/ground_truth.js";
import type { Deal, Human, SystemRecord } from "../world/human.js";
import type { Micros } from "../world/time_units.js";
import { accountOf, profileOf } from "./person_profile.js";
import {
  compareIds,
  comparePrecedence,
  describingRecords,
  emailDomainType,
  exclusionReason,
  isDeletedOrMerged,
} from "./record_precedence.js";

/** Of the attributes that the example's fit rules read, every change of what the best record known then says. */
export function observationsOf(human: Human): Observation[] {
  const records = describingRecords(human).sort(comparePrecedence);
  const instants = [...new Set(records.map(({ created }) => created))].sort((one, other) => one - other);
  const best = <T>(at: Micros, value: (held: SystemRecord) => T | null): T | null => {
    for (const held of records) {
      const said = held.created <= at ? value(held) : null;
      if (said !== null) return said;
    }
    return null;
  };
  const { industry, employees } = human.employer;
  const rows: Observation[] = [];
  const last = new Map<string, string | null>();
  for (const at of instants) {
    const title = best(at, (held) => held.title);
    const email = best(at, (held) => held.email);
    const says: Record<string, string | null> = {
      job_title: title?.title ?? null,
      seniority: title?.seniority ?? null,
      industry: best(at, (held) => (held.object === "Contact" ? industry : held.industry)),
      employee_count: best(at, (held) => (held.object === "Contact" ? employees : held.employees))?.toString() ?? null,
      email_domain_type: email && emailDomainType(email),
      is_student: email && `${emailDomainType(email) === "student"}`,
      is_competitor: email && `${emailDomainType(email) === "competitor"}`,
    };
    for (const [attribute, value] of Object.entries(says)) {
      if (last.has(attribute) && last.get(attribute) === value) continue;
      last.set(attribute, value);
      rows.push({ attribute, value, at });
    }
  }
  return rows;
}

/** The human as the exports show him; null: they keep no record of him. */
export function personHistoryOf(human: Human): PersonHistory | null {
  const kept = human.records.filter((held) => exclusionReason(human, held) === null);
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
  const toldOf = deals.flatMap(dealEvents);
  return {
    person_id: `${named.system}:${named.id}`,
    human: human.no,
    records: kept.map(({ system, id }) => ({ system, record_id: id })),
    profile: profileOf(human),
    account_is_matched: accountOf(human).isMatched,
    observations: observationsOf(human),
    activities: human.activities,
    acquisition_campaigns: kept
      .filter(({ program, mergedInto }) => program !== null && mergedInto === null)
      .map(({ program, created }) => ({ campaign_id: program!, at: created })),
    touches: human.touches.toSorted((one, other) => one.at - other.at),
    events: [...human.events, ...toldOf].sort((one, other) => one.at - other.at),
    opportunities: deals.map(({ id, cents, currency }) => ({ opportunity_id: id, cents, currency })),
    limits: [...human.limits, ...deals.flatMap(dealLimits)],
  };
}

function dealEvents(deal: Deal): StageEvent[] {
  const { id, created, outcome, toldClosedAt, isClosedApproximate, reason } = deal;
  const opened: StageEvent = {
    stage: "opportunity",
    at: created,
    is_approximate: false,
    reason: null,
    opportunity_id: id,
  };
  if (outcome === "open" || toldClosedAt === null || toldClosedAt > asOf) return [opened];
  return [
    opened,
    { stage: outcome, at: toldClosedAt, is_approximate: isClosedApproximate, reason, opportunity_id: id },
  ];
}

function dealLimits({ outcome, closedAt, toldClosedAt, created }: Deal): ExportLimit[] {
  if (outcome === "open" || closedAt === toldClosedAt) return [];
  const kind = toldClosedAt === created ? "close_backdated" : "close_day_only";
  return [{ kind, stage: outcome, really_at: closedAt, told_at: toldClosedAt }];
}
