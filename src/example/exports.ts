/** Where the simulation writes: the exports of both systems, ids, and the count of all that was made dirty on purpose. */
import { join } from "node:path";
import { marketoText, utc, wholeSecond, Zone } from "./calendar.js";
import { asOf, beganAt, MONTHS, type Offering, type Owner, offerings, ownersOf, timeZone } from "./company.js";
import { type Held, type Human, mapLeadOf } from "./human.js";
import { DAY, type Deed, type Micros } from "./life.js";
import { ourDomain } from "./market.js";
import { type LogRow, MarketoFiles } from "./marketo_files.js";
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
  readonly zone = new Zone(timeZone);
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
  log(human: Human, row: Omit<LogRow, "leadId">, deed: Omit<Deed, "at"> | null): void {
    const at = wholeSecond(row.at);
    if (at < beganAt || at > asOf) return;
    const record = mapLeadOf(human);
    if (!record) return;
    const losers = human.held.filter(
      ({ object, mergedInto, modified }) => object === "MapLead" && mergedInto !== null && at < modified,
    );
    const owner = losers.length > 0 && human.chance.is(0.4) ? losers[0]! : record;
    const isOffset = human.chance.is(0.01);
    if (isOffset) this.plant("activity_with_offset");
    this.map.log({ ...row, at, leadId: owner.id, isOffset });
    if (deed) human.did.push({ ...deed, at });
    if (deed?.is_bot) this.plant("bot_activity");
  }

  /** A Marketo lead as the extract has it; a merged or erased one is not in it. */
  writeMapLead(human: Human, held: Held): void {
    if (held.isDeleted || held.mergedInto !== null) return;
    const { employer, chance } = human;
    const lead = human.held.find(({ object, mergedInto }) => object === "Lead" && mergedInto === null);
    const contact = human.held.find(({ object }) => object === "Contact");
    const short = (id: string) => (chance.is(0.2) ? id.slice(0, 15) : id);
    const isLinked = !held.status.includes("unlinked");
    this.map.lead(
      {
        ...{ id: held.id, email: held.email, firstName: human.first, lastName: human.last, title: held.title.title },
        ...{ company: employer.name, industry: held.industry, country: employer.country.name },
        ...{ numberOfEmployees: held.employees, annualRevenue: held.employees === null ? null : employer.revenue },
        ...{
          leadSource: held.source.name,
          createdAt: marketoText(held.created),
          updatedAt: marketoText(held.modified),
        },
        ...{ unsubscribed: false, emailInvalid: false, isAnonymous: false },
        sfdcType: isLinked ? (contact ? "Contact" : lead ? "Lead" : null) : null,
        sfdcLeadId: isLinked && lead ? short(lead.id) : null,
        sfdcContactId: isLinked && contact ? short(contact.id) : null,
        acquisitionProgramId: held.program,
      },
      held.created,
    );
  }

  /** A web visitor whom nobody knows. */
  writeAnonymous(id: string, created: Micros): void {
    const at = marketoText(created);
    const blank = { email: null, firstName: null, lastName: null, title: null, company: null, industry: null };
    const rest = { country: null, numberOfEmployees: null, annualRevenue: null, leadSource: null, sfdcType: null };
    const links = { sfdcLeadId: null, sfdcContactId: null, acquisitionProgramId: null };
    const flags = { unsubscribed: false, emailInvalid: false, isAnonymous: true };
    this.map.lead({ id, ...blank, ...rest, ...links, ...flags, createdAt: at, updatedAt: at }, created);
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
      ...{
        Id: campaign_id,
        IsDeleted: false,
        Name: name,
        Type: type,
        StartDate,
        CreatedDate: made,
        SystemModstamp: made,
      },
    });
  }
}
