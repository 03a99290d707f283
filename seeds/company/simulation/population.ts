import { plain } from "./names.js";

/** Who comes: companies and the humans in them. */

import { wholeSecond } from "../world/calendar.js";
import { ownerFor } from "../world/company.js";
import type { Employer, Fate, Human } from "../world/human.js";
import type { Micros } from "../world/life.js";
import {
  consultant,
  countries,
  freeDomain,
  industries,
  ourDomain,
  outbound,
  rivalDomain,
  type Source,
  sizes,
  strangeTitles,
  student,
  studentDomain,
  type Title,
  titles,
} from "../world/market.js";
import { Chance } from "../world/random.js";
import { arrival, arriving } from "./arrivals.js";
import { enter, meet } from "./entry.js";
import type { Exports } from "./exports.js";
import { companyKinds, companyWords, firstNames, lastNames, oddCompanies } from "./names.js";

export function makeEmployer(exports: Exports, chance: Chance, no: number): Employer {
  const size = chance.weighed(sizes);
  const country = chance.weighed(countries);
  const employees = Math.round(chance.between(size.low, size.high));
  const isRival = chance.is(0.006);
  const word = `${chance.one(companyWords)}${chance.one(companyWords).toLowerCase()}`;
  const kind = chance.one(companyKinds);
  return {
    name: chance.is(0.004) ? chance.one(oddCompanies) : isRival ? "RivalSuite" : `${word} ${kind}`,
    domain: isRival ? rivalDomain : `${word.toLowerCase()}-${kind.toLowerCase()}-${no}.example`,
    industry: chance.weighed(industries).name,
    employees,
    size,
    country,
    revenue: Math.round(employees * chance.skewed(140, 0.4)) * 1000,
    owner: ownerFor(chance, exports.owners, country.region, employees),
    scansMail: chance.is(0.07),
    account: null,
    deals: [],
  };
}

/** More people of large companies are interested. */
export const headcount = (chance: Chance, employees: number): number =>
  Math.min(12, 1 + chance.count(employees > 1000 ? 2.2 : employees > 200 ? 1.4 : 0.7));

function titleOf(chance: Chance): Title {
  if (chance.is(0.025)) return student;
  if (chance.is(0.012)) return consultant;
  return chance.is(0.007) ? chance.one(strangeTitles) : chance.weighed(titles);
}

function fateOf(chance: Chance): Fate {
  const draw = chance.unit();
  if (draw < 0.006) return "internal";
  if (draw < 0.01) return "erased";
  if (draw < 0.014) return "lead_deleted";
  return draw < 0.016 ? "vanished" : "kept";
}

/** How wanting somebody is: by chance and by source, not by what he will be called later. */
const intentOf = (chance: Chance, source: Source) => chance.normal() * 0.9 + 0.35 * source.quality;

export function makeHuman(
  exports: Exports,
  seed: number,
  no: number,
  employer: Employer,
  around: Micros | null,
): Human {
  const chance = new Chance(seed, no * 2 + 1);
  const isOutbound = chance.is(0.025);
  const about = arrival(chance, around);
  const coming = isOutbound
    ? { source: outbound, program: null, born: about, scannedAt: null }
    : arriving(exports, chance, about);
  const title = titleOf(chance);
  const [first, last] = [chance.one(firstNames), chance.one(lastNames)];
  const fate = isOutbound ? "kept" : fateOf(chance);
  const human: Human = {
    no,
    first,
    last,
    title,
    employer,
    fate,
    chance,
    source: coming.source,
    born: wholeSecond(coming.born),
    email: emailOf(chance, { no, first, last, title, employer, fate }),
    intent: isOutbound ? 0.5 : intentOf(chance, coming.source),
    held: [],
    did: [],
    touches: [],
    events: [],
    limits: [],
  };
  if (fate === "vanished") exports.plant("vanished");
  else if (isOutbound) meet(exports, human);
  else enter(exports, human, coming);
  return human;
}

function emailOf(
  chance: Chance,
  { no, first, last, title, employer, fate }: Pick<Human, "no" | "first" | "last" | "title" | "employer" | "fate">,
): string {
  const own = `${plain(first)}.${plain(last)}${no}`;
  if (fate === "internal") return `${own}@${ourDomain}`;
  if (title === student) return `${own}@${studentDomain}`;
  return chance.is(0.07) ? `${own}@${freeDomain}` : `${own}@${employer.domain}`;
}
