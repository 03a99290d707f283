/** The systems in whose exports the made company can be written. */
import { join } from "node:path";
import type { LocalCalendar } from "../world/calendar.js";
import { ContactIds, salStageId } from "./hubspot_contacts.js";
import { HubSpotCrm, openStages } from "./hubspot_crm.js";
import { HubSpotMarketing } from "./hubspot_marketing.js";
import { HubSpotTables } from "./hubspot_tables.js";
import { MarketoBulkExtract } from "./marketo_bulk_extract.js";
import { MarketoReplica } from "./marketo_replica.js";
import { Pardot, pardotZone } from "./pardot.js";
import { Salesforce } from "./salesforce.js";
import { SalesforceDataExport } from "./salesforce_data_export.js";
import { SalesforceReplica } from "./salesforce_replica.js";
import type { SystemName } from "./system_names.js";
import type { CrmWriter, MarketingWriter } from "./system_writer.js";

interface SystemSetup {
  /** The sources of closedloop.yaml, one a line, without their common settings. */
  readonly sources: readonly string[];
  /** Rows that the team adds to lookups, by file. */
  readonly lookupRows?: Readonly<Record<string, string>>;
  /** Whether truth.json knows the ids of its records. */
  readonly hasTruth: boolean;
  /** Begins the files of both, below the folder of the exports. */
  readonly openWriters: (
    exports: string,
    zone: LocalCalendar,
  ) => { readonly crm: CrmWriter; readonly map: MarketingWriter };
}

/** Salesforce, with the columns that hold reasons. */
const salesforceSource =
  "name: crm, system: salesforce, path: exports/salesforce, settle_seconds: 0, reason_fields: {lead: Disqualified_Reason__c, opportunity: LossReason__c}";
const marketoSource = "name: map, system: marketo, path: exports/marketo, settle_seconds: 0";
const openSalesforce = (exports: string, zone: LocalCalendar) =>
  new Salesforce(new SalesforceDataExport(join(exports, "salesforce")), zone);

export const systemSetups: Readonly<Record<SystemName, SystemSetup>> = {
  "salesforce+marketo": {
    sources: [salesforceSource, marketoSource],
    hasTruth: true,
    openWriters: (exports, zone) => ({
      crm: openSalesforce(exports, zone),
      map: new MarketoBulkExtract(join(exports, "marketo")),
    }),
  },
  "salesforce+pardot": {
    sources: [
      salesforceSource,
      `name: map, system: pardot, path: exports/pardot, settle_seconds: 0, time_zone: ${pardotZone}`,
    ],
    hasTruth: true,
    openWriters: (exports, zone) => ({ crm: openSalesforce(exports, zone), map: new Pardot(join(exports, "pardot")) }),
  },
  fivetran: {
    sources: [salesforceSource, marketoSource],
    openWriters: (exports, zone) => ({
      crm: new Salesforce(new SalesforceReplica(join(exports, "salesforce")), zone),
      map: new MarketoReplica(join(exports, "marketo")),
    }),
    hasTruth: true,
  },
  hubspot: {
    sources: [
      "name: hub, system: hubspot, path: exports/hubspot, settle_seconds: 0, reason_fields: {contact: disqualify_reason, deal: closed_lost_reason}",
    ],
    lookupRows: {
      "stage_map.csv": `hubspot,Contact,lifecyclestage,${salStageId},sal\nhubspot,Contact,mql_date,*,mql\n${openStages.map((stage) => `hubspot,Deal,dealstage,${stage},\n`).join("")}`,
      "activity_map.csv": "hubspot,Imported from a list,,list_import\n",
    },
    hasTruth: false,
    openWriters: (exports, zone) => {
      const tables = new HubSpotTables(join(exports, "hubspot"));
      const contacts = new ContactIds(tables);
      const crm = new HubSpotCrm(tables, contacts, zone);
      return { crm, map: new HubSpotMarketing(tables, contacts, crm) };
    },
  },
};
