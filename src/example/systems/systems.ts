/** The systems in whose exports the made company can be written. */
import { join } from "node:path";
import type { Clock } from "../calendar.js";
import { BulkExtract } from "./bulk_extract.js";
import { DataExport } from "./data_export.js";
import type { SystemsName } from "./names.js";
import { Pardot, pardotZone } from "./pardot.js";
import { ReplicatedMarketo } from "./replicated_marketo.js";
import { ReplicatedSalesforce } from "./replicated_salesforce.js";
import { Salesforce } from "./salesforce.js";
import type { Crm, Marketing } from "./sinks.js";

interface Systems {
  /** The sources of closedloop.yaml, one a line, without their common settings. */
  readonly sources: readonly string[];
  /** Begins the files of both, below the folder of the exports. */
  readonly sinks: (exports: string, zone: Clock) => { readonly crm: Crm; readonly map: Marketing };
}

/** Salesforce, with the columns that hold reasons. */
const salesforce =
  "name: crm, system: salesforce, path: exports/salesforce, settle_seconds: 0, reason_fields: {lead: Disqualified_Reason__c, opportunity: LossReason__c}";
const marketo = "name: map, system: marketo, path: exports/marketo, settle_seconds: 0";
const salesforceOf = (exports: string, zone: Clock) =>
  new Salesforce(new DataExport(join(exports, "salesforce")), zone);

export const systems: Readonly<Record<SystemsName, Systems>> = {
  "salesforce+marketo": {
    sources: [salesforce, marketo],
    sinks: (exports, zone) => ({
      crm: salesforceOf(exports, zone),
      map: new BulkExtract(join(exports, "marketo")),
    }),
  },
  "salesforce+pardot": {
    sources: [
      salesforce,
      `name: map, system: pardot, path: exports/pardot, settle_seconds: 0, time_zone: ${pardotZone}`,
    ],
    sinks: (exports, zone) => ({ crm: salesforceOf(exports, zone), map: new Pardot(join(exports, "pardot")) }),
  },
  fivetran: {
    sources: [salesforce, marketo],
    sinks: (exports, zone) => ({
      crm: new Salesforce(new ReplicatedSalesforce(join(exports, "salesforce")), zone),
      map: new ReplicatedMarketo(join(exports, "marketo")),
    }),
  },
};
