/** Which records of a human say something of him, and whose word holds: lifecycle.md, of the simulation's state alone. */
import type { Held, Human } from "../world/human.js";
import type { LeftOut } from "../world/life.js";
import { freeDomain, ourDomain, rivalDomain, studentDomain } from "../world/market.js";

const precedence = { Contact: 1, Lead: 2, MapLead: 3 } as const;
/** Deleted or merged away. */
export const isGone = ({ isDeleted, mergedInto }: Held) => isDeleted || mergedInto !== null;
/** Ids in the order of their characters, as the tables have them. */
export const compare = (one: string, other: string) => (one < other ? -1 : one > other ? 1 : 0);

/** Why a record is left out of everything; null: it stays. */
export function leftOut(human: Human, held: Held): LeftOut["reason"] | null {
  if (held.email.endsWith(`@${ourDomain}`)) return "internal";
  const isDeleted = held.mergedInto === null ? held.isDeleted : !held.isMergeTold;
  return human.fate === "erased" || isDeleted ? "deleted" : null;
}

/** The records that say something; the loser of a merge in Marketo is in no extract. */
export const speaking = (human: Human): Held[] =>
  human.held.filter(
    (held) => leftOut(human, held) === null && !(held.object === "MapLead" && held.mergedInto !== null),
  );

/** Whose values hold where they disagree: a contact's, a lead's, Marketo's; losers of merges last, then the latest changed. */
export const byPreference = (one: Held, other: Held) =>
  Number(isGone(one)) - Number(isGone(other)) ||
  precedence[one.object] - precedence[other.object] ||
  other.modified - one.modified ||
  compare(one.id, other.id);

/** What the example's lookup says of the domain of an address; null: nothing. */
export function domainType(email: string): string | null {
  const domain = email.toLowerCase().split("@")[1]!;
  return { [freeDomain]: "free", [studentDomain]: "student", [rivalDomain]: "competitor" }[domain] ?? null;
}
