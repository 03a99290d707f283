/** When people become known and from which source. */
import type { ScheduledCampaign } from "../world/campaigns.js";
import { asOf, beganAt, isBadQuarter, seasonality } from "../world/company.js";
import { purchasedListSource, type Source, sources, unmappedSources } from "../world/market.js";
import type { SeededRandom } from "../world/seeded_random.js";
import { DAY, HOUR, type Micros, SECOND } from "../world/time_units.js";
import type { ExportWriter } from "./export_writer.js";

/** Draws when a person arrives: after their company's first interest, more often in busy months. */
export function drawArrivalTime(chance: SeededRandom, around: Micros | null): Micros {
  for (;;) {
    const at = around === null ? chance.uniform(beganAt + DAY, asOf - DAY) : around + chance.exponential(60 * DAY);
    if (at > asOf - DAY) return chance.uniform(beganAt + DAY, asOf - DAY);
    if (chance.happens(seasonality(at))) return at;
  }
}

export interface Acquisition {
  readonly source: Source;
  readonly program: ScheduledCampaign | null;
  readonly knownSince: Micros;
  /** When the badge was scanned at a trade show; null for other sources. */
  readonly scannedAt: Micros | null;
}

/** Draws the source of a person, with the program and the time that go with it. */
export function drawAcquisition(exports: ExportWriter, chance: SeededRandom, about: Micros): Acquisition {
  const isBought = isBadQuarter(about) && chance.happens(0.16);
  if (isBought) return acquireBySyndication(exports, about, "game");
  if (chance.happens(0.008))
    return { source: chance.pick(unmappedSources), program: null, knownSince: about, scannedAt: null };
  if (chance.happens(0.05)) return acquireByPurchasedList(chance, about);
  const source = chance.pickWeighted(sources);
  if (source.name === "Content Syndication")
    return acquireBySyndication(exports, about, chance.happens(0.5) ? "a" : "b");
  if (source.name === "Webinar") return acquireByWebinar(exports, chance, source, about);
  if (source.name === "Trade Show") return acquireByTradeShow(exports, chance, source, about);
  const contents = exports.campaigns.filter(({ kind }) => kind === "content");
  return { source, program: chance.happens(0.3) ? chance.pick(contents) : null, knownSince: about, scannedAt: null };
}

export const findSource = (name: string) => sources.find((source) => source.name === name)!;

function acquireBySyndication(exports: ExportWriter, knownSince: Micros, which: "game" | "a" | "b"): Acquisition {
  const kind = which === "game" ? "game" : "syndication";
  const programs = exports.campaigns.filter((campaign) => campaign.kind === kind);
  return {
    source: findSource("Content Syndication"),
    program: programs[which === "b" ? 1 : 0]!,
    knownSince,
    scannedAt: null,
  };
}

/** Purchased lists are imported six times in the 18 months. */
function acquireByPurchasedList(chance: SeededRandom, about: Micros): Acquisition {
  const step = (asOf - beganAt) / 6;
  const no = Math.min(5, Math.floor((about - beganAt) / step));
  return {
    source: purchasedListSource,
    program: null,
    knownSince: beganAt + (no + 0.5) * step + chance.integer(0, 600) * SECOND,
    scannedAt: null,
  };
}

function acquireByWebinar(exports: ExportWriter, chance: SeededRandom, source: Source, about: Micros): Acquisition {
  const webinar = exports.webinarAfter(about);
  if (!webinar) return { source: findSource("Direct Traffic"), program: null, knownSince: about, scannedAt: null };
  const knownSince = Math.max(beganAt + HOUR, webinar.from - chance.uniform(2 * HOUR, 12 * DAY));
  return { source, program: webinar, knownSince, scannedAt: null };
}

/** Badges are scanned on two days. Some reach the CRM at once, the others with a list on the next morning. */
function acquireByTradeShow(exports: ExportWriter, chance: SeededRandom, source: Source, about: Micros): Acquisition {
  const show = exports.campaigns.find(({ kind, until }) => kind === "trade_show" && until > about);
  if (!show) return { source: findSource("Direct Traffic"), program: null, knownSince: about, scannedAt: null };
  const scannedAt = show.from + chance.integer(0, 1) * DAY + chance.uniform(0, 7 * HOUR);
  const knownSince = chance.happens(0.3) ? scannedAt : show.until + 20 * HOUR + chance.integer(0, 1800) * SECOND;
  return { source, program: show, knownSince, scannedAt };
}
