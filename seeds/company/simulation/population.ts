/** Companies and the people in them. */
import { floorSecond } from "../world/calendar.js";
import { pickOwner } from "../world/company.js";
import type { Employer, Fate, Human } from "../world/human.js";
import {
  companySizes,
  competitorDomain,
  consultantTitle,
  countries,
  freeDomain,
  industries,
  ourDomain,
  outboundSource,
  type Source,
  studentDomain,
  studentTitle,
  type Title,
  titles,
  unmappedTitles,
} from "../world/market.js";
import { SeededRandom } from "../world/seeded_random.js";
import type { Micros } from "../world/time_units.js";
import { drawAcquisition, drawArrivalTime } from "./acquisition.js";
import type { ExportWriter } from "./export_writer.js";
import { addFirstRecords, addSalesSourcedRecords } from "./first_records.js";
import { asciiLetters, companySuffixes, companyWords, firstNames, lastNames, oddCompanyNames } from "./name_lists.js";

export function makeEmployer(exports: ExportWriter, chance: SeededRandom, no: number): Employer {
  const size = chance.pickWeighted(companySizes);
  const country = chance.pickWeighted(countries);
  const employees = Math.round(chance.uniform(size.low, size.high));
  const isRival = chance.happens(0.006);
  const word = `${chance.pick(companyWords)}${chance.pick(companyWords).toLowerCase()}`;
  const kind = chance.pick(companySuffixes);
  return {
    name: chance.happens(0.004) ? chance.pick(oddCompanyNames) : isRival ? "RivalSuite" : `${word} ${kind}`,
    domain: isRival ? competitorDomain : `${word.toLowerCase()}-${kind.toLowerCase()}-${no}.example`,
    industry: chance.pickWeighted(industries).name,
    employees,
    size,
    country,
    revenue: Math.round(employees * chance.logNormal(140, 0.4)) * 1000,
    owner: pickOwner(chance, exports.owners, country.region, employees),
    scansMail: chance.happens(0.07),
    account: null,
    deals: [],
  };
}

/** Number of known people at a company; higher for large companies. */
export const drawHeadcount = (chance: SeededRandom, employees: number): number =>
  Math.min(12, 1 + chance.poisson(employees > 1000 ? 2.2 : employees > 200 ? 1.4 : 0.7));

function drawTitle(chance: SeededRandom): Title {
  if (chance.happens(0.025)) return studentTitle;
  if (chance.happens(0.012)) return consultantTitle;
  return chance.happens(0.007) ? chance.pick(unmappedTitles) : chance.pickWeighted(titles);
}

function drawFate(chance: SeededRandom): Fate {
  const draw = chance.next();
  if (draw < 0.006) return "internal";
  if (draw < 0.01) return "erased";
  if (draw < 0.014) return "lead_deleted";
  return draw < 0.016 ? "vanished" : "kept";
}

/** How much a person wants to buy: by chance and by the quality of the source. */
const drawIntent = (chance: SeededRandom, source: Source) => chance.normal() * 0.9 + 0.35 * source.quality;

export function makeHuman(
  exports: ExportWriter,
  seed: number,
  no: number,
  employer: Employer,
  around: Micros | null,
): Human {
  const chance = new SeededRandom(seed, no * 2 + 1);
  const isOutbound = chance.happens(0.025);
  const about = drawArrivalTime(chance, around);
  const acquisition = isOutbound
    ? { source: outboundSource, program: null, knownSince: about, scannedAt: null }
    : drawAcquisition(exports, chance, about);
  const title = drawTitle(chance);
  const [first, last] = [chance.pick(firstNames), chance.pick(lastNames)];
  const fate = isOutbound ? "kept" : drawFate(chance);
  const human: Human = {
    no,
    first,
    last,
    title,
    employer,
    fate,
    chance,
    source: acquisition.source,
    knownSince: floorSecond(acquisition.knownSince),
    email: drawEmail(chance, { no, first, last, title, employer, fate }),
    intent: isOutbound ? 0.5 : drawIntent(chance, acquisition.source),
    records: [],
    activities: [],
    touches: [],
    events: [],
    limits: [],
  };
  if (fate === "vanished") exports.countDirt("vanished");
  else if (isOutbound) addSalesSourcedRecords(exports, human);
  else addFirstRecords(exports, human, acquisition);
  return human;
}

function drawEmail(
  chance: SeededRandom,
  { no, first, last, title, employer, fate }: Pick<Human, "no" | "first" | "last" | "title" | "employer" | "fate">,
): string {
  const own = `${asciiLetters(first)}.${asciiLetters(last)}${no}`;
  if (fate === "internal") return `${own}@${ourDomain}`;
  if (title === studentTitle) return `${own}@${studentDomain}`;
  return chance.happens(0.07) ? `${own}@${freeDomain}` : `${own}@${employer.domain}`;
}
