/** Attributes and account of a person, from their records. */
import type { Owner } from "../world/company.js";
import type { FrozenDimensions, PersonHistory } from "../world/ground_truth.js";
import type { Human, SystemRecord } from "../world/human.js";
import type { Micros } from "../world/time_units.js";
import { compareIds, comparePrecedence, describingRecords, emailDomainType } from "./record_precedence.js";

/** The account of a contact. Without a contact, the account of the company with the person's email domain. */
export function accountOf(human: Human): { id: string | null; isMatched: boolean } {
  const { account, domain } = human.employer;
  const best = describingRecords(human).sort(comparePrecedence);
  if (best.some(({ object }) => object === "Contact")) return { id: account?.id ?? null, isMatched: false };
  const { email } = best[0]!;
  const isOfCompany = emailDomainType(email) === null && email.toLowerCase().endsWith(`@${domain}`);
  return { id: isOfCompany ? (account?.id ?? null) : null, isMatched: isOfCompany && account !== null };
}

/** What the records say at the end: each value comes from the best record that has it. */
export function profileOf(human: Human): PersonHistory["profile"] {
  const records = describingRecords(human);
  const best = records.toSorted(comparePrecedence);
  const oldest = records.toSorted(
    (one, other) => one.created - other.created || compareIds(one.id, other.id) || compareIds(one.system, other.system),
  )[0]!;
  const owner = best.find((record) => record.owner !== null)?.owner ?? null;
  return {
    ...describe(human, best, owner),
    source: oldest.source.name,
    account_id: accountOf(human).id,
  };
}

/** The dimensions over time. At each instant only the records known by then count, each with its owner of then. */
export function dimensionsOf(human: Human): PersonHistory["dimensions"] {
  const records = describingRecords(human).sort(comparePrecedence);
  const owners = records.flatMap((record) => record.owners).sort((one, other) => one.at - other.at);
  const instants = new Set([...records.map(({ created }) => created), ...owners.map(({ at }) => at)]);
  return [...instants]
    .sort((one, other) => one - other)
    .map((at) => {
      const known = records.filter(({ created }) => created <= at);
      const described = known.length > 0 ? known : records.filter(({ created }) => created === firstOf(records));
      return { at, ...describe(human, described, ownerAt(known, at) ?? owners[0]?.owner ?? null) };
    });
}

const firstOf = (records: readonly SystemRecord[]) => Math.min(...records.map(({ created }) => created));

/** The owner of the best record that has one by then. */
const ownerAt = (records: readonly SystemRecord[], at: Micros): Owner | undefined =>
  records.map(({ owners }) => owners.findLast((one) => one.at <= at)?.owner).find((owner) => owner !== undefined);

/** `best`: the records, the best first. */
function describe({ employer }: Human, best: readonly SystemRecord[], owner: Owner | null): FrozenDimensions {
  const { title } = best[0]!;
  const hasCompany = best.some((record) => record.object === "Contact" || record.employees !== null);
  const hasIndustry = best.some((record) => record.object === "Contact" || record.industry !== null);
  return {
    persona: title.persona,
    seniority: title.seniority,
    industry: hasIndustry ? employer.industry : null,
    company_size_band: hasCompany ? employer.size.band : null,
    region: employer.country.region,
    owner_id: owner?.id ?? null,
    owner_team: owner?.team ?? null,
  };
}
