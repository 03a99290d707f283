/** Attributes and account of a person at the end, from their records. */
import type { PersonHistory } from "../world/ground_truth.js";
import type { Human } from "../world/human.js";
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

/** The dimensions of the person's cycles: each value comes from the best record that has it. */
export function profileOf(human: Human): PersonHistory["profile"] {
  const records = describingRecords(human);
  const best = records.toSorted(comparePrecedence);
  const oldest = records.toSorted(
    (one, other) => one.created - other.created || compareIds(one.id, other.id) || compareIds(one.system, other.system),
  )[0]!;
  const { employer } = human;
  const { title } = best[0]!;
  const owner = best.find((record) => record.owner !== null)?.owner ?? null;
  const hasCompany = best.some((record) => record.object === "Contact" || record.employees !== null);
  const hasIndustry = best.some((record) => record.object === "Contact" || record.industry !== null);
  return {
    source: oldest.source.name,
    persona: title.persona,
    seniority: title.seniority,
    industry: hasIndustry ? employer.industry : null,
    company_size_band: hasCompany ? employer.size.band : null,
    region: employer.country.region,
    account_id: accountOf(human).id,
    owner_id: owner?.id ?? null,
    owner_team: owner?.team ?? null,
  };
}
