/** Which records of a human say something of him, and whose word holds: lifecycle.md, of the simulation's state alone. */
import type { ExcludedRecord } from "../world/ground_truth.js";
import type { Human, SystemRecord } from "../world/human.js";
import { competitorDomain, freeDomain, ourDomain, studentDomain } from "../world/market.js";

const precedence = { Contact: 1, Lead: 2, MapLead: 3 } as const;
/** Deleted or merged away. */
export const isDeletedOrMerged = ({ isDeleted, mergedInto }: SystemRecord) => isDeleted || mergedInto !== null;
/** Ids in the order of their characters, as the tables have them. */
export const compareIds = (one: string, other: string) => (one < other ? -1 : one > other ? 1 : 0);

/** Why a record is left out of everything; null: it stays. */
export function exclusionReason(human: Human, held: SystemRecord): ExcludedRecord["reason"] | null {
  if (held.email.endsWith(`@${ourDomain}`)) return "internal";
  const isDeleted = held.mergedInto === null ? held.isDeleted : !held.isMergeExported;
  return human.fate === "erased" || isDeleted ? "deleted" : null;
}

/** The records that say something; the loser of a merge in Marketo is in no extract. */
export const describingRecords = (human: Human): SystemRecord[] =>
  human.records.filter(
    (held) => exclusionReason(human, held) === null && !(held.object === "MapLead" && held.mergedInto !== null),
  );

/** Whose values hold where they disagree: a contact's, a lead's, Marketo's; losers of merges last, then the latest changed. */
export const comparePrecedence = (one: SystemRecord, other: SystemRecord) =>
  Number(isDeletedOrMerged(one)) - Number(isDeletedOrMerged(other)) ||
  precedence[one.object] - precedence[other.object] ||
  other.modified - one.modified ||
  compareIds(one.id, other.id);

/** What the example's lookup says of the domain of an address; null: nothing. */
export function emailDomainType(email: string): string | null {
  const domain = email.toLowerCase().split("@")[1]!;
  return { [freeDomain]: "free", [studentDomain]: "student", [competitorDomain]: "competitor" }[domain] ?? null;
}
