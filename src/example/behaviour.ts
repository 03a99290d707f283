/** What a human does with marketing: mail that is sent and opened, visits, and now and then weeks of wanting to buy. */
import { type Offering, season } from "./company.js";
import type { Exports } from "./exports.js";
import { type Human, mapLeadOf } from "./human.js";
import { DAY, HOUR, type Micros, SECOND } from "./life.js";
import {
  careerPage,
  caseStudyForm,
  contentForms,
  demoForm,
  keyPages,
  mails,
  newsletterForm,
  type Offer,
  ourHost,
  pages,
  partnerForm,
  pricingPage,
  quoteForm,
  salesForm,
  trialForm,
} from "./market.js";

const MINUTE = 60 * SECOND;

/** Visits, forms and mail of one human, in the log and in what the simulation knows of him. */
export class Behaviour {
  constructor(
    private readonly exports: Exports,
    private readonly human: Human,
    private readonly asOf: Micros,
  ) {}

  /** From the day he became known to the end of the exports. */
  live(): void {
    this.arrive();
    this.readMail();
    this.browse();
    this.want();
    this.human.did.sort((one, other) => one.at - other.at);
  }

  /** What made him known. */
  private arrive(): void {
    const { human } = this;
    const { chance, born } = human;
    const program = mapLeadOf(human)?.program;
    const offering = program ? this.exports.offering(program) : undefined;
    switch (human.source.name) {
      case "Webinar":
      case "Content Syndication":
        if (offering) this.progress(offering, born + 20 * SECOND);
        return;
      case "Trade Show":
        return; // The badge scan is a response in the CRM.
      case "Purchased List":
        this.log(24, { id: 9001, name: "Purchased list", type: "list_import" }, born + 60 * SECOND);
        return;
      case "Customer Referral":
      case "Partner":
        this.visit(born + 30 * SECOND, 2);
        this.fill(chance.is(0.35) ? salesForm : chance.one(contentForms), born + 5 * MINUTE);
        return;
      default:
        this.visit(born + 10 * SECOND, chance.whole(1, 3));
        this.fill(
          chance.is(0.12) ? demoForm : chance.is(0.7) ? chance.one(contentForms) : newsletterForm,
          born + 6 * MINUTE,
        );
    }
  }

  /** A digest a month; some open it, fewer click; a mail gate opens and clicks everything at once. */
  private readMail(): void {
    const { chance, employer, intent, born } = this.human;
    const opens = Math.min(0.6, Math.max(0.03, 0.2 + 0.1 * intent));
    for (const [no, mail] of mails.entries()) {
      const sentAt = this.exports.monthAt(no) + 15 * HOUR + chance.whole(0, 3600) * SECOND;
      if (sentAt <= born || sentAt > this.asOf) continue;
      if (chance.is(0.004)) {
        this.log(8, { ...mail, type: "email_bounce" }, sentAt + 30 * SECOND);
        continue;
      }
      this.system(6, mail, sentAt);
      this.system(7, mail, sentAt + 4 * SECOND);
      if (employer.scansMail && chance.is(0.7)) {
        this.log(10, mail, sentAt + 9 * SECOND, true);
        for (let link = 0; link < 3; link++) this.log(11, clickOf(mail), sentAt + (10 + link) * SECOND, true);
      }
      if (!chance.is(opens)) continue;
      const openedAt = sentAt + chance.wait(9 * HOUR);
      this.log(10, mail, openedAt);
      if (chance.is(0.2)) this.log(11, clickOf(mail), openedAt + chance.wait(2 * MINUTE));
      if (chance.is(0.008)) {
        this.log(9, { ...mail, type: "email_unsubscribe" }, openedAt + 3 * MINUTE);
        return;
      }
    }
  }

  /** Visits without an aim, more of them by those who will want more. */
  private browse(): void {
    const { chance, intent, born } = this.human;
    const months = (this.asOf - born) / (30 * DAY);
    const visits = Math.min(150, chance.count(months * 0.55 * Math.exp(0.55 * intent + 0.3 * chance.normal())));
    for (let no = 0; no < visits; no++) this.visit(chance.between(born + HOUR, this.asOf), chance.whole(1, 5));
  }

  /** Some weeks in which the human compares, asks and comes back. */
  private want(): void {
    const { chance, intent, born, title } = this.human;
    const months = (this.asOf - born) / (30 * DAY);
    const often = title.seniority === "intern_student" ? 0.3 : 1;
    const times = chance.count(often * (0.12 + 0.035 * months) * Math.exp(0.75 * intent));
    for (let no = 0; no < Math.min(times, 6); no++) {
      const soon = no === 0 && chance.is(0.55);
      const from = soon ? born + chance.wait(6 * DAY) : chance.between(born + DAY, this.asOf);
      if (from < this.asOf && chance.is(Math.min(1, 0.75 * season(from) + 0.25))) this.wantFrom(from);
    }
  }

  private wantFrom(from: Micros): void {
    const { chance, intent, title } = this.human;
    const visits = chance.whole(3, 8);
    for (let no = 0; no < visits; no++) {
      const at = from + chance.between(0, 18 * DAY);
      this.visit(at, chance.whole(1, 4));
      if (chance.is(0.34)) this.log(1, pricingPage, at + 4 * MINUTE);
      if (chance.is(0.3)) this.log(1, chance.one(keyPages), at + 6 * MINUTE);
    }
    const during = () => from + chance.between(DAY, 20 * DAY);
    if (chance.is(0.35)) this.fill(caseStudyForm, during());
    if (chance.is(0.3)) this.fill(chance.one(contentForms), during());
    const webinar = chance.is(0.4) ? this.exports.webinarAfter(from) : undefined;
    if (webinar && webinar.from < from + 30 * DAY) this.progress(webinar, webinar.from - chance.between(HOUR, 4 * DAY));
    if (chance.is(0.12 + 0.08 * Math.max(0, intent))) this.fill(demoForm, during());
    if (chance.is(0.05)) this.fill(salesForm, during());
    if (chance.is(0.05)) this.fill(quoteForm, during());
    if (chance.is(0.04)) this.fill(trialForm, during());
    if (title.persona === "Consultant") this.fill(partnerForm, during());
    if (title.seniority === "intern_student") this.log(1, careerPage, during());
  }

  private visit(at: Micros, count: number): void {
    for (let no = 0; no < count; no++)
      this.log(1, this.human.chance.one(pages), at + no * this.human.chance.whole(20, 200) * SECOND);
  }

  private fill(form: Offer, at: Micros): void {
    this.log(2, form, at);
  }

  /** Statuses of a member of a program: registered, then there or not. */
  private progress(offering: Offering, at: Micros): void {
    const { chance } = this.human;
    if (offering.kind !== "webinar") {
      this.status(offering, "Downloaded", "Not in Program", "content_download", at);
      return;
    }
    this.status(offering, "Registered", "Invited", "webinar_registration", at);
    if (chance.is(0.55)) {
      const cameAt = Math.max(offering.from + chance.whole(60, 900) * SECOND, at + HOUR);
      this.status(offering, "Attended", "Registered", "webinar_attendance", cameAt);
    }
  }

  private status(offering: Offering, to: string, from: string, type: string, at: Micros): void {
    const { campaign_id, name } = offering;
    const attributes = `{"Program Member ID":${1_000_000 + this.human.no},"Old Status":"${from}","New Status":"${to}","Success":true}`;
    this.exports.log(
      this.human,
      { at, typeId: 104, primaryId: campaign_id, primaryValue: name, attributes },
      {
        ...{ type, asset: name, campaign_id, is_bot: false },
      },
    );
  }

  /** Something that the human, or a machine in his name, did. */
  private log(typeId: number, offer: Offer, at: Micros, is_bot = false): void {
    const row = {
      at,
      typeId,
      primaryId: offer.id,
      primaryValue: offer.name,
      attributes: attributesOf(typeId, this.human, offer, is_bot),
    };
    this.exports.log(this.human, row, { type: offer.type, asset: offer.name, campaign_id: null, is_bot });
  }

  /** Something that Marketo did: in the log, and no activity of the human. */
  private system(typeId: number, offer: Offer, at: Micros): void {
    const attributes = `{"Campaign Run ID":${offer.id}}`;
    this.exports.log(this.human, { at, typeId, primaryId: offer.id, primaryValue: offer.name, attributes }, null);
  }
}

const clickOf = (mail: Offer): Offer => ({ ...mail, type: "email_click" });

function attributesOf(typeId: number, { no }: Human, { id, name }: Offer, isBot: boolean): string {
  const address = `198.51.${(no >> 8) & 255}.${no & 255}`;
  if (typeId === 1)
    return `{"Client IP Address":"${address}","Webpage ID":${id},"Webpage URL":"${name.slice(ourHost.length)}"}`;
  if (typeId === 2)
    return `{"Client IP Address":"${address}","Form Fields":"Email, First Name, Last Name","Webform ID":${id}}`;
  if (typeId === 10 || typeId === 11)
    return `{"Campaign Run ID":${id},"Is Bot Activity":${isBot},"Bot Activity Pattern":"${isBot ? "Matched pattern" : "N/A"}"}`;
  return typeId === 24 ? `{"Source":"List import"}` : `{"Campaign Run ID":${id}}`;
}
