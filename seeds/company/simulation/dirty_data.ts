/** Dirty data: merged records, duplicates, missing links, and people with two identities. */
import { floorSecond } from "../world/calendar.js";
import { asOf, beganAt } from "../world/company.js";
import type { Human, SystemRecord } from "../world/human.js";
import { freeDomain, sources } from "../world/market.js";
import { pages } from "../world/marketing_assets.js";
import type { SeededRandom } from "../world/seeded_random.js";
import { DAY, SECOND } from "../world/time_units.js";
import { findSource } from "./acquisition.js";
import type { ExportWriter } from "./export_writer.js";
import { asciiLetters } from "./name_lists.js";
import { addLead, addMapLead } from "./records.js";

/** Adds at most one merge, duplicate or missing link to a human's records. */
export function addDirtyRecords(exports: ExportWriter, human: Human, map: SystemRecord): void {
  const { chance, knownSince } = human;
  const lead = human.records.find(({ object }) => object === "Lead");
  const draw = chance.next();
  if (draw < 0.012 && knownSince + 5 * DAY < asOf) mergeInMap(exports, human, map);
  else if (draw < 0.024 && lead) mergeInCrm(exports, human, lead);
  else if (draw < 0.038 && lead && knownSince + 9 * DAY < asOf) {
    exports.countDirt("duplicate_email");
    addLead(exports, human, knownSince + chance.uniform(1, 8) * DAY, { email: human.email.toUpperCase() });
  } else if (draw < 0.048) {
    exports.countDirt("duplicate_email");
    addMapLead(exports, human, Math.min(knownSince + chance.uniform(1, 8) * DAY, asOf), {
      email: ` ${human.email}`,
    }).status = "unlinked";
  } else if (draw < 0.068) {
    exports.countDirt("link_missing");
    map.status = "unlinked";
  }
}

function mergeInMap(exports: ExportWriter, human: Human, map: SystemRecord): void {
  exports.countDirt("merge_in_map");
  const at = floorSecond(Math.min(human.knownSince + human.chance.uniform(3, 60) * DAY, asOf));
  const loser = addMapLead(exports, human, human.knownSince);
  Object.assign(loser, { mergedInto: map.id, modified: at });
  loser.isMergeExported = exports.map.merge(human, map, loser, at);
}

/** The merged lead is often the older one; its source then counts for the person. */
function mergeInCrm(exports: ExportWriter, human: Human, lead: SystemRecord): void {
  exports.countDirt("merge_in_crm");
  const { chance } = human;
  const created = Math.max(beganAt, lead.created + chance.uniform(-30, 2) * DAY);
  const loser = addLead(exports, { ...human, source: chance.pickWeighted(sources) }, Math.min(created, asOf));
  Object.assign(loser, { isDeleted: true, mergedInto: lead.id, modified: Math.min(asOf, lead.created + 20 * DAY) });
}

/** The same human with a private email address. No export links the two. */
export function makeUnlinkedDouble(exports: ExportWriter, human: Human): Human {
  const { chance, no, first, last } = human;
  exports.countDirt("unlinked_double");
  const double: Human = {
    ...human,
    email: `${asciiLetters(first)}${asciiLetters(last)}.${no}@${freeDomain}`,
    knownSince: floorSecond(Math.min(asOf - DAY, human.knownSince + chance.uniform(1, 60) * DAY)),
    source: findSource("Direct Traffic"),
    intent: -1,
    records: [],
    activities: [],
    touches: [],
    events: [],
    limits: [{ kind: "unlinked_double", stage: null, really_at: null, told_at: null }],
  };
  addMapLead(exports, double, double.knownSince);
  return double;
}

/** Adds an anonymous web visitor. Returns the id of their record, or null if the system exports none. */
export function addAnonymousVisitor(exports: ExportWriter, chance: SeededRandom): string | null {
  const id = exports.map.id();
  const created = floorSecond(chance.uniform(beganAt, asOf - DAY));
  exports.countDirt("anonymous_visitor");
  const isRecord = exports.map.anonymous(id, created);
  for (let no = chance.integer(1, 4); no > 0; no--)
    exports.map.log(
      id,
      null,
      { at: floorSecond(created + no * 40 * SECOND), doing: "visit", asset: pages[0]!, isBot: false },
      false,
    );
  return isRecord ? id : null;
}
