/** What a human does with marketing: mail that is sent and opened, visits, and now and then weeks of wanting to buy. */

import { season } from "../world/company.js";
import { type Human, mapLeadOf } from "../world/human.js";
import { DAY, HOUR, MINUTE, type Micros, SECOND } from "../world/life.js";
import {
  careerPage,
  caseStudyForm,
  contentForms,
  demoForm,
  keyPages,
  mails,
  newsletterForm,
  partnerForm,
  pricingPage,
  quoteForm,
  salesForm,
  trialForm,
} from "../world/offers.js";
import { ActivityLog, clickOf } from "./activity_log.js";
import type { Exports } from "./exports.js";

/** Visits, forms and mail of one human, in the log and in what the simulation knows of him. */
export class Behaviour {
  private readonly logged: ActivityLog;

  constructor(
    private readonly exports: Exports,
    private readonly human: Human,
    private readonly asOf: Micros,
  ) {
    this.logged = new ActivityLog(exports, human);
  }

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
        if (offering) this.logged.progress(offering, born + 20 * SECOND);
        return;
      case "Trade Show":
        return; // The badge scan is a response in the CRM.
      case "Purchased List":
        this.logged.log("list", { id: 9001, name: "Purchased list", type: "list_import" }, born + 60 * SECOND);
        return;
      case "Customer Referral":
      case "Partner":
        this.logged.visit(born + 30 * SECOND, 2);
        this.logged.fill(chance.is(0.35) ? salesForm : chance.one(contentForms), born + 5 * MINUTE);
        return;
      default:
        this.logged.visit(born + 10 * SECOND, chance.whole(1, 3));
        this.logged.fill(
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
        this.logged.log("bounce", { ...mail, type: "email_bounce" }, sentAt + 30 * SECOND);
        continue;
      }
      this.logged.system("sent", mail, sentAt);
      this.logged.system("delivered", mail, sentAt + 4 * SECOND);
      if (employer.scansMail && chance.is(0.7)) {
        this.logged.log("open", mail, sentAt + 9 * SECOND, true);
        for (let link = 0; link < 3; link++)
          this.logged.log("click", clickOf(mail), sentAt + (10 + link) * SECOND, true);
      }
      if (!chance.is(opens)) continue;
      // Nobody reads within seconds of a delivery: who does is taken for a machine.
      const openedAt = sentAt + 20 * SECOND + chance.wait(9 * HOUR);
      this.logged.log("open", mail, openedAt);
      if (chance.is(0.2)) this.logged.log("click", clickOf(mail), openedAt + chance.wait(2 * MINUTE));
      if (chance.is(0.008)) {
        this.logged.log("unsubscribe", { ...mail, type: "email_unsubscribe" }, openedAt + 3 * MINUTE);
        return;
      }
    }
  }

  /** Visits without an aim, more of them by those who will want more. */
  private browse(): void {
    const { chance, intent, born } = this.human;
    const months = (this.asOf - born) / (30 * DAY);
    const visits = Math.min(150, chance.count(months * 0.55 * Math.exp(0.55 * intent + 0.3 * chance.normal())));
    for (let no = 0; no < visits; no++) this.logged.visit(chance.between(born + HOUR, this.asOf), chance.whole(1, 5));
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
      this.logged.visit(at, chance.whole(1, 4));
      if (chance.is(0.34)) this.logged.log("visit", pricingPage, at + 4 * MINUTE);
      if (chance.is(0.3)) this.logged.log("visit", chance.one(keyPages), at + 6 * MINUTE);
    }
    const during = () => from + chance.between(DAY, 20 * DAY);
    if (chance.is(0.35)) this.logged.fill(caseStudyForm, during());
    if (chance.is(0.3)) this.logged.fill(chance.one(contentForms), during());
    const webinar = chance.is(0.4) ? this.exports.webinarAfter(from) : undefined;
    if (webinar && webinar.from < from + 30 * DAY)
      this.logged.progress(webinar, webinar.from - chance.between(HOUR, 4 * DAY));
    if (chance.is(0.12 + 0.08 * Math.max(0, intent))) this.logged.fill(demoForm, during());
    if (chance.is(0.05)) this.logged.fill(salesForm, during());
    if (chance.is(0.05)) this.logged.fill(quoteForm, during());
    if (chance.is(0.04)) this.logged.fill(trialForm, during());
    if (title.persona === "Consultant") this.logged.fill(partnerForm, during());
    if (title.seniority === "intern_student") this.logged.log("visit", careerPage, during());
  }
}
