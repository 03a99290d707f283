/** Who comes: companies, the humans in them, and how each is entered into the systems. */
import { wholeSecond } from "./calendar.js";
import { allSources, asOf, beganAt, isBadQuarter, type Offering, ownerFor, season } from "./company.js";
import type { Exports } from "./exports.js";
import type { Employer, Fate, Held, Human } from "./human.js";
import { DAY, HOUR, type Micros, SECOND } from "./life.js";
import {
  companyKinds,
  companyWords,
  consultant,
  countries,
  firstNames,
  freeDomain,
  industries,
  lastNames,
  listSource,
  oddCompanies,
  ourDomain,
  outbound,
  rivalDomain,
  type Source,
  sizes,
  sources,
  strangeSources,
  strangeTitles,
  student,
  studentDomain,
  type Title,
  titles,
} from "./market.js";
import { Chance } from "./random.js";
import { addContact, addLead, addMapLead } from "./records.js";
import { date, instant } from "./salesforce_files.js";

const MINUTE = 60 * SECOND;

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
    ...{ industry: chance.weighed(industries).name, employees, size, country },
    revenue: Math.round(employees * chance.skewed(140, 0.4)) * 1000,
    owner: ownerFor(chance, exports.owners, country.region, employees),
    scansMail: chance.is(0.07),
    ...{ account: null, deals: [] },
  };
}

/** More people of large companies are interested. */
export const headcount = (chance: Chance, employees: number): number =>
  Math.min(12, 1 + chance.count(employees > 1000 ? 2.2 : employees > 200 ? 1.4 : 0.7));

/** When somebody comes: around the company's first interest, more in strong months. */
export function arrival(chance: Chance, around: Micros | null): Micros {
  for (;;) {
    const at = around === null ? chance.between(beganAt + DAY, asOf - DAY) : around + chance.wait(60 * DAY);
    if (at > asOf - DAY) return chance.between(beganAt + DAY, asOf - DAY);
    if (chance.is(season(at))) return at;
  }
}

interface Arriving {
  readonly source: Source;
  readonly program: Offering | null;
  readonly born: Micros;
  /** Day of a trade show on which the badge was scanned. */
  readonly scannedAt: Micros | null;
}

/** Where somebody comes from decides when and how. */
function arriving(exports: Exports, chance: Chance, about: Micros): Arriving {
  const isBought = isBadQuarter(about) && chance.is(0.16);
  if (isBought) return syndicated(exports, about, "game");
  if (chance.is(0.008)) return { source: chance.one(strangeSources), program: null, born: about, scannedAt: null };
  if (chance.is(0.05)) return listed(chance, about);
  const source = chance.weighed(allSources.filter(({ weight, channel }) => weight > 0 && channel !== "Unmapped"));
  if (source.name === "Content Syndication") return syndicated(exports, about, chance.is(0.5) ? "a" : "b");
  if (source.name === "Webinar") return registered(exports, chance, source, about);
  if (source.name === "Trade Show") return scanned(exports, chance, source, about);
  const contents = exports.offerings.filter(({ kind }) => kind === "content");
  return { source, program: chance.is(0.3) ? chance.one(contents) : null, born: about, scannedAt: null };
}

const sourceNamed = (name: string) => sources.find((source) => source.name === name)!;

function syndicated(exports: Exports, born: Micros, which: "game" | "a" | "b"): Arriving {
  const kind = which === "game" ? "game" : "syndication";
  const programs = exports.offerings.filter((offering) => offering.kind === kind);
  return {
    source: sourceNamed("Content Syndication"),
    program: programs[which === "b" ? 1 : 0]!,
    born,
    scannedAt: null,
  };
}

/** Bought lists come in six times in the 18 months. */
function listed(chance: Chance, about: Micros): Arriving {
  const step = (asOf - beganAt) / 6;
  const no = Math.min(5, Math.floor((about - beganAt) / step));
  return {
    source: listSource,
    program: null,
    born: beganAt + (no + 0.5) * step + chance.whole(0, 600) * SECOND,
    scannedAt: null,
  };
}

function registered(exports: Exports, chance: Chance, source: Source, about: Micros): Arriving {
  const webinar = exports.webinarAfter(about);
  if (!webinar) return { source: sourceNamed("Direct Traffic"), program: null, born: about, scannedAt: null };
  const born = Math.max(beganAt + HOUR, webinar.from - chance.between(2 * HOUR, 12 * DAY));
  return { source, program: webinar, born, scannedAt: null };
}

/** Badges are scanned in two days; some land in the CRM at once, the rest with the list of the next morning. */
function scanned(exports: Exports, chance: Chance, source: Source, about: Micros): Arriving {
  const show = exports.offerings.find(({ kind, until }) => kind === "trade_show" && until > about);
  if (!show) return { source: sourceNamed("Direct Traffic"), program: null, born: about, scannedAt: null };
  const scannedAt = show.from + chance.whole(0, 1) * DAY + chance.between(0, 7 * HOUR);
  const born = chance.is(0.3) ? scannedAt : show.until + 20 * HOUR + chance.whole(0, 1800) * SECOND;
  return { source, program: show, born, scannedAt };
}

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
    ...{ no, first, last, title, employer, fate, chance, source: coming.source, born: wholeSecond(coming.born) },
    email: emailOf(chance, { no, first, last, title, employer, fate }),
    intent: isOutbound ? 0.5 : intentOf(chance, coming.source),
    ...{ held: [], did: [], touches: [], events: [], limits: [] },
  };
  if (fate === "vanished") exports.plant("vanished");
  else if (isOutbound) meet(exports, human);
  else enter(exports, human, coming);
  return human;
}

const plain = (name: string) =>
  name
    .normalize("NFD")
    .replace(/[^a-zA-Z]/g, "")
    .toLowerCase();

function emailOf(
  chance: Chance,
  { no, first, last, title, employer, fate }: Pick<Human, "no" | "first" | "last" | "title" | "employer" | "fate">,
): string {
  const own = `${plain(first)}.${plain(last)}${no}`;
  if (fate === "internal") return `${own}@${ourDomain}`;
  if (title === student) return `${own}@${studentDomain}`;
  return chance.is(0.07) ? `${own}@${freeDomain}` : `${own}@${employer.domain}`;
}

/** Sales found him: a contact from the start, and no marketing. */
function meet(exports: Exports, human: Human): void {
  exports.plant("sales_sourced");
  addContact(exports, human, human.born, human.employer.owner);
  if (human.chance.is(0.6)) addMapLead(exports, human, human.born + 10 * MINUTE);
}

/** The records with which marketing begins, and what goes wrong with them. */
function enter(exports: Exports, human: Human, { source, program, scannedAt }: Arriving): void {
  const { chance, born, fate } = human;
  const isFirstInCrm = source.name === "Trade Show";
  const known = { program: program?.system === "map" ? program.campaign_id : null };
  const isEarly =
    isFirstInCrm || fate === "lead_deleted" || fate === "internal" || program?.kind === "game" || chance.is(0.55);
  const differs = isEarly && !isFirstInCrm && fate === "kept" && chance.is(0.02);
  const isPoor = isEarly && !isFirstInCrm && chance.is(0.05);
  if (differs) exports.plant("title_differs");
  if (isPoor) exports.plant("company_blank");
  const map = addMapLead(exports, human, isFirstInCrm ? born + 10 * MINUTE : born, {
    ...known,
    ...(differs ? { title: chance.weighed(titles) } : {}),
    ...(isPoor ? { industry: null, employees: null } : {}),
  });
  if (isEarly) {
    const lead = addLead(exports, human, isFirstInCrm ? born : born + chance.between(5, 60) * MINUTE);
    if (scannedAt !== null && program) respond(exports, human, lead, program, scannedAt);
    if (fate === "lead_deleted") lead.isDeleted = true;
    if (fate === "erased") lead.isDeleted = true;
  }
  if (fate === "erased") map.isDeleted = true;
  if (fate !== "kept")
    exports.plant(
      { internal: "internal_record", erased: "erased", lead_deleted: "deleted_lead", vanished: "vanished" }[fate],
    );
  else spoil(exports, human, map);
}

/** A response in the CRM; where it came another day than its row was made, the exports tell the day. */
function respond(exports: Exports, human: Human, lead: Held, show: Offering, scannedAt: Micros): void {
  const { zone } = exports;
  const isSameDay = zone.isSameDay(scannedAt, lead.created);
  const told = isSameDay ? lead.created : Math.min(zone.dayEnd(scannedAt), asOf);
  exports.crm.write("CampaignMember", {
    ...{ Id: exports.id("CampaignMember"), IsDeleted: false, CampaignId: show.campaign_id, LeadId: lead.id },
    ...{ Status: "Attended", HasResponded: true, FirstRespondedDate: date(zone.local(scannedAt)) },
    ...{ CreatedDate: instant(lead.created), SystemModstamp: instant(lead.created) },
  });
  human.did.push({
    type: "event_attendance",
    asset: show.name,
    campaign_id: show.campaign_id,
    is_bot: false,
    at: told,
  });
  if (isSameDay) return;
  exports.plant("response_day_only");
  human.limits.push({ kind: "response_day_only", stage: null, really_at: wholeSecond(scannedAt), told_at: told });
}

/** Merges, copies and missing links; at most one of them each. */
function spoil(exports: Exports, human: Human, map: Held): void {
  const { chance, born } = human;
  const lead = human.held.find(({ object }) => object === "Lead");
  const draw = chance.unit();
  if (draw < 0.012 && born + 5 * DAY < asOf) mergeInMap(exports, human, map);
  else if (draw < 0.024 && lead) mergeInCrm(exports, human, lead);
  else if (draw < 0.038 && lead && born + 9 * DAY < asOf) {
    exports.plant("duplicate_email");
    addLead(exports, human, born + chance.between(1, 8) * DAY, { email: human.email.toUpperCase() });
  } else if (draw < 0.048) {
    exports.plant("duplicate_email");
    addMapLead(exports, human, Math.min(born + chance.between(1, 8) * DAY, asOf), { email: ` ${human.email}` }).status =
      "unlinked";
  } else if (draw < 0.068) {
    exports.plant("link_missing");
    map.status = "unlinked";
  }
}

function mergeInMap(exports: Exports, human: Human, map: Held): void {
  exports.plant("merge_in_map");
  const at = wholeSecond(Math.min(human.born + human.chance.between(3, 60) * DAY, asOf));
  const loser = addMapLead(exports, human, human.born);
  Object.assign(loser, { mergedInto: map.id, modified: at });
  const attributes = `{"Merge IDs":"[${loser.id}]","Merged in Sales":false,"Master Updated":true,"Merge Source":"leaddb"}`;
  const name = `${human.first} ${human.last}`;
  exports.map.log({ leadId: map.id, at, typeId: 32, primaryId: map.id, primaryValue: name, attributes });
}

/** The loser is often the older one: its source is then the person's. */
function mergeInCrm(exports: Exports, human: Human, lead: Held): void {
  exports.plant("merge_in_crm");
  const { chance } = human;
  const created = Math.max(beganAt, lead.created + chance.between(-30, 2) * DAY);
  const loser = addLead(exports, { ...human, source: chance.weighed(sources) }, Math.min(created, asOf));
  Object.assign(loser, { isDeleted: true, mergedInto: lead.id, modified: Math.min(asOf, lead.created + 20 * DAY) });
}

/** Somebody who came again with a private address: no export knows that it is he. */
export function makeDouble(exports: Exports, human: Human): Human {
  const { chance, no, first, last } = human;
  exports.plant("unlinked_double");
  const double: Human = {
    ...human,
    email: `${plain(first)}${plain(last)}.${no}@${freeDomain}`,
    born: wholeSecond(Math.min(asOf - DAY, human.born + chance.between(1, 60) * DAY)),
    ...{ source: sourceNamed("Direct Traffic"), intent: -1, held: [], did: [], touches: [], events: [] },
    limits: [{ kind: "unlinked_double", stage: null, really_at: null, told_at: null }],
  };
  addMapLead(exports, double, double.born);
  return double;
}

/** A visitor of whom Marketo knows a cookie. */
export function visitAnonymously(exports: Exports, chance: Chance): string {
  const id = exports.mapLeadId();
  const created = wholeSecond(chance.between(beganAt, asOf - DAY));
  exports.plant("anonymous_visitor");
  exports.writeAnonymous(id, created);
  for (let no = chance.whole(1, 4); no > 0; no--) {
    const at = wholeSecond(created + no * 40 * SECOND);
    exports.map.log({
      leadId: id,
      at,
      typeId: 1,
      primaryId: 320,
      primaryValue: "www.leadworks.example/",
      attributes: "",
    });
  }
  return id;
}
