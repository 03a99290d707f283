/** HubSpot as the company's CRM, written as tables of a replica. */
import { dateTimeText, floorDay, type LocalCalendar } from "../world/calendar.js";
import type { ScheduledCampaign } from "../world/campaigns.js";
import { asOf, type Owner } from "../world/company.js";
import type { Deal, Employer, Human, SystemRecord } from "../world/human.js";
import { HOUR } from "../world/time_units.js";
import { type ContactIds, contactRow, mergedContactRow, mergedLeads, propertyHistory } from "./hubspot_contacts.js";
import { writeEngagement } from "./hubspot_engagements.js";
import type { HubSpotTables } from "./hubspot_tables.js";
import type { CampaignResponse, CrmWriter, SalesActivity } from "./system_writer.js";

const stageOutcomes: Readonly<Record<string, { is_closed: boolean; closed_won: boolean }>> = {
  Prospecting: { is_closed: false, closed_won: false },
  Qualification: { is_closed: false, closed_won: false },
  Proposal: { is_closed: false, closed_won: false },
  Negotiation: { is_closed: false, closed_won: false },
  "Closed Won": { is_closed: true, closed_won: true },
  "Closed Lost": { is_closed: true, closed_won: false },
};
const stageId = (stage: string) => stage.toLowerCase().replaceAll(" ", "");

/** Pipeline stages of open deals. */
export const openStages = Object.keys(stageOutcomes)
  .filter((stage) => !stageOutcomes[stage]!.is_closed)
  .map(stageId);

export class HubSpotCrm implements CrmWriter {
  /** Rows about a lead that wait for the id of its contact. */
  private readonly waiting = new WeakMap<SystemRecord, ((contact: string) => void)[]>();
  private readonly written = new WeakSet<Human>();

  constructor(
    private readonly tables: HubSpotTables,
    private readonly contacts: ContactIds,
    private readonly zone: LocalCalendar,
  ) {
    for (const [label, outcome] of Object.entries(stageOutcomes))
      tables.write("deal_pipeline_stage", { stage_id: stageId(label), label, ...outcome });
  }

  id(): string {
    return this.tables.id();
  }

  owner({ id, name }: Owner): void {
    const [first_name, last_name] = name.split(" ");
    this.tables.write("owner", { owner_id: id, first_name, last_name });
  }

  campaign({ campaign_id, name, type, from }: ScheduledCampaign): void {
    this.tables.write("marketing_event", {
      id: campaign_id,
      event_name: name,
      event_type: type,
      start_date_time: dateTimeText(from),
    });
  }

  account({ account, name, domain, industry, employees, revenue, country, owner }: Employer): void {
    if (account === null) return;
    this.tables.write("company", {
      id: account.id,
      is_deleted: false,
      property_name: name,
      property_domain: domain,
      property_industry: industry,
      property_country: country.name,
      property_numberofemployees: employees,
      property_annualrevenue: revenue,
      property_hubspot_owner_id: owner.id,
      property_createdate: dateTimeText(account.created),
    });
  }

  /** Rows that wait for a deleted lead are dropped. */
  record(human: Human, record: SystemRecord): void {
    this.contact(human);
    if (record.isDeleted && record.mergedInto === null) return;
    for (const write of this.waiting.get(record) ?? []) write(this.contacts.idOf(human));
  }

  /** Writes the one contact of a human, when the first of their records arrives. */
  contact(human: Human): void {
    if (this.written.has(human)) return;
    this.written.add(human);
    const id = this.contacts.idOf(human);
    const losers = mergedLeads(human).map((record) => ({ record, id: this.tables.id() }));
    this.tables.write(
      "contact",
      contactRow(
        human,
        id,
        losers.map((loser) => loser.id),
      ),
    );
    for (const loser of losers) this.tables.write("contact", mergedContactRow(human, loser.id, loser.record));
    for (const { name, value, at } of propertyHistory(human))
      this.tables.write("contact_property_history", {
        contact_id: id,
        name,
        value,
        source: "CRM_UI",
        timestamp: dateTimeText(at),
      });
  }

  response({ lead, campaign, respondedOn, made }: CampaignResponse): void {
    const isThatDay = floorDay(respondedOn) === floorDay(this.zone.local(made));
    const at = isThatDay ? made : Math.min(this.zone.dayEnd(floorDay(respondedOn) + 17 * HOUR), asOf);
    this.onceContactKnown(lead, (contact_id) =>
      this.tables.write("marketing_event_participant", {
        id: this.tables.id(),
        marketing_event_id: campaign.campaign_id,
        contact_id,
        properties_attendance_state: "ATTENDED",
        created_at: dateTimeText(at),
      }),
    );
  }

  work(work: SalesActivity): void {
    this.onceContactKnown(work.lead, (contact_id) => writeEngagement(this.tables, work, contact_id));
  }

  deal(employer: Employer, deal: Deal): void {
    const { id: deal_id, owner, stage, stageHistory, members } = deal;
    this.tables.write("deal", {
      deal_id,
      is_deleted: deal.isDeleted,
      owner_id: owner.id,
      deal_pipeline_stage_id: stageId(stage),
      property_dealname: deal.name,
      property_amount: deal.cents / 100,
      property_deal_currency_code: deal.currency,
      property_closed_lost_reason: deal.reason,
      property_closedate: dateTimeText(deal.closeDate).slice(0, 10),
      property_createdate: dateTimeText(deal.created),
    });
    if (employer.account) this.tables.write("deal_company", { deal_id, company_id: employer.account.id });
    for (const save of stageHistory)
      this.tables.write("deal_stage", { deal_id, value: stageId(save.stage), date_entered: dateTimeText(save.at) });
    for (const contact_id of new Set(members.map(({ human }) => this.contacts.idOf(human))))
      this.tables.write("deal_contact", { deal_id, contact_id, type_id: 3, category: "HUBSPOT_DEFINED" });
  }

  brokenRow(): string {
    this.tables.write("engagement_call", {
      engagement_id: this.tables.id(),
      property_hs_timestamp: "2026-13-45 00:00:00",
    });
    return this.tables.fileOf("engagement_call");
  }

  get rows(): Readonly<Record<string, number>> {
    return this.tables.rows;
  }

  close(): void {
    this.tables.close();
  }

  private onceContactKnown(lead: SystemRecord, write: (contact: string) => void): void {
    this.waiting.set(lead, [...(this.waiting.get(lead) ?? []), write]);
  }
}
