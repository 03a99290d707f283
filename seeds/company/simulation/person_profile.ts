/** How a human stands at the end, of what his records say. */
import type { PersonHistory } from "../world/ground_truth.js";
import type { Human } from "../world/human.js";
import { compareIds, comparePrecedence, describingRecords, emailDomainType } from "./record_precedence.js";

/** Of a contact its own; of anybody else that of the company whose domain the address has, unless the domain is nobody's. */
export function accountOf(human: Human): { id: string | null; isMatched: boolean } {
  const { account, domain } = human.employer;
  const best = describingRecords(human).sort(comparePrecedence);
  if (best.some(({ object }) => object === "Contact")) return { id: account?.id ?? null, isMatched: false };
  const { email } = best[0]!;
  const isOfCompany = emailDomainType(email) === null && email.toLowerCase().endsWith(`@${domain}`);
  return { id: isOfCompany ? (account?.id ?? null) : null, isMatched: isOfCompany && account !== null };
}

/** What a cycle is cut by: of each attribute what the best record says. */
export function profileOf(human: Human): PersonHistory["profile"] {
  const records = describingRecords(human);
  const best = records.toSorted(comparePrecedence);
  const oldest = records.toSorted(
    (one, other) => one.created - other.created || compareIds(one.id, other.id) || compareIds(one.system, other.system),
  )[0]!;
  const { employer } = human;
  const { title } = best[0]!;
  const owner = best.find((held) => held.owner !== null)?.owner ?? null;
  const hasCompany = best.some((held) => held.object === "Contact" || held.employees !== null);
  const hasIndustry = best.some((held) => held.object === "Contact" || held.industry !== null);
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
