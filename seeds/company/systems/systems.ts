/** The systems in whose exports the made company can be written. */
import { join } from "node:path";
import type { Clock } from "../world/calendar.js";
import { BulkExtract } from "./bulk_extract.js";
import { DataExport } from "./data_export.js";
import { HubSpot, openStages } from "./hubspot.js";
import { Contacts, salStage } from "./hubspot_contacts.js";
import { HubSpotMarketing } from "./hubspot_marketing.js";
import { HubSpotTables } from "./hubspot_tables.js";
import type { SystemsName } from "./names.js";
import { Pardot, pardotZone } from "./pardot.js";
import { ReplicatedMarketo } from "./replicated_marketo.js";
import { ReplicatedSalesforce } from "./replicated_salesforce.js";
import { Salesforce } from "./salesforce.js";
import type { Crm, Marketing } from "./sinks.js";

interface Systems {
  /** The sources of closedloop.yaml, one a line, without their common settings. */
  readonly sources: readonly string[];
  /** Rows that the team adds to lookups, by file. */
  readonly words?: Readonly<Record<string, string>>;
  /** Whether truth.json knows the ids of its records. */
  readonly hasTruth: boolean;
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
    hasTruth: true,
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
    hasTruth: true,
    sinks: (exports, zone) => ({ crm: salesforceOf(exports, zone), map: new Pardot(join(exports, "pardot")) }),
  },
  fivetran: {
    sources: [salesforce, marketo],
    sinks: (exports, zone) => ({
      crm: new Salesforce(new ReplicatedSalesforce(join(exports, "salesforce")), zone),
      map: new ReplicatedMarketo(join(exports, "marketo")),
    }),
    hasTruth: true,
  },
  hubspot: {
    sources: [
      "name: hub, system: hubspot, path: exports/hubspot, settle_seconds: 0, reason_fields: {contact: disqualify_reason, deal: closed_lost_reason}",
    ],
    words: {
      "stage_map.csv": `hubspot,Contact,lifecyclestage,${salStage},sal\nhubspot,Contact,mql_date,*,mql\n${openStages.map((stage) => `hubspot,Deal,dealstage,${stage},\n`).join("")}`,
      "activity_map.csv": "hubspot,Imported from a list,,list_import\n",
    },
    hasTruth: false,
    sinks: (exports, zone) => {
      const tables = new HubSpotTables(join(exports, "hubspot"));
      const contacts = new Contacts(tables);
      const crm = new HubSpot(tables, contacts, zone);
      return { crm, map: new HubSpotMarketing(tables, contacts, crm) };
    },
  },
};
