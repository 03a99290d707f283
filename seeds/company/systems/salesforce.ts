/** The made company's Salesforce: what the simulation tells, as rows of its objects. */
import type { Clock } from "../world/calendar.js";
import type { Owner } from "../world/company.js";
import type { Deal, Employer, Held, Human } from "../world/human.js";
import { DAY, type Micros } from "../world/life.js";
import { ourDomain } from "../world/market.js";
import type { Offering } from "../world/offerings.js";
import { salesforceId } from "../world/salesforce_id.js";
import { opportunityRow, rolesOf, savesOf } from "./salesforce_deals.js";
import { at, day, prefixes, type SalesforceTables } from "./salesforce_objects.js";
import { contactRow, leadRow } from "./salesforce_people.js";
import { brokenTask, eventRow, taskRow } from "./salesforce_work.js";
import type { Crm, Response, Work } from "./sinks.js";

export class Salesforce implements Crm {
  private readonly numbers = new Map<string, number>();

  constructor(
    private readonly tables: SalesforceTables,
    private readonly zone: Clock,
  ) {}

  id(object: keyof typeof prefixes): string {
    const no = (this.numbers.get(object) ?? 0) + 1;
    this.numbers.set(object, no);
    return salesforceId(prefixes[object], no);
  }

  owner({ id, name }: Owner): void {
    const Email = `${name.toLowerCase().replaceAll(" ", ".")}@${ourDomain}`;
    this.tables.write("User", { Id: id, Name: name, Email, IsActive: true, UserType: "Standard" });
  }

  campaign({ campaign_id, name, type, from }: Offering): void {
    const made = at(from - 40 * DAY);
    this.tables.write("Campaign", {
      Id: campaign_id,
      IsDeleted: false,
      Name: name,
      Type: type,
      StartDate: day(this.zone.local(from)),
      CreatedDate: made,
      SystemModstamp: made,
    });
  }

  account({ account, name, domain, industry, employees, revenue, country, owner }: Employer): void {
    if (account === null) return;
    this.tables.write("Account", {
      ...{ Id: account.id, IsDeleted: false, Name: name, Website: `www.${domain}` },
      ...{ Industry: industry, NumberOfEmployees: employees, AnnualRevenue: revenue },
      ...{ BillingCountry: country.name, OwnerId: owner.id },
      ...{ CreatedDate: at(account.created), SystemModstamp: at(account.created) },
    });
  }

  record(human: Human, held: Held): void {
    if (held.object === "Contact") {
      this.tables.write("Contact", contactRow(human, held));
      return;
    }
    this.tables.write("Lead", leadRow(human, held, this.zone));
    for (const { at: changedAt, field, from, to, by } of held.changes) {
      this.tables.write("LeadHistory", {
        ...{ Id: this.id("LeadHistory"), IsDeleted: false, LeadId: held.id, CreatedById: by },
        ...{ CreatedDate: at(changedAt), Field: field, OldValue: from, NewValue: to },
      });
    }
  }

  response({ lead, offering, respondedOn, made }: Response): void {
    this.tables.write("CampaignMember", {
      Id: this.id("CampaignMember"),
      IsDeleted: false,
      CampaignId: offering.campaign_id,
      LeadId: lead.id,
      Status: "Attended",
      HasResponded: true,
      FirstRespondedDate: day(respondedOn),
      CreatedDate: at(made),
      SystemModstamp: at(made),
    });
  }

  work(work: Work): void {
    if (work.kind === "meeting") this.tables.write("Event", { Id: this.id("Event"), ...eventRow(work, this.zone) });
    else this.tables.write("Task", { Id: this.id("Task"), ...taskRow(work, this.zone) });
  }

  deal(employer: Employer, deal: Deal): void {
    this.tables.write("Opportunity", opportunityRow(employer, deal));
    for (const row of savesOf(deal))
      this.tables.write("OpportunityHistory", { Id: this.id("OpportunityHistory"), ...row });
    for (const row of rolesOf(deal))
      this.tables.write("OpportunityContactRole", { Id: this.id("OpportunityContactRole"), ...row });
  }

  brokenRow(madeAt: Micros): string {
    this.tables.write("Task", { Id: this.id("Task"), ...brokenTask(madeAt) });
    return this.tables.fileOf("Task");
  }

  get rows(): Readonly<Record<string, number>> {
    return this.tables.rows;
  }

  close(): void {
    this.tables.close();
  }
}
