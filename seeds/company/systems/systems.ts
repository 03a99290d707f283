/** The systems that the company can be exported from. */
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
  /** The entries under `sources` in closedloop.yaml, as the text inside `{}`. */
  readonly sources: readonly string[];
  /** Rows that are added to lookups, by file. */
  readonly lookupRows?: Readonly<Record<string, string>>;
  /** True if the exports use the simulation's record ids, so that truth.json can be compared. */
  readonly hasTruth: boolean;
  /** Opens the export files of both systems below the folder `exports`. */
  readonly openWriters: (
    exports: string,
    zone: LocalCalendar,
  ) => { readonly crm: CrmWriter; readonly map: MarketingWriter };
}

/** Salesforce with its reason columns. */
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
