/** What a human does with marketing: reads email, visits pages, and sometimes has a buying period of some weeks. */
import { seasonality } from "../world/company.js";
import { type Human, mapLeadOf } from "../world/human.js";
import {
  careersPage,
  caseStudyForm,
  contentForms,
  demoForm,
  emails,
  keyPages,
  newsletterForm,
  partnerForm,
  pricingPage,
  quoteForm,
  salesForm,
  trialForm,
} from "../world/marketing_assets.js";
import { DAY, HOUR, MINUTE, type Micros, SECOND } from "../world/time_units.js";
import { ActivityLog, toEmailClick } from "./activity_log.js";
import type { ExportWriter } from "./export_writer.js";

/** Simulates the marketing activities of one human. */
export class MarketingBehaviour {
  private readonly logged: ActivityLog;

  constructor(
    private readonly exports: ExportWriter,
    private readonly human: Human,
    private readonly asOf: Micros,
  ) {
    this.logged = new ActivityLog(exports, human);
  }

  /** Simulates from the first contact to the end of the exports. */
  simulate(): void {
    this.becomeKnown();
    this.readMail();
    this.browse();
    this.startBuyingPeriods();
    this.human.activities.sort((one, other) => one.at - other.at);
  }

  /** Logs the activity that made the human known. */
  private becomeKnown(): void {
    const { human } = this;
    const { chance, knownSince } = human;
    const program = mapLeadOf(human)?.program;
    const campaign = program ? this.exports.campaign(program) : undefined;
    switch (human.source.name) {
      case "Webinar":
      case "Content Syndication":
        if (campaign) this.logged.changeProgramStatus(campaign, knownSince + 20 * SECOND);
        return;
      case "Trade Show":
        return; // The badge scan is a response in the CRM.
      case "Purchased List":
        this.logged.log("list", { id: 9001, name: "Purchased list", type: "list_import" }, knownSince + 60 * SECOND);
        return;
      case "Customer Referral":
      case "Partner":
        this.logged.visit(knownSince + 30 * SECOND, 2);
        this.logged.fillForm(chance.happens(0.35) ? salesForm : chance.pick(contentForms), knownSince + 5 * MINUTE);
        return;
      default:
        this.logged.visit(knownSince + 10 * SECOND, chance.integer(1, 3));
        this.logged.fillForm(
          chance.happens(0.12) ? demoForm : chance.happens(0.7) ? chance.pick(contentForms) : newsletterForm,
          knownSince + 6 * MINUTE,
        );
    }
  }

  /** One digest a month. Some people open it, fewer click; email security opens it and clicks every link at once. */
  private readMail(): void {
    const { chance, employer, intent, knownSince } = this.human;
    const opens = Math.min(0.6, Math.max(0.03, 0.2 + 0.1 * intent));
    for (const [no, mail] of emails.entries()) {
      const sentAt = this.exports.digestDay(no) + 15 * HOUR + chance.integer(0, 3600) * SECOND;
      if (sentAt <= knownSince || sentAt > this.asOf) continue;
      if (chance.happens(0.004)) {
        this.logged.log("bounce", { ...mail, type: "email_bounce" }, sentAt + 30 * SECOND);
        continue;
      }
      this.logged.logSystemEvent("sent", mail, sentAt);
      this.logged.logSystemEvent("delivered", mail, sentAt + 4 * SECOND);
      if (employer.scansMail && chance.happens(0.7)) {
        this.logged.log("open", mail, sentAt + 9 * SECOND, true);
        for (let link = 0; link < 3; link++)
          this.logged.log("click", toEmailClick(mail), sentAt + (10 + link) * SECOND, true);
      }
      if (!chance.happens(opens)) continue;
      // An open within seconds of the delivery would count as a bot.
      const openedAt = sentAt + 20 * SECOND + chance.exponential(9 * HOUR);
      this.logged.log("open", mail, openedAt);
      if (chance.happens(0.2)) this.logged.log("click", toEmailClick(mail), openedAt + chance.exponential(2 * MINUTE));
      if (chance.happens(0.008)) {
        this.logged.log("unsubscribe", { ...mail, type: "email_unsubscribe" }, openedAt + 3 * MINUTE);
        return;
      }
    }
  }

  /** Page visits outside buying periods, more of them with a higher intent. */
  private browse(): void {
    const { chance, intent, knownSince } = this.human;
    const months = (this.asOf - knownSince) / (30 * DAY);
    const visits = Math.min(150, chance.poisson(months * 0.55 * Math.exp(0.55 * intent + 0.3 * chance.normal())));
    for (let no = 0; no < visits; no++)
      this.logged.visit(chance.uniform(knownSince + HOUR, this.asOf), chance.integer(1, 5));
  }

  /** Draws how many buying periods the human has, and when. */
  private startBuyingPeriods(): void {
    const { chance, intent, knownSince, title } = this.human;
    const months = (this.asOf - knownSince) / (30 * DAY);
    const often = title.seniority === "intern_student" ? 0.3 : 1;
    const times = chance.poisson(often * (0.12 + 0.035 * months) * Math.exp(0.75 * intent));
    for (let no = 0; no < Math.min(times, 6); no++) {
      const soon = no === 0 && chance.happens(0.55);
      const from = soon ? knownSince + chance.exponential(6 * DAY) : chance.uniform(knownSince + DAY, this.asOf);
      if (from < this.asOf && chance.happens(Math.min(1, 0.75 * seasonality(from) + 0.25))) this.logBuyingPeriod(from);
    }
  }

  private logBuyingPeriod(from: Micros): void {
    const { chance, intent, title } = this.human;
    const visits = chance.integer(3, 8);
    for (let no = 0; no < visits; no++) {
      const at = from + chance.uniform(0, 18 * DAY);
      this.logged.visit(at, chance.integer(1, 4));
      if (chance.happens(0.34)) this.logged.log("visit", pricingPage, at + 4 * MINUTE);
      if (chance.happens(0.3)) this.logged.log("visit", chance.pick(keyPages), at + 6 * MINUTE);
    }
    const during = () => from + chance.uniform(DAY, 20 * DAY);
    if (chance.happens(0.35)) this.logged.fillForm(caseStudyForm, during());
    if (chance.happens(0.3)) this.logged.fillForm(chance.pick(contentForms), during());
    const webinar = chance.happens(0.4) ? this.exports.webinarAfter(from) : undefined;
    if (webinar && webinar.from < from + 30 * DAY)
      this.logged.changeProgramStatus(webinar, webinar.from - chance.uniform(HOUR, 4 * DAY));
    if (chance.happens(0.12 + 0.08 * Math.max(0, intent))) this.logged.fillForm(demoForm, during());
    if (chance.happens(0.05)) this.logged.fillForm(salesForm, during());
    if (chance.happens(0.05)) this.logged.fillForm(quoteForm, during());
    if (chance.happens(0.04)) this.logged.fillForm(trialForm, during());
    if (title.persona === "Consultant") this.logged.fillForm(partnerForm, during());
    if (title.seniority === "intern_student") this.logged.log("visit", careersPage, during());
  }
}
