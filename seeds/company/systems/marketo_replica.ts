/** Marketo as a replica: a table of leads, one of programs, and one per activity type with its attributes as columns. */
import { join } from "node:path";
import { dateTimeText } from "../world/calendar.js";
import type { ScheduledCampaign } from "../world/campaigns.js";
import { beganAt } from "../world/company.js";
import type { Human, SystemRecord } from "../world/human.js";
import { DAY, type Micros } from "../world/time_units.js";
import { activityRow, type MarketoActivity, mergeRow } from "./marketo_activities.js";
import { leadColumns, marketoLead } from "./marketo_lead.js";
import { ReplicaTable, snakeCase } from "./replica_table.js";
import type { ActivityLogRow, CrmIds, MarketingWriter } from "./system_writer.js";

/** The table of each activity type and the columns of its attributes. */
const activityTables = new Map<number, readonly [table: string, ...attributes: string[]]>([
  [1, ["visit_webpage", "client_ip_address", "webpage_id", "webpage_url"]],
  [2, ["fill_out_form", "client_ip_address", "form_fields", "webform_id"]],
  [6, ["send_email", "campaign_run_id"]],
  [7, ["email_delivered", "campaign_run_id"]],
  [8, ["email_bounced", "campaign_run_id"]],
  [9, ["unsubscribe_email", "campaign_run_id"]],
  [10, ["open_email", "campaign_run_id", "is_bot_activity", "bot_activity_pattern"]],
  [11, ["click_email", "campaign_run_id", "is_bot_activity", "bot_activity_pattern"]],
  [24, ["add_to_list", "source"]],
  [29, ["delete_lead", "activity_type_id"]],
  [32, ["merge_leads", "merge_ids", "merged_in_sales", "master_updated", "merge_source"]],
  [104, ["change_status_in_progression", "program_member_id", "old_status", "new_status", "success"]],
]);

const commonColumns = ["id", "lead_id", "activity_date", "primary_attribute_value", "primary_attribute_value_id"];

export class MarketoReplica implements MarketingWriter {
  readonly overlapping = 0;
  private readonly leads: ReplicaTable;
  private readonly programs: ReplicaTable;
  private readonly activities = new Map<number, ReplicaTable>();
  private lastLead = 310_000;
  private lastActivity = 783_960_000;

  constructor(folder: string) {
    this.leads = new ReplicaTable(join(folder, "lead.csv"), leadColumns.map(snakeCase));
    const program = ["id", "name", "type", "channel", "created_at", "updated_at"];
    this.programs = new ReplicaTable(join(folder, "program.csv"), program);
    for (const [typeId, [table, ...attributes]] of activityTables) {
      const path = join(folder, `activity_${table}.csv`);
      this.activities.set(typeId, new ReplicaTable(path, [...commonColumns, ...attributes], "\ufeff"));
    }
  }

  id(): string {
    return `${++this.lastLead}`;
  }

  campaign({ campaign_id, name, type, from }: ScheduledCampaign): void {
    const made = `${dateTimeText(Math.max(beganAt, from - 30 * DAY))} UTC`;
    const kind = type === "Webinar" ? "Event with Webinar" : "Default";
    this.programs.write({ id: campaign_id, name, type: kind, channel: type, created_at: made, updated_at: made });
  }

  record(human: Human, record: SystemRecord, linked: CrmIds): void {
    if (record.isDeleted || record.mergedInto !== null) return;
    this.lead({ ...marketoLead(human, record, linked) }, record.created, record.modified);
  }

  anonymous(id: string, created: Micros): boolean {
    this.lead({ id, unsubscribed: false, emailInvalid: false, isAnonymous: true }, created, created);
    return true;
  }

  /** Deletions are rows of the activity log; a replica has no separate list. */
  deletion(id: string, at: Micros): void {
    this.writeActivity(id, at, 29, { primary_attribute_value_id: id, activity_type_id: 29 });
  }

  merge(human: Human, winner: SystemRecord, loser: SystemRecord, at: Micros): boolean {
    this.activity(winner.id, at, mergeRow(human, winner, loser));
    return true;
  }

  log(id: string, human: Human | null, row: ActivityLogRow): void {
    this.activity(id, row.at, activityRow(human, row));
  }

  get rows(): Record<string, number> {
    const activityRows = [...this.activities].map(([typeId, { rows }]) => [
      `activity_${activityTables.get(typeId)![0]}.csv`,
      rows,
    ]);
    return { "lead.csv": this.leads.rows, ...Object.fromEntries(activityRows) };
  }

  close(): void {
    for (const table of [this.leads, this.programs, ...this.activities.values()]) table.close();
  }

  private lead(record: Readonly<Record<string, unknown>>, created: Micros, modified: Micros): void {
    const row = Object.fromEntries(Object.entries(record).map(([name, value]) => [snakeCase(name), value]));
    this.leads.write({ ...row, created_at: dateTimeText(created), updated_at: dateTimeText(modified) });
  }

  private activity(leadId: string, at: Micros, { typeId, primaryId, primaryValue, json }: MarketoActivity): void {
    const attributes = json === "" ? {} : JSON.parse(json.replaceAll('""', '"'));
    const flat = Object.entries(attributes).map(([name, value]) => [snakeCase(name), value]);
    this.writeActivity(leadId, at, typeId, {
      primary_attribute_value: primaryValue,
      primary_attribute_value_id: primaryId,
      ...Object.fromEntries(flat),
    });
  }

  private writeActivity(lead_id: string, at: Micros, typeId: number, row: Readonly<Record<string, unknown>>): void {
    const table = this.activities.get(typeId);
    if (!table) throw new Error(`no table for activity type ${typeId}`);
    table.write({ id: ++this.lastActivity, lead_id, activity_date: `${dateTimeText(at)}.000`, ...row });
  }
}
