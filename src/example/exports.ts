/** Where the simulation writes: the exports of both systems, ids, and the count of all that was made dirty on purpose. */
import { join } from "node:path";
import { Clock, utc, wholeSecond } from "./calendar.js";
import { asOf, beganAt, MONTHS, type Owner, ownersOf, timeZone } from "./company.js";
import type { Human } from "./human.js";
import { DAY, type Deed, type Micros } from "./life.js";
import { ourDomain } from "./market.js";
import { type LogRow, MarketoFiles } from "./marketo_files.js";
import { type Offering, offerings } from "./offerings.js";
import { date, instant, SalesforceFiles, salesforceId } from "./salesforce_files.js";

/** Key prefixes of Salesforce objects. */
const prefixes = {
  Account: "001",
  Contact: "003",
  Opportunity: "006",
  OpportunityHistory: "008",
  LeadHistory: "017",
  OpportunityContactRole: "00K",
  Lead: "00Q",
  Task: "00T",
  Event: "00U",
  CampaignMember: "00v",
} as const;

const months = Array.from({ length: MONTHS + 1 }, (_, no) => utc(2025, no + 1, 3));
const quarters = Array.from({ length: MONTHS / 3 - 1 }, (_, no) => utc(2025, 4 + no * 3, 1));

export class Exports {
  readonly zone = new Clock(timeZone);
  readonly crm: SalesforceFiles;
  readonly map: MarketoFiles;
  readonly owners: readonly Owner[];
  readonly offerings = offerings();
  readonly dirt = new Map<string, number>();
  private readonly numbers = new Map<string, number>();
  private readonly byId = new Map(this.offerings.map((offering) => [offering.campaign_id, offering]));
  private readonly webinars = this.offerings.filter(({ kind }) => kind === "webinar");
  private lastMapLead = 310_000;

  constructor(folder: string, leads: number) {
    this.crm = new SalesforceFiles(join(folder, "exports", "salesforce"));
    this.map = new MarketoFiles(join(folder, "exports", "marketo"), quarters);
    this.owners = ownersOf(leads);
    for (const { id, name } of this.owners) {
      const Email = `${name.toLowerCase().replaceAll(" ", ".")}@${ourDomain}`;
      this.crm.write("User", { Id: id, Name: name, Email, IsActive: true, UserType: "Standard" });
    }
    for (const offering of this.offerings) this.writeOffering(offering);
  }

  /** One more of a kind of dirt. */
  plant(kind: string, times = 1): void {
    this.dirt.set(kind, (this.dirt.get(kind) ?? 0) + times);
  }

  id(object: keyof typeof prefixes): string {
    const no = (this.numbers.get(object) ?? 0) + 1;
    this.numbers.set(object, no);
    return salesforceId(prefixes[object], no);
  }

  mapLeadId(): string {
    return `${++this.lastMapLead}`;
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

  /** A row of Marketo's log about a human, and what it says that he did; nothing after the exports were taken. */
  log(human: Human, row: LogRow, deed: Omit<Deed, "at"> | null): void {
    const at = wholeSecond(row.at);
    if (at < beganAt || at > asOf) return;
    const owner = loggedUnder(human, at);
    if (!owner) return;
    const isOffset = human.chance.is(0.01);
    if (isOffset) this.plant("activity_with_offset");
    this.map.log(owner, at, row, isOffset);
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

  private writeOffering({ system, campaign_id, name, type, from }: Offering): void {
    if (system === "map") {
      const kind = type === "Webinar" ? "Event with Webinar" : "Default";
      this.map.program(campaign_id, name, kind, type, Math.max(beganAt, from - 30 * DAY));
      return;
    }
    const made = instant(from - 40 * DAY);
    const StartDate = date(this.zone.local(from));
    this.crm.write("Campaign", {
      Id: campaign_id,
      IsDeleted: false,
      Name: name,
      Type: type,
      StartDate,
      CreatedDate: made,
      SystemModstamp: made,
    });
  }
}

/** The Marketo lead that a row names: before a merge its loser, now and then. */
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
