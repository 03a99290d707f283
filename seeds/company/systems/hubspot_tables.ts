/** Tables of a HubSpot replica as Fivetran creates them: one file per table, times in UTC without an offset. */
import { join } from "node:path";
import { CsvFile, csvCell } from "./csv_file.js";

export const tableColumns = {
  owner: ["owner_id", "first_name", "last_name", "email"],
  company: [
    "id",
    "is_deleted",
    "property_name",
    "property_domain",
    "property_industry",
    "property_country",
    "property_numberofemployees",
    "property_annualrevenue",
    "property_hubspot_owner_id",
    "property_createdate",
  ],
  contact: [
    "id",
    "_fivetran_deleted",
    "property_email",
    "property_firstname",
    "property_lastname",
    "property_jobtitle",
    "property_company",
    "property_associatedcompanyid",
    "property_industry",
    "property_country",
    "property_numemployees",
    "property_annualrevenue",
    "property_lead_source",
    "property_hubspot_owner_id",
    "property_hs_merged_object_ids",
    "property_lifecyclestage",
    "property_disqualify_reason",
    "property_mql_date",
    "property_createdate",
    "property_lastmodifieddate",
  ],
  contact_property_history: ["contact_id", "name", "value", "source", "timestamp"],
  deal: [
    "deal_id",
    "is_deleted",
    "owner_id",
    "deal_pipeline_stage_id",
    "property_dealname",
    "property_amount",
    "property_deal_currency_code",
    "property_closed_lost_reason",
    "property_closedate",
    "property_createdate",
  ],
  deal_stage: ["deal_id", "value", "date_entered"],
  deal_pipeline_stage: ["stage_id", "label", "is_closed", "closed_won"],
  deal_contact: ["deal_id", "contact_id", "type_id", "category"],
  deal_company: ["deal_id", "company_id"],
  engagement: ["id", "type"],
  engagement_contact: ["engagement_id", "contact_id", "engagement_type"],
  engagement_call: [
    "engagement_id",
    "property_hs_call_direction",
    "property_hs_call_status",
    "property_hubspot_owner_id",
    "property_hs_timestamp",
  ],
  engagement_email: [
    "engagement_id",
    "property_hs_email_direction",
    "property_hs_sequence_id",
    "property_hubspot_owner_id",
    "property_hs_timestamp",
  ],
  engagement_meeting: [
    "engagement_id",
    "property_hs_meeting_outcome",
    "property_hs_meeting_start_time",
    "property_hubspot_owner_id",
    "property_hs_timestamp",
  ],
  engagement_task: ["engagement_id", "property_hs_task_status", "property_hs_task_type", "property_hs_timestamp"],
  form: ["guid", "name"],
  contact_form_submission: ["conversion_id", "contact_id", "form_id", "timestamp"],
  email_campaign: ["id", "name"],
  email_event: ["id", "type", "created", "recipient", "email_campaign_id", "filtered_event"],
  email_event_status_change: ["id", "portal_subscription_status"],
  marketing_event: ["id", "event_name", "event_type", "start_date_time"],
  marketing_event_participant: ["id", "marketing_event_id", "contact_id", "properties_attendance_state", "created_at"],
  web_event: ["id", "contact_id", "event_type", "url", "occurred_at"],
} as const;

export type HubSpotTable = keyof typeof tableColumns;
export type HubSpotRow<T extends HubSpotTable> = Readonly<Partial<Record<(typeof tableColumns)[T][number], unknown>>>;

export class HubSpotTables {
  private readonly files = new Map<HubSpotTable, CsvFile>();
  private readonly seen = new Set<string>();
  private last = 5_000_000;

  constructor(folder: string) {
    for (const table of Object.keys(tableColumns) as HubSpotTable[])
      this.files.set(table, new CsvFile(join(folder, this.fileOf(table)), `${tableColumns[table].join(",")}\n`));
  }

  /** The next id. All objects share one sequence. */
  id(): string {
    return `${++this.last}`;
  }

  fileOf(table: HubSpotTable): string {
    return `${table}.csv`;
  }

  write<T extends HubSpotTable>(table: T, record: HubSpotRow<T>): void {
    const cells = (tableColumns[table] as readonly string[]).map((column) =>
      csvCell((record as Record<string, unknown>)[column]),
    );
    this.files.get(table)!.write(`${cells.join(",")}\n`);
  }

  /** Writes a row unless the table has one with this id already, e.g. a form at its first submission. */
  writeOnce<T extends HubSpotTable>(table: T, id: string | number, record: HubSpotRow<T>): void {
    if (this.seen.has(`${table} ${id}`)) return;
    this.seen.add(`${table} ${id}`);
    this.write(table, record);
  }

  get rows(): Record<string, number> {
    return Object.fromEntries([...this.files].map(([table, { rows }]) => [this.fileOf(table), rows]));
  }

  close(): void {
    for (const file of this.files.values()) file.close();
  }
}
