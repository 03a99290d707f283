/** When people come, and from where: that decides how they are entered. */
import { asOf, beganAt, isBadQuarter, season } from "../world/company.js";
import { DAY, HOUR, type Micros, SECOND } from "../world/life.js";
import { listSource, type Source, sources, strangeSources } from "../world/market.js";
import type { Offering } from "../world/offerings.js";
import type { Chance } from "../world/random.js";
import type { Exports } from "./exports.js";

/** When somebody comes: around the company's first interest, more in strong months. */
export function arrival(chance: Chance, around: Micros | null): Micros {
  for (;;) {
    const at = around === null ? chance.between(beganAt + DAY, asOf - DAY) : around + chance.wait(60 * DAY);
    if (at > asOf - DAY) return chance.between(beganAt + DAY, asOf - DAY);
    if (chance.is(season(at))) return at;
  }
}

export interface Arriving {
  readonly source: Source;
  readonly program: Offering | null;
  readonly born: Micros;
  /** Day of a trade show on which the badge was scanned. */
  readonly scannedAt: Micros | null;
}

/** Where somebody comes from decides when and how. */
export function arriving(exports: Exports, chance: Chance, about: Micros): Arriving {
  const isBought = isBadQuarter(about) && chance.is(0.16);
  if (isBought) return syndicated(exports, about, "game");
  if (chance.is(0.008)) return { source: chance.one(strangeSources), program: null, born: about, scannedAt: null };
  if (chance.is(0.05)) return listed(chance, about);
  const source = chance.weighed(sources);
  if (source.name === "Content Syndication") return syndicated(exports, about, chance.is(0.5) ? "a" : "b");
  if (source.name === "Webinar") return registered(exports, chance, source, about);
  if (source.name === "Trade Show") return scanned(exports, chance, source, about);
  const contents = exports.offerings.filter(({ kind }) => kind === "content");
  return { source, program: chance.is(0.3) ? chance.one(contents) : null, born: about, scannedAt: null };
}

export const sourceNamed = (name: string) => sources.find((source) => source.name === name)!;

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
