/** Where the simulation writes: the exports of both systems, and the count of all that was made dirty on purpose. */
import { join } from "node:path";
import type { SystemsName } from "../systems/names.js";
import type { Crm, Logged, Marketing } from "../systems/sinks.js";
import { systems } from "../systems/systems.js";
import { Clock, utc, wholeSecond } from "../world/calendar.js";
import { asOf, beganAt, MONTHS, type Owner, ownersOf, timeZone } from "../world/company.js";
import type { Human } from "../world/human.js";
import { DAY, type Deed, type Micros } from "../world/life.js";
import { type Offering, offerings } from "../world/offerings.js";

const months = Array.from({ length: MONTHS + 1 }, (_, no) => utc(2025, no + 1, 3));

export class Exports {
  readonly zone = new Clock(timeZone);
  readonly crm: Crm;
  readonly map: Marketing;
  readonly owners: readonly Owner[];
  readonly offerings = offerings();
  readonly dirt = new Map<string, number>();
  private readonly byId = new Map(this.offerings.map((offering) => [offering.campaign_id, offering]));
  private readonly webinars = this.offerings.filter(({ kind }) => kind === "webinar");

  constructor(folder: string, leads: number, name: SystemsName) {
    const { crm, map } = systems[name].sinks(join(folder, "exports"), this.zone);
    this.crm = crm;
    this.map = map;
    this.owners = ownersOf(leads);
    for (const owner of this.owners) crm.owner(owner);
    for (const offering of this.offerings) (offering.system === "map" ? map : crm).campaign(offering);
  }

  /** One more of a kind of dirt. */
  plant(kind: string, times = 1): void {
    this.dirt.set(kind, (this.dirt.get(kind) ?? 0) + times);
  }

  /** The day of the month's digest. */
  monthAt(no: number): Micros {
    return months[no] ?? Number.POSITIVE_INFINITY;
  }

  offering(id: string): Offering | undefined {
    return this.byId.get(id);
  }

  webinarAfter(at: Micros): Offering | undefined {
    return this.webinars.find(({ from }) => from > at + DAY);
  }

  /** A row of the log about a human, and what it says that he did; nothing after the exports were taken. */
  log(human: Human, row: Logged, deed: Omit<Deed, "at"> | null): void {
    const at = wholeSecond(row.at);
    if (at < beganAt || at > asOf) return;
    const owner = loggedUnder(human, at);
    if (!owner) return;
    const isOffset = human.chance.is(0.01);
    if (isOffset) this.plant("activity_with_offset");
    this.map.log(owner, human, { ...row, at }, isOffset);
    if (deed) {
      const { type, asset, campaign_id, is_bot } = deed;
      human.did.push({ type, asset, campaign_id, is_bot, at });
    }
    if (deed?.is_bot) this.plant("bot_activity");
  }

  close(): void {
    this.crm.close();
    this.map.close();
    this.plant("activity_in_two_windows", this.map.overlapping);
  }
}

/** The record that a row names: before a merge its loser, now and then. */
function loggedUnder(human: Human, at: Micros): string | undefined {
  let winner: string | undefined;
  let loser: string | undefined;
  for (const { object, id, mergedInto, modified } of human.held) {
    if (object !== "MapLead") continue;
    if (mergedInto === null) winner ??= id;
    else if (at < modified) loser = id;
  }
  return loser !== undefined && human.chance.is(0.4) ? loser : winner;
}
