/** One simulated human and the records that the systems keep of him. */
import type { Owner } from "./company.js";
import type { Activity, ExportLimit, SalesTouch, StageEvent } from "./ground_truth.js";
import type { companySizes, countries, Source, Title } from "./market.js";
import type { SeededRandom } from "./seeded_random.js";
import type { Micros } from "./time_units.js";

/** The company where some humans work. */
export interface Employer {
  readonly name: string;
  readonly domain: string;
  readonly industry: string;
  readonly employees: number;
  readonly size: (typeof companySizes)[number];
  readonly revenue: number;
  readonly country: (typeof countries)[number];
  readonly owner: Owner;
  /** Whether its mail gate opens every link before the human does. */
  readonly scansMail: boolean;
  /** Its record in the CRM, made with the first contact. */
  account: { readonly id: string; readonly created: Micros } | null;
  readonly deals: Deal[];
}

/** What a human's records come to. `kept`: they stay; else they are left out, or never reach an export at all. */
export type Fate = "kept" | "internal" | "erased" | "lead_deleted" | "vanished";

/** A change of a tracked field of a lead. */
export interface FieldChange {
  readonly at: Micros;
  readonly field: string;
  readonly from: string;
  readonly to: string;
  readonly by: string;
}

/** A record as its system holds it in the end; fields of one object that another lacks are null. */
export interface SystemRecord {
  readonly system: "crm" | "map";
  readonly object: "Lead" | "Contact" | "MapLead";
  readonly id: string;
  created: Micros;
  modified: Micros;
  email: string;
  title: Title;
  readonly source: Source;
  /** Of a contact its account tells industry, size and country. */
  industry: string | null;
  employees: number | null;
  owner: Owner | null;
  isDeleted: boolean;
  mergedInto: string | null;
  /** Whether the exports say into what; else it is a deleted record to them. */
  isMergeExported: boolean;
  status: string;
  mqlDate: Micros | null;
  reason: string;
  readonly changes: FieldChange[];
  converted: Conversion | null;
  /** Program that made a MAP record. */
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
  /** When it was really closed, and where the exports leave it. */
  closedAt: Micros | null;
  toldClosedAt: Micros | null;
  isClosedApproximate: boolean;
  closeDate: Micros;
  reason: string | null;
  readonly isDeleted: boolean;
  readonly saves: { readonly at: Micros; readonly stage: string; readonly closeDate: Micros; readonly cents: number }[];
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
  /** How much he wants to buy, around 0. */
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
