/** Marketo bulk extracts: a file a month, the word null for null, JSON attributes in one quoted field, windows that overlap. */
import { join } from "node:path";
import { marketoOffsetText, marketoText, monthText } from "./calendar.js";
import { CsvFile } from "./csv_file.js";
import { DAY, type Micros } from "./life.js";

const leadColumns = [
  ...["id", "email", "firstName", "lastName", "title", "company", "industry", "country", "numberOfEmployees"],
  ...["annualRevenue", "leadSource", "createdAt", "updatedAt", "unsubscribed", "emailInvalid", "isAnonymous"],
  ...["sfdcType", "sfdcLeadId", "sfdcContactId", "acquisitionProgramId"],
] as const;
const activityHeader =
  "marketoGUID,leadId,activityDate,activityTypeId,campaignId,primaryAttributeValueId,primaryAttributeValue,attributes,actionResult\n";

const needsQuotes = /[",\n\r]/;
const cell = (value: unknown) => {
  if (value === null || value === undefined || value === "") return "null";
  const text = String(value);
  return needsQuotes.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};

/** One row of the activity log. `attributes` is JSON. */
export interface LogRow {
  readonly leadId: string;
  readonly at: Micros;
  readonly typeId: number;
  readonly primaryId?: number | string;
  readonly primaryValue?: string;
  readonly attributes: string;
  /** Written by a system that marks its offset, five hours behind. */
  readonly isOffset?: boolean;
}

/** How long before and after a quarter's first instant an extract was taken again. */
const OVERLAP = 2 * DAY;

export class MarketoFiles {
  private readonly activities = new Map<string, CsvFile>();
  private readonly leads = new Map<string, CsvFile>();
  private readonly programs: CsvFile;
  private readonly deleted: CsvFile;
  private lastGuid = 783_960_000;
  /** Rows that two windows hold. */
  overlapping = 0;

  /** `quarters`: first instants of the quarters around which two windows overlap. */
  constructor(
    private readonly folder: string,
    private readonly quarters: readonly Micros[],
  ) {
    this.programs = new CsvFile(join(folder, "programs.csv"), "id,name,type,channel,createdAt,updatedAt\n");
    this.deleted = new CsvFile(join(folder, "deleted_leads.csv"), "id,deletedAt\n");
  }

  lead(record: Readonly<Record<(typeof leadColumns)[number], unknown>>, created: Micros): void {
    const file = this.of(this.leads, "leads", monthText(created), `${leadColumns.join(",")}\n`);
    file.write(`${leadColumns.map((column) => cell(record[column])).join(",")}\n`);
  }

  program(id: string, name: string, type: string, channel: string, made: Micros): void {
    this.programs.write(`${id},${cell(name)},${type},${channel},${marketoText(made)},${marketoText(made)}\n`);
  }

  delete(id: string, at: Micros): void {
    this.deleted.write(`${id},${marketoText(at)}\n`);
  }

  log({ leadId, at, typeId, primaryId, primaryValue, attributes, isOffset }: LogRow): void {
    const date = isOffset ? marketoOffsetText(at) : marketoText(at);
    const primary = `${primaryId ?? "null"},${primaryValue === undefined ? "null" : cell(primaryValue)}`;
    const json = attributes === "" ? "null" : `"${attributes.replaceAll('"', '""')}"`;
    const line = `${++this.lastGuid},${leadId},${date},${typeId},null,${primary},${json},null\n`;
    this.of(this.activities, "activities", monthText(at), activityHeader).write(line);
    const again = this.quarters.find((quarter) => Math.abs(at - quarter) < OVERLAP);
    if (again === undefined) return;
    this.overlapping++;
    this.of(this.activities, "activities", `${monthText(again)}-01_again`, activityHeader).write(line);
  }

  get rows(): Record<string, number> {
    const named = (kind: string, files: Map<string, CsvFile>) =>
      [...files].map(([part, { rows }]) => [`${kind}_${part}.csv`, rows] as const);
    return Object.fromEntries([...named("activities", this.activities), ...named("leads", this.leads)]);
  }

  close(): void {
    for (const file of [...this.activities.values(), ...this.leads.values(), this.programs, this.deleted]) file.close();
  }

  private of(files: Map<string, CsvFile>, kind: string, part: string, header: string): CsvFile {
    const known = files.get(part);
    if (known) return known;
    const file = new CsvFile(join(this.folder, `${kind}_${part}.csv`), header);
    files.set(part, file);
    return file;
  }
}
