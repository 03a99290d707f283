/** One simulated human and the records that the systems have about them. */
import type { Owner } from "./company.js";
import type { Activity, ExportLimit, SalesTouch, StageEvent } from "./ground_truth.js";
import type { companySizes, countries, Source, Title } from "./market.js";
import type { SeededRandom } from "./seeded_random.js";
import type { Micros } from "./time_units.js";

/** A company that some humans work for. */
export interface Employer {
  readonly name: string;
  readonly domain: string;
  readonly industry: string;
  readonly employees: number;
  readonly size: (typeof companySizes)[number];
  readonly revenue: number;
  readonly country: (typeof countries)[number];
  readonly owner: Owner;
  /** True if its mail security opens emails and clicks links before people do. */
  readonly scansMail: boolean;
  /** Its account in the CRM, which is created with its first contact. */
  account: { readonly id: string; readonly created: Micros } | null;
  readonly deals: Deal[];
}

/**
 * What happens to a human's records. Only `kept` humans are people in the warehouse with all of their records.
 * `vanished` humans never reach an export.
 */
export type Fate = "kept" | "internal" | "erased" | "lead_deleted" | "vanished";

/** A change of a lead's field that the CRM tracks in its history. */
export interface FieldChange {
  readonly at: Micros;
  readonly field: string;
  readonly from: string;
  readonly to: string;
  readonly by: string;
}

/** A record as its system has it at the end. Fields that the object lacks are null. */
export interface SystemRecord {
  readonly system: "crm" | "map";
  readonly object: "Lead" | "Contact" | "MapLead";
  readonly id: string;
  created: Micros;
  modified: Micros;
  email: string;
  title: Title;
  readonly source: Source;
  /** Null for a contact: industry, size and country are those of its account. */
  industry: string | null;
  employees: number | null;
  owner: Owner | null;
  /** All its owners, in order of time. */
  readonly owners: { readonly at: Micros; readonly owner: Owner }[];
  isDeleted: boolean;
  mergedInto: string | null;
  /** False if the exports show a merged record as deleted, without the record that it was merged into. */
  isMergeExported: boolean;
  status: string;
  mqlDate: Micros | null;
  reason: string;
  readonly changes: FieldChange[];
  converted: Conversion | null;
  /** The program that created a record of marketing automation. */
  readonly program: string | null;
}

export interface Conversion {
  readonly at: Micros;
  readonly contactId: string;
  readonly opportunityId: string | null;
}

export interface Deal {
  readonly id: string;
  readonly name: string;
  readonly created: Micros;
  readonly owner: Owner;
  readonly source: string | null;
  cents: number;
  readonly currency: string;
  stage: string;
  outcome: "open" | "won" | "lost";
  /** When the deal was closed in the simulation. */
  closedAt: Micros | null;
  /** When the deal was closed according to the exports. */
  exportedClosedAt: Micros | null;
  isClosedApproximate: boolean;
  closeDate: Micros;
  reason: string | null;
  readonly isDeleted: boolean;
  readonly stageHistory: {
    readonly at: Micros;
    readonly stage: string;
    readonly closeDate: Micros;
    readonly cents: number;
  }[];
  readonly members: {
    readonly human: Human;
    readonly role: string;
    readonly since: Micros;
    readonly byRole: boolean;
  }[];
}

export interface Human {
  readonly no: number;
  readonly first: string;
  readonly last: string;
  readonly email: string;
  readonly title: Title;
  readonly source: Source;
  readonly employer: Employer;
  readonly knownSince: Micros;
  /** How much the human wants to buy; 0 is average. */
  readonly intent: number;
  readonly fate: Fate;
  readonly chance: SeededRandom;
  readonly records: SystemRecord[];
  readonly activities: Activity[];
  readonly touches: SalesTouch[];
  readonly events: StageEvent[];
  readonly limits: ExportLimit[];
}

export const leadOf = (human: Human): SystemRecord | undefined =>
  human.records.find(({ object, mergedInto, isDeleted }) => object === "Lead" && mergedInto === null && !isDeleted);
export const contactOf = (human: Human): SystemRecord | undefined =>
  human.records.find(({ object }) => object === "Contact");
export const mapLeadOf = (human: Human): SystemRecord | undefined =>
  human.records.find(({ object, mergedInto }) => object === "MapLead" && mergedInto === null);
