/** Which records describe a person and whose values win, as the product must decide it; from the simulation's state alone. */
import type { ExcludedRecord } from "../world/ground_truth.js";
import type { Human, SystemRecord } from "../world/human.js";
import { competitorDomain, freeDomain, ourDomain, studentDomain } from "../world/market.js";

const precedence = { Contact: 1, Lead: 2, MapLead: 3 } as const;
export const isDeletedOrMerged = ({ isDeleted, mergedInto }: SystemRecord) => isDeleted || mergedInto !== null;
/** Compares ids character by character, as the warehouse sorts them. */
export const compareIds = (one: string, other: string) => (one < other ? -1 : one > other ? 1 : 0);

/** Why the warehouse must leave a record out; null if it keeps it. */
export function exclusionReason(human: Human, record: SystemRecord): ExcludedRecord["reason"] | null {
  if (record.email.endsWith(`@${ourDomain}`)) return "internal";
  const isDeleted = record.mergedInto === null ? record.isDeleted : !record.isMergeExported;
  return human.fate === "erased" || isDeleted ? "deleted" : null;
}

/** The records whose values count. A record that was merged in marketing automation is not exported, so it has none. */
export const describingRecords = (human: Human): SystemRecord[] =>
  human.records.filter(
    (record) => exclusionReason(human, record) === null && !(record.object === "MapLead" && record.mergedInto !== null),
  );

/** Order of precedence where values differ: contact, lead, marketing automation, then the latest modified. Merged records come last. */
export const comparePrecedence = (one: SystemRecord, other: SystemRecord) =>
  Number(isDeletedOrMerged(one)) - Number(isDeletedOrMerged(other)) ||
  precedence[one.object] - precedence[other.object] ||
  other.modified - one.modified ||
  compareIds(one.id, other.id);

/** The type of an email's domain in email_domains.csv; null if it is not listed. */
export function emailDomainType(email: string): string | null {
  const domain = email.toLowerCase().split("@")[1]!;
  return { [freeDomain]: "free", [studentDomain]: "student", [competitorDomain]: "competitor" }[domain] ?? null;
}
