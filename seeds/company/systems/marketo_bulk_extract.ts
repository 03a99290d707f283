/** Marketo bulk extracts: one file per month, `null` for empty cells, attributes as JSON in one field, and overlapping windows. */
import { join } from "node:path";
import { isoOffsetText, isoText, monthText, utc } from "../world/calendar.js";
import type { ScheduledCampaign } from "../world/campaigns.js";
import { beganAt, MONTHS } from "../world/company.js";
import type { Human, SystemRecord } from "../world/human.js";
import { DAY, type Micros } from "../world/time_units.js";
import { CsvFile, csvCell } from "./csv_file.js";
import { activityRow, type MarketoActivity, mergeRow } from "./marketo_activities.js";
import { leadColumns, marketoLead } from "./marketo_lead.js";
import type { ActivityLogRow, CrmIds, MarketingWriter } from "./system_writer.js";

const activityHeader =
  "marketoGUID,leadId,activityDate,activityTypeId,campaignId,primaryAttributeValueId,primaryAttributeValue,attributes,actionResult\n";

const marketoCell = (value: unknown) => csvCell(value, "null");

/** Time before and after the start of a quarter that a second extract covers too. */
const OVERLAP = 2 * DAY;
const quarters = Array.from({ length: MONTHS / 3 - 1 }, (_, no) => utc(2025, 4 + no * 3, 1));

export class MarketoBulkExtract implements MarketingWriter {
  private readonly activities = new Map<string, CsvFile>();
  private readonly leads = new Map<string, CsvFile>();
  private readonly programs: CsvFile;
  private readonly deleted: CsvFile;
  private lastGuid = 783_960_000;
  private lastLead = 310_000;
  overlapping = 0;

  constructor(private readonly folder: string) {
    this.programs = new CsvFile(join(folder, "programs.csv"), "id,name,type,channel,createdAt,updatedAt\n");
    this.deleted = new CsvFile(join(folder, "deleted_leads.csv"), "id,deletedAt\n");
  }

  id(): string {
    return `${++this.lastLead}`;
  }

  campaign({ campaign_id, name, type, from }: ScheduledCampaign): void {
    const kind = type === "Webinar" ? "Event with Webinar" : "Default";
    const made = isoText(Math.max(beganAt, from - 30 * DAY));
    this.programs.write(`${campaign_id},${marketoCell(name)},${kind},${type},${made},${made}\n`);
  }

  /** Merged and deleted leads are not in the extract. */
  record(human: Human, record: SystemRecord, linked: CrmIds): void {
    if (record.isDeleted || record.mergedInto !== null) return;
    this.lead(
      { ...marketoLead(human, record, linked), ...recordDates(record.created, record.modified) },
      record.created,
    );
  }

  anonymous(id: string, created: Micros): boolean {
    const flags = { unsubscribed: false, emailInvalid: false, isAnonymous: true };
    this.lead({ id, ...flags, ...recordDates(created, created) }, created);
    return true;
  }

  deletion(id: string, at: Micros): void {
    this.deleted.write(`${id},${isoText(at)}\n`);
  }

  merge(human: Human, winner: SystemRecord, loser: SystemRecord, at: Micros): boolean {
    this.write(winner.id, at, mergeRow(human, winner, loser), false);
    return true;
  }

  log(id: string, human: Human | null, row: ActivityLogRow, isOffset: boolean): void {
    this.write(id, row.at, activityRow(human, row), isOffset);
  }

  get rows(): Record<string, number> {
    const named = (kind: string, files: Map<string, CsvFile>) =>
      [...files].map(([part, { rows }]) => [`${kind}_${part}.csv`, rows] as const);
    return Object.fromEntries([...named("activities", this.activities), ...named("leads", this.leads)]);
  }

  close(): void {
    for (const file of [...this.activities.values(), ...this.leads.values(), this.programs, this.deleted]) file.close();
  }

  private lead(record: Readonly<Partial<Record<(typeof leadColumns)[number], unknown>>>, created: Micros): void {
    const file = this.fileFor(this.leads, "leads", monthText(created), `${leadColumns.join(",")}\n`);
    file.write(`${leadColumns.map((column) => marketoCell(record[column])).join(",")}\n`);
  }

  private write(leadId: string, at: Micros, row: MarketoActivity, isOffset: boolean): void {
    const { typeId, primaryId, primaryValue, json } = row;
    const date = isOffset ? isoOffsetText(at) : isoText(at);
    const attributes = json === "" ? "null" : `"${json}"`;
    const line = `${++this.lastGuid},${leadId},${date},${typeId},null,${primaryId},${marketoCell(primaryValue)},${attributes},null\n`;
    this.fileFor(this.activities, "activities", monthText(at), activityHeader).write(line);
    const again = quarters.find((quarter) => Math.abs(at - quarter) < OVERLAP);
    if (again === undefined) return;
    this.overlapping++;
    this.fileFor(this.activities, "activities", `${monthText(again)}-01_again`, activityHeader).write(line);
  }

  private fileFor(files: Map<string, CsvFile>, kind: string, part: string, header: string): CsvFile {
    const known = files.get(part);
    if (known) return known;
    const file = new CsvFile(join(this.folder, `${kind}_${part}.csv`), header);
    files.set(part, file);
    return file;
  }
}

const recordDates = (created: Micros, modified: Micros) => ({
  createdAt: isoText(created),
  updatedAt: isoText(modified),
});
