/** The simulated company: its sales team, its working hours and the seasons of its business. */
import { type LocalCalendar, utc } from "./calendar.js";
import type { Campaign, CompanyFacts } from "./ground_truth.js";
import { outboundSource, purchasedListSource, sources } from "./market.js";
import { rawReasons } from "./rejection_reasons.js";
import { salesforceId } from "./salesforce_id.js";
import type { SeededRandom } from "./seeded_random.js";
import { DAY, HOUR, type Micros } from "./time_units.js";

/** Number of months that the exports cover. */
export const MONTHS = 18;
/** When the exports are taken. */
export const asOf = utc(2026, 7, 1);
/** When the first lead can arrive. */
export const beganAt = utc(2025, 1, 1);
export const timeZone = "America/New_York";

export interface Owner {
  readonly id: string;
  readonly name: string;
  /** Null if the owner is missing from owners.csv. */
  readonly team: string | null;
  readonly capacity: number;
}

const teams: readonly (readonly [name: string, team: string | null])[] = [
  ["Marketing Operations", "Marketing"],
  ["Dana Okafor", "Mid-Market"],
  ["Luis Romero", "Mid-Market"],
  ["Priya Raman", "Enterprise"],
  ["Tom Becker", "Enterprise"],
  ["Aisha Grant", "SMB"],
  ["Ben Carter", "SMB"],
  ["Carla Nunes", "EMEA"],
  ["Erik Lund", "EMEA"],
  ["New Colleague", null],
];
/** The sales team. Capacity grows with the number of leads, so that the workload is realistic at any size. */
export const makeOwners = (leads: number): Owner[] =>
  teams.map(([name, team], at) => ({
    id: salesforceId("005", at + 1),
    name,
    team,
    capacity: Math.max(1, Math.ceil(leads / 700)),
  }));

/** Picks the owner of a lead by the region and the size of its company. */
export function pickOwner(chance: SeededRandom, owners: readonly Owner[], region: string, employees: number): Owner {
  if (chance.happens(0.02)) return owners[9]!;
  const from = region === "EMEA" ? 7 : employees > 1000 ? 3 : employees > 50 ? 1 : 5;
  return owners[from + chance.integer(0, 1)]!;
}

/** Share of the highest possible arrival rate at an instant: growth over time, a quiet summer, a slow December. */
export function seasonality(at: Micros): number {
  const date = new Date(at / 1000);
  const grown = 1 + (0.5 * (at - beganAt)) / (asOf - beganAt);
  const months = [1, 1, 1.1, 1.05, 1, 0.95, 0.85, 0.8, 1.15, 1.2, 1.05, 0.7];
  return (grown * months[date.getUTCMonth()]!) / 1.8;
}

/** True in the fourth quarter of 2025, in which marketing bought leads and sales lost trust in MQLs. */
export const isBadQuarter = (at: Micros): boolean => at >= utc(2025, 10, 1) && at < utc(2026, 1, 1);

/** The instant itself if it is in working hours (Monday to Friday, 9 to 18 local time), else shortly after the next opening. */
export function nextWorkingTime(zone: LocalCalendar, chance: SeededRandom, at: Micros): Micros {
  const local = zone.local(at);
  const hour = (local % DAY) / HOUR;
  const weekday = new Date(local / 1000).getUTCDay();
  const isWeekend = weekday === 0 || weekday === 6;
  if (!isWeekend && hour >= 9 && hour < 18) return at;
  let day = zone.date(at) + (hour >= 18 && !isWeekend ? DAY : 0);
  for (;;) {
    const next = new Date(day / 1000).getUTCDay();
    if (next !== 0 && next !== 6) break;
    day += DAY;
  }
  const opens = zone.utc(day + 9 * HOUR) + Math.floor(chance.next() * 7200) * 1_000_000;
  return Math.max(opens, at);
}

export const companyFactsOf = (seed: number, leads: number, campaigns: readonly Campaign[]): CompanyFacts => ({
  seed,
  leads,
  asOf,
  timeZone,
  campaigns: new Map(campaigns.map((campaign) => [campaign.campaign_id, campaign])),
  channels: new Map(
    [...sources, purchasedListSource, outboundSource]
      .filter(({ name }) => name !== null)
      .map(({ name, channel }) => [name!, channel!] as const),
  ),
  reasons: new Map(rawReasons.flatMap(({ raw, reason }) => (reason === null ? [] : [[raw, reason] as const]))),
});
