/** Tables of a replica, dumped as CSV: snake_case names, dates with a time, TRUE and FALSE, blanks for null. */
import { dateTimeText } from "../world/calendar.js";
import { asOf } from "../world/company.js";
import { HOUR, type Micros } from "../world/time_units.js";
import { CsvFile, csvCell } from "./csv_file.js";

/** `Disqualified_Reason__c` becomes `disqualified_reason_c`, `Is Bot Activity` `is_bot_activity`, `MergeIDs` `merge_ids`. */
export const snakeCase = (name: string): string =>
  name
    .replace(/([a-z\d])([A-Z])/g, "$1_$2")
    .replace(/[^A-Za-z\d]+/g, "_")
    .toLowerCase();

const replicaCell = (value: unknown) => csvCell(typeof value === "boolean" ? (value ? "TRUE" : "FALSE") : value);

/** When the replica was last synchronized. */
const syncedAt: Micros = asOf - HOUR;

/** A table dumped as CSV. `mark` is the byte order mark that some tools write before the header. */
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
