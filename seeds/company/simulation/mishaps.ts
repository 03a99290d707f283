/** What goes wrong with records: merges, copies, missing links, people who come twice. */

import { wholeSecond } from "../world/calendar.js";
import { asOf, beganAt } from "../world/company.js";
import type { Held, Human } from "../world/human.js";
import { DAY, SECOND } from "../world/life.js";
import { freeDomain, sources } from "../world/market.js";
import { pages } from "../world/offers.js";
import type { Chance } from "../world/random.js";
import { sourceNamed } from "./arrivals.js";
import type { Exports } from "./exports.js";
import { plain } from "./names.js";
import { addLead, addMapLead } from "./records.js";

/** Merges, copies and missing links; at most one of them each. */
export function spoil(exports: Exports, human: Human, map: Held): void {
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
  loser.isMergeTold = exports.map.merge(human, map, loser, at);
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
    source: sourceNamed("Direct Traffic"),
    intent: -1,
    held: [],
    did: [],
    touches: [],
    events: [],
    limits: [{ kind: "unlinked_double", stage: null, really_at: null, told_at: null }],
  };
  addMapLead(exports, double, double.born);
  return double;
}

/** A visitor of whom a cookie is known; returns the record that the exports make of him, if they do. */
export function visitAnonymously(exports: Exports, chance: Chance): string | null {
  const id = exports.map.id();
  const created = wholeSecond(chance.between(beganAt, asOf - DAY));
  exports.plant("anonymous_visitor");
  const isRecord = exports.map.anonymous(id, created);
  for (let no = chance.whole(1, 4); no > 0; no--)
    exports.map.log(
      id,
      null,
      { at: wholeSecond(created + no * 40 * SECOND), doing: "visit", offer: pages[0]!, isBot: false },
      false,
    );
  return isRecord ? id : null;
}
