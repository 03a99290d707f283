/** How a replica's tables look when they are dumped: snake_case, clocks behind dates, TRUE and FALSE, blanks for null. */
import { dataExportText } from "../world/calendar.js";
import { asOf } from "../world/company.js";
import { HOUR, type Micros } from "../world/time_units.js";
import { CsvFile } from "./csv_file.js";

/** `Disqualified_Reason__c` is `disqualified_reason_c`, `Is Bot Activity` `is_bot_activity`, `MergeIDs` `merge_ids`. */
export const snakeCase = (name: string): string =>
  name
    .replace(/([a-z\d])([A-Z])/g, "$1_$2")
    .replace(/[^A-Za-z\d]+/g, "_")
    .toLowerCase();

const needsQuotes = /[",\n\r]/;

/** Any value but an instant; null and undefined are blank. */
export function formatReplicaCell(value: unknown): string {
  if (value === null || value === undefined) return "";
  if (typeof value === "boolean") return value ? "TRUE" : "FALSE";
  const text = String(value);
  return needsQuotes.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

export const replicaTimeText = dataExportText;
/** When the replica took a last look. */
const syncedAt: Micros = asOf - HOUR;

/** A table dumped as CSV; some tools put a byte order mark before the first header. */
export class ReplicaTable {
  private readonly file: CsvFile;

  constructor(
    path: string,
    private readonly columns: readonly string[],
    mark: "" | "\ufeff" = "",
  ) {
    this.file = new CsvFile(path, `${mark}${[...columns, "_fivetran_synced"].join(",")}\n`);
  }

  write(row: Readonly<Record<string, unknown>>): void {
    const cells = this.columns.map((column) => formatReplicaCell(row[column]));
    this.file.write(`${[...cells, replicaTimeText(syncedAt)].join(",")}\n`);
  }

  get rows(): number {
    return this.file.rows;
  }

  close(): void {
    this.file.close();
  }
}
