/** A Salesforce weekly Data Export: all fields quoted, line ends LF, dates with a time, all-zero ids for empty lookups. */
import { join } from "node:path";
import { dateTimeText } from "../world/calendar.js";
import { CsvFile, quoteField } from "./csv_file.js";
import {
  objectColumns,
  type SalesforceObject,
  type SalesforceRow,
  type SalesforceTables,
  type SalesforceValue,
} from "./salesforce_objects.js";

const lookupColumns =
  /^(MasterRecordId|WhoId|WhatId|CampaignId|LeadId|ContactId|Converted(Account|Contact|Opportunity)Id)$/;
const emptyId = "000000000000000AAA";

/** Instants are in UTC without an offset; days are written at midnight. */
function formatField(value: SalesforceValue, column: string): string {
  if (value === null || value === undefined) return lookupColumns.test(column) ? `"${emptyId}"` : '""';
  if (typeof value === "boolean") return value ? '"1"' : '"0"';
  if (typeof value === "object") return `"${dateTimeText("at" in value ? value.at : value.day)}"`;
  return quoteField(String(value));
}

export class SalesforceDataExport implements SalesforceTables {
  private readonly files = new Map<SalesforceObject, CsvFile>();

  constructor(folder: string) {
    for (const object of Object.keys(objectColumns) as SalesforceObject[]) {
      const header = `${objectColumns[object].map(quoteField).join(",")}\n`;
      this.files.set(object, new CsvFile(join(folder, this.fileOf(object)), header));
    }
  }

  fileOf(object: SalesforceObject): string {
    return `${object}.csv`;
  }

  write(object: SalesforceObject, record: SalesforceRow): void {
    const fields = objectColumns[object].map((column) => formatField(record[column], column));
    this.files.get(object)!.write(`${fields.join(",")}\n`);
  }

  get rows(): Record<string, number> {
    return Object.fromEntries([...this.files].map(([object, { rows }]) => [this.fileOf(object), rows]));
  }

  close(): void {
    for (const file of this.files.values()) file.close();
  }
}
