/** Exports of Pardot as version 4 heads them: one file an object, times in the zone of the user who exports, without a mark. */
import { join } from "node:path";
import { dateTimeText, LocalCalendar } from "../world/calendar.js";
import type { ScheduledCampaign } from "../world/campaigns.js";
import { type Human, mapLeadOf, type SystemRecord } from "../world/human.js";
import type { MarketingAsset } from "../world/marketing_assets.js";
import type { Micros } from "../world/time_units.js";
import { CsvFile, csvCell } from "./csv_file.js";
import { pardotActivity } from "./pardot_activities.js";
import type { ActivityLogRow, CrmIds, MarketingWriter } from "./system_writer.js";

/** Of the user who exports. */
export const pardotZone = "America/Phoenix";

const objectColumns = {
  prospect: [
    ...["id", "campaign_id", "first_name", "last_name", "email", "job_title", "company", "country", "industry"],
    ...["source", "employees", "annual_revenue", "crm_lead_fid", "crm_contact_fid", "opted_out", "is_do_not_email"],
    ...["is_deleted", "created_at", "updated_at"],
  ],
  visitor: ["id", "prospect_id", "source_parameter", "medium_parameter", "created_at", "updated_at"],
  visitor_activity: [
    ...["id", "prospect_id", "visitor_id", "type", "type_name", "details", "campaign_id", "form_id", "file_id"],
    ...["list_email_id", "created_at"],
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

  /** A lead that became a contact is known as the contact alone; who was merged away or erased lies in the recycle bin. */
  record(human: Human, held: SystemRecord, { lead, contact }: CrmIds): void {
    const { employer } = human;
    this.write("prospect", {
      ...{ id: held.id, campaign_id: held.program, first_name: human.first, last_name: human.last },
      ...{ email: held.email, job_title: held.title.title, company: employer.name, country: employer.country.name },
      ...{ industry: held.industry, source: held.source.name, employees: held.employees },
      annual_revenue: held.employees === null ? null : employer.revenue,
      ...{ crm_lead_fid: contact === null ? lead : null, crm_contact_fid: contact },
      ...{ opted_out: false, is_deleted: held.isDeleted || held.mergedInto !== null },
      ...{ created_at: this.time(held.created), updated_at: this.time(held.modified) },
    });
    this.visitor(held.id, held.id, held.created);
  }

  /** A browser is no prospect: nothing that describes a person is exported of it. */
  anonymous(id: string, created: Micros): boolean {
    this.visitor(id, null, created);
    return false;
  }

  /** The recycle bin says so. */
  deletion(): void {}

  /** What the loser did is the winner's from then on, and no row says that there was a merge. */
  merge(): boolean {
    return false;
  }

  log(id: string, human: Human | null, row: ActivityLogRow): void {
    const told = pardotActivity(row);
    if (told === null) return;
    const prospect_id = human === null ? null : (mapLeadOf(human)?.id ?? id);
    const created_at = this.time(row.at);
    const no = ++this.lastActivity;
    if (!("list" in told)) {
      this.write("visitor_activity", { id: no, prospect_id, visitor_id: prospect_id ?? id, ...told, created_at });
      return;
    }
    this.list(told.list, created_at);
    const membership = { id: no, list_id: told.list.id, prospect_id, opted_out: false };
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
