/** Salesforce as the company's CRM: writes what happens in the simulation as rows of Salesforce objects. */
import type { LocalCalendar } from "../world/calendar.js";
import type { ScheduledCampaign } from "../world/campaigns.js";
import type { Owner } from "../world/company.js";
import type { Deal, Employer, Human, SystemRecord } from "../world/human.js";
import { ourDomain } from "../world/market.js";
import { salesforceId } from "../world/salesforce_id.js";
import { DAY, type Micros } from "../world/time_units.js";
import { eventRow, invalidTask, taskRow } from "./salesforce_activities.js";
import { dayValue, instantValue, keyPrefixes, type SalesforceTables } from "./salesforce_objects.js";
import { contactRoleRows, opportunityHistoryRows, opportunityRow } from "./salesforce_opportunities.js";
import { contactRow, leadRow } from "./salesforce_people.js";
import type { CampaignResponse, CrmWriter, SalesActivity } from "./system_writer.js";

export class Salesforce implements CrmWriter {
  private readonly numbers = new Map<string, number>();

  constructor(
    private readonly tables: SalesforceTables,
    private readonly zone: LocalCalendar,
  ) {}

  id(object: keyof typeof keyPrefixes): string {
    const no = (this.numbers.get(object) ?? 0) + 1;
    this.numbers.set(object, no);
    return salesforceId(keyPrefixes[object], no);
  }

  owner({ id, name }: Owner): void {
    const Email = `${name.toLowerCase().replaceAll(" ", ".")}@${ourDomain}`;
    this.tables.write("User", { Id: id, Name: name, Email, IsActive: true, UserType: "Standard" });
  }

  campaign({ campaign_id, name, type, from }: ScheduledCampaign): void {
    const made = instantValue(from - 40 * DAY);
    this.tables.write("Campaign", {
      Id: campaign_id,
      IsDeleted: false,
      Name: name,
      Type: type,
      StartDate: dayValue(this.zone.local(from)),
      CreatedDate: made,
      SystemModstamp: made,
    });
  }

  account({ account, name, domain, industry, employees, revenue, country, owner }: Employer): void {
    if (account === null) return;
    this.tables.write("Account", {
      Id: account.id,
      IsDeleted: false,
      Name: name,
      Website: `www.${domain}`,
      Industry: industry,
      NumberOfEmployees: employees,
      AnnualRevenue: revenue,
      BillingCountry: country.name,
      OwnerId: owner.id,
      CreatedDate: instantValue(account.created),
      SystemModstamp: instantValue(account.created),
    });
  }

  record(human: Human, record: SystemRecord): void {
    if (record.object === "Contact") {
      this.tables.write("Contact", contactRow(human, record));
      return;
    }
    this.tables.write("Lead", leadRow(human, record, this.zone));
    for (const { at: changedAt, field, from, to, by } of record.changes) {
      this.tables.write("LeadHistory", {
        Id: this.id("LeadHistory"),
        IsDeleted: false,
        LeadId: record.id,
        CreatedById: by,
        CreatedDate: instantValue(changedAt),
        Field: field,
        OldValue: from,
        NewValue: to,
      });
    }
  }

  response({ lead, campaign, respondedOn, made }: CampaignResponse): void {
    this.tables.write("CampaignMember", {
      Id: this.id("CampaignMember"),
      IsDeleted: false,
      CampaignId: campaign.campaign_id,
      LeadId: lead.id,
      Status: "Attended",
      HasResponded: true,
      FirstRespondedDate: dayValue(respondedOn),
      CreatedDate: instantValue(made),
      SystemModstamp: instantValue(made),
    });
  }

  work(work: SalesActivity): void {
    if (work.kind === "meeting") this.tables.write("Event", { Id: this.id("Event"), ...eventRow(work, this.zone) });
    else this.tables.write("Task", { Id: this.id("Task"), ...taskRow(work, this.zone) });
  }

  deal(employer: Employer, deal: Deal): void {
    this.tables.write("Opportunity", opportunityRow(employer, deal));
    for (const row of opportunityHistoryRows(deal))
      this.tables.write("OpportunityHistory", { Id: this.id("OpportunityHistory"), ...row });
    for (const row of contactRoleRows(deal))
      this.tables.write("OpportunityContactRole", { Id: this.id("OpportunityContactRole"), ...row });
  }

  brokenRow(madeAt: Micros): string {
    this.tables.write("Task", { Id: this.id("Task"), ...invalidTask(madeAt) });
    return this.tables.fileOf("Task");
  }

  get rows(): Readonly<Record<string, number>> {
    return this.tables.rows;
  }

  close(): void {
    this.tables.close();
  }
}
