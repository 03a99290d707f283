/** Salesforce as a replica: one table per object, leads in history mode. */
import { join } from "node:path";
import { dateTimeText } from "../world/calendar.js";
import { ReplicaTable, snakeCase } from "./replica_table.js";
import {
  objectColumns,
  type SalesforceObject,
  type SalesforceRow,
  type SalesforceTables,
  type SalesforceValue,
} from "./salesforce_objects.js";

/** Extra columns of a table in history mode. */
const versionColumns = ["_fivetran_start", "_fivetran_end", "_fivetran_active"];
const openEnd = "9999-12-31 23:59:59";

const replicaValue = (value: SalesforceValue) =>
  typeof value === "object" && value !== null ? dateTimeText("at" in value ? value.at : value.day) : value;

/** The first version of a lead, as it was created. */
const initialVersion = (lead: SalesforceRow): SalesforceRow => ({
  ...lead,
  Status: "New",
  Disqualified_Reason__c: null,
  MQL_Date__c: null,
  IsDeleted: false,
  MasterRecordId: null,
  IsConverted: false,
  ConvertedDate: null,
  ConvertedAccountId: null,
  ConvertedContactId: null,
  ConvertedOpportunityId: null,
  LastModifiedDate: lead.CreatedDate,
  SystemModstamp: lead.CreatedDate,
});

export class SalesforceReplica implements SalesforceTables {
  private readonly tables = new Map<SalesforceObject, ReplicaTable>();

  constructor(folder: string) {
    for (const object of Object.keys(objectColumns) as SalesforceObject[]) {
      const columns = [...objectColumns[object].map(snakeCase), ...(object === "Lead" ? versionColumns : [])];
      this.tables.set(object, new ReplicaTable(join(folder, this.fileOf(object)), columns));
    }
  }

  fileOf(object: SalesforceObject): string {
    return `${snakeCase(object)}.csv`;
  }

  /** Writes the current version of a lead first and its initial version after it. */
  write(object: SalesforceObject, record: SalesforceRow): void {
    if (object !== "Lead") {
      this.writeVersion(object, record);
      return;
    }
    const [made, changed] = [replicaValue(record.CreatedDate), replicaValue(record.SystemModstamp)];
    this.writeVersion(object, record, { _fivetran_start: changed, _fivetran_end: openEnd, _fivetran_active: true });
    if (made === changed) return;
    this.writeVersion(object, initialVersion(record), {
      _fivetran_start: made,
      _fivetran_end: changed,
      _fivetran_active: false,
    });
  }

  get rows(): Record<string, number> {
    return Object.fromEntries([...this.tables].map(([object, { rows }]) => [this.fileOf(object), rows]));
  }

  close(): void {
    for (const table of this.tables.values()) table.close();
  }

  private writeVersion(
    object: SalesforceObject,
    record: SalesforceRow,
    version: Readonly<Record<string, unknown>> = {},
  ): void {
    const row = Object.fromEntries(
      objectColumns[object].map((column) => [snakeCase(column), replicaValue(record[column])]),
    );
    this.tables.get(object)!.write({ ...row, ...version });
  }
}
