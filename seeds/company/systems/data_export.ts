/** A Salesforce weekly Data Export: every field quoted, LF, clocks behind dates, all-zero ids for empty lookups. */
import { join } from "node:path";
import { dataExportText } from "../world/calendar.js";
import { CsvFile } from "./csv_file.js";
import {
  type Field,
  type Fields,
  objects,
  type SalesforceObject,
  type SalesforceTables,
} from "./salesforce_objects.js";

const lookups = /^(MasterRecordId|WhoId|WhatId|CampaignId|LeadId|ContactId|Converted(Account|Contact|Opportunity)Id)$/;
const quoted = (value: string) => `"${value.includes('"') ? value.replaceAll('"', '""') : value}"`;
const none = "000000000000000AAA";

/** Instants are in UTC without a mark, days have the clock of midnight behind them. */
function fieldOf(value: Field, column: string): string {
  if (value === null || value === undefined) return lookups.test(column) ? `"${none}"` : '""';
  if (typeof value === "boolean") return value ? '"1"' : '"0"';
  if (typeof value === "object") return `"${dataExportText("at" in value ? value.at : value.day)}"`;
  return quoted(String(value));
}

export class DataExport implements SalesforceTables {
  private readonly files = new Map<SalesforceObject, CsvFile>();

  constructor(folder: string) {
    for (const object of Object.keys(objects) as SalesforceObject[]) {
      const header = `${objects[object].map(quoted).join(",")}\n`;
      this.files.set(object, new CsvFile(join(folder, this.fileOf(object)), header));
    }
  }

  fileOf(object: SalesforceObject): string {
    return `${object}.csv`;
  }

  write(object: SalesforceObject, record: Fields): void {
    const fields = objects[object].map((column) => fieldOf(record[column], column));
    this.files.get(object)!.write(`${fields.join(",")}\n`);
  }

  get rows(): Record<string, number> {
    return Object.fromEntries([...this.files].map(([object, { rows }]) => [this.fileOf(object), rows]));
  }

  close(): void {
    for (const file of this.files.values()) file.close();
  }
}
