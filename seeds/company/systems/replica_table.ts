/** How a replica's tables look when they are dumped: snake_case, clocks behind dates, TRUE and FALSE, blanks for null. */
import { dateTimeText } from "../world/calendar.js";
import { asOf } from "../world/company.js";
import { HOUR, type Micros } from "../world/time_units.js";
import { CsvFile, csvCell } from "./csv_file.js";

/** `Disqualified_Reason__c` is `disqualified_reason_c`, `Is Bot Activity` `is_bot_activity`, `MergeIDs` `merge_ids`. */
export const snakeCase = (name: string): string =>
  name
    .replace(/([a-z\d])([A-Z])/g, "$1_$2")
    .replace(/[^A-Za-z\d]+/g, "_")
    .toLowerCase();

const replicaCell = (value: unknown) => csvCell(typeof value === "boolean" ? (value ? "TRUE" : "FALSE") : value);

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
    const cells = this.columns.map((column) => replicaCell(row[column]));
    this.file.write(`${[...cells, dateTimeText(syncedAt)].join(",")}\n`);
  }

  get rows(): number {
    return this.file.rows;
  }

  close(): void {
    this.file.close();
  }
}
