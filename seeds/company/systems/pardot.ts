/** Pardot exports with the headers of API version 4: one file per object, times in the exporting user's zone without an offset. */
import { join } from "node:path";
import { dateTimeText, LocalCalendar } from "../world/calendar.js";
import type { ScheduledCampaign } from "../world/campaigns.js";
import { type Human, mapLeadOf, type SystemRecord } from "../world/human.js";
import type { MarketingAsset } from "../world/marketing_assets.js";
import type { Micros } from "../world/time_units.js";
import { CsvFile, csvCell } from "./csv_file.js";
import { pardotActivity } from "./pardot_activities.js";
import type { ActivityLogRow, CrmIds, MarketingWriter } from "./system_writer.js";

/** Time zone of the exporting user. */
export const pardotZone = "America/Phoenix";

const objectColumns = {
  prospect: [
    "id",
    "campaign_id",
    "first_name",
    "last_name",
    "email",
    "job_title",
    "company",
    "country",
    "industry",
    "source",
    "employees",
    "annual_revenue",
    "crm_lead_fid",
    "crm_contact_fid",
    "opted_out",
    "is_do_not_email",
    "is_deleted",
    "created_at",
    "updated_at",
  ],
  visitor: ["id", "prospect_id", "source_parameter", "medium_parameter", "created_at", "updated_at"],
  visitor_activity: [
    "id",
    "prospect_id",
    "visitor_id",
    "type",
    "type_name",
    "details",
    "campaign_id",
    "form_id",
    "file_id",
    "list_email_id",
    "created_at",
  ],
  campaign: ["id", "name", "cost"],
  list: ["id", "name", "is_dynamic", "created_at", "updated_at"],
  list_membership: ["id", "list_id", "prospect_id", "opted_out", "created_at", "updated_at"],
} as const;
type PardotObject = keyof typeof objectColumns;

export class Pardot implements MarketingWriter {
  readonly overlapping = 0;
  private readonly files = new Map<PardotObject, CsvFile>();
  private readonly zone = new LocalCalendar(pardotZone);
  private readonly lists = new Set<number>();
  private lastProspect = 310_000;
  private lastActivity = 783_960_000;

  constructor(folder: string) {
    for (const object of Object.keys(objectColumns) as PardotObject[])
      this.files.set(object, new CsvFile(join(folder, `${object}.csv`), `${objectColumns[object].join(",")}\n`));
  }

  id(): string {
    return `${++this.lastProspect}`;
  }

  campaign({ campaign_id, name }: ScheduledCampaign): void {
    this.write("campaign", { id: campaign_id, name });
  }

  /** A converted lead is linked to its contact only. Merged and deleted prospects are in the recycle bin (`is_deleted`). */
  record(human: Human, record: SystemRecord, { lead, contact }: CrmIds): void {
    const { employer } = human;
    this.write("prospect", {
      id: record.id,
      campaign_id: record.program,
      first_name: human.first,
      last_name: human.last,
      email: record.email,
      job_title: record.title.title,
      company: employer.name,
      country: employer.country.name,
      industry: record.industry,
      source: record.source.name,
      employees: record.employees,
      annual_revenue: record.employees === null ? null : employer.revenue,
      crm_lead_fid: contact === null ? lead : null,
      crm_contact_fid: contact,
      opted_out: false,
      is_deleted: record.isDeleted || record.mergedInto !== null,
      created_at: this.time(record.created),
      updated_at: this.time(record.modified),
    });
    this.visitor(record.id, record.id, record.created);
  }

  /** An anonymous visitor is not a prospect, so no record describes a person. */
  anonymous(id: string, created: Micros): boolean {
    this.visitor(id, null, created);
    return false;
  }

  /** Writes nothing: the prospect is marked as deleted. */
  deletion(): void {}

  /** Writes nothing: activities are exported with the winner's id, and a merge has no row. */
  merge(): boolean {
    return false;
  }

  log(id: string, human: Human | null, row: ActivityLogRow): void {
    const activity = pardotActivity(row);
    if (activity === null) return;
    const prospect_id = human === null ? null : (mapLeadOf(human)?.id ?? id);
    const created_at = this.time(row.at);
    const no = ++this.lastActivity;
    if (!("list" in activity)) {
      this.write("visitor_activity", { id: no, prospect_id, visitor_id: prospect_id ?? id, ...activity, created_at });
      return;
    }
    this.list(activity.list, created_at);
    const membership = { id: no, list_id: activity.list.id, prospect_id, opted_out: false };
    this.write("list_membership", { ...membership, created_at, updated_at: created_at });
  }

  get rows(): Record<string, number> {
    return Object.fromEntries([...this.files].map(([object, { rows }]) => [`${object}.csv`, rows]));
  }

  close(): void {
    for (const file of this.files.values()) file.close();
  }

  private list({ id, name }: MarketingAsset, made: string): void {
    if (this.lists.has(id)) return;
    this.lists.add(id);
    this.write("list", { id, name, is_dynamic: false, created_at: made, updated_at: made });
  }

  private visitor(id: string, prospect: string | null, created: Micros): void {
    const at = this.time(created);
    this.write("visitor", { id, prospect_id: prospect, created_at: at, updated_at: at });
  }

  private time(at: Micros): string {
    return dateTimeText(this.zone.local(at));
  }

  private write(object: PardotObject, row: Readonly<Record<string, unknown>>): void {
    this.files.get(object)!.write(`${objectColumns[object].map((column) => csvCell(row[column])).join(",")}\n`);
  }
}
