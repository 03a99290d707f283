/** How a human stands at the end, of what his records say. */
import type { Human } from "../world/human.js";
import type { Life } from "../world/life.js";
import { byPreference, compare, domainType, speaking } from "./speaking.js";

/** Of a contact its own; of anybody else that of the company whose domain the address has, unless the domain is nobody's. */
export function accountOf(human: Human): { id: string | null; isMatched: boolean } {
  const { account, domain } = human.employer;
  const best = speaking(human).sort(byPreference);
  if (best.some(({ object }) => object === "Contact")) return { id: account?.id ?? null, isMatched: false };
  const { email } = best[0]!;
  const isOfCompany = domainType(email) === null && email.toLowerCase().endsWith(`@${domain}`);
  return { id: isOfCompany ? (account?.id ?? null) : null, isMatched: isOfCompany && account !== null };
}

/** What a cycle is cut by: of each attribute what the best record says. */
export function standingOf(human: Human): Life["standing"] {
  const records = speaking(human);
  const best = records.toSorted(byPreference);
  const oldest = records.toSorted(
    (one, other) => one.created - other.created || compare(one.id, other.id) || compare(one.system, other.system),
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
