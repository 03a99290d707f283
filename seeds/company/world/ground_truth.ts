/**
 * What the simulation knows about one person when the exports are complete. truth.json is derived from it.
 * Nothing here is read back from an export or from a table of the product.
 */
import type { Micros } from "./time_units.js";

/** A record of the person that the warehouse keeps. */
export interface PersonRecord {
  readonly system: "crm" | "map";
  readonly record_id: string;
}

/** An attribute value and the time from which the person's records have it. A null value means that the field became blank. */
export interface Observation {
  /** Name as in fit.csv, e.g. `job_title`. */
  readonly attribute: string;
  readonly value: string | null;
  readonly at: Micros;
}

/** A marketing activity of the person, or one that a bot caused with the person's email. */
export interface Activity {
  /** Canonical type, e.g. `pricing_page_visit`. */
  readonly type: string;
  /** Page, form, email or program as the export names it. */
  readonly asset: string | null;
  /** The campaign that the activity belongs to, if any. */
  readonly campaign_id: string | null;
  readonly is_bot: boolean;
  readonly at: Micros;
}

/** A call, email or meeting of sales with the person. */
export interface SalesTouch {
  readonly kind: "call" | "email" | "meeting";
  readonly is_automated: boolean;
  readonly at: Micros;
}

export type Stage = "mql" | "sal" | "sql" | "opportunity" | "won" | "lost" | "rejected" | "recycled";

/** A stage that the CRM recorded, dated as precisely as the exports allow. */
export interface StageEvent {
  readonly stage: Stage;
  readonly at: Micros;
  /** True if the exports contain only the day. */
  readonly is_approximate: boolean;
  /** Raw reason of a rejection or loss, if one was given. */
  readonly reason: string | null;
  readonly opportunity_id: string | null;
}

/** An event that the exports do not contain, or not with its exact time. */
export interface ExportLimit {
  /** What the exports lose, e.g. `conversion_day_only`. */
  readonly kind: string;
  readonly stage: Stage | null;
  /** When the event happened in the simulation. */
  readonly really_at: Micros | null;
  /** When it happened according to the exports; null if they do not contain it. */
  readonly told_at: Micros | null;
}

/** Values of a person that a cycle keeps as they were at its MQL. */
export interface FrozenDimensions {
  readonly persona: string | null;
  readonly seniority: string | null;
  readonly industry: string | null;
  readonly company_size_band: string | null;
  readonly region: string | null;
  readonly owner_id: string | null;
  readonly owner_team: string | null;
}

/** What the person's records say about them at the end. */
export interface PersonProfile extends FrozenDimensions {
  readonly source: string | null;
  readonly account_id: string | null;
}

/** The amount of an opportunity that the person takes part in. */
export interface OpportunityAmount {
  readonly opportunity_id: string;
  /** Hundredths of the currency. */
  readonly cents: number | null;
  readonly currency: string | null;
}

/** One person as the exports show it. Lists are in order of time; the order within one instant has no meaning. */
export interface PersonHistory {
  readonly person_id: string;
  /** Number of the simulated human. Two persons have the same number if the exports contain no link between their records. */
  readonly human: number;
  readonly records: readonly PersonRecord[];
  readonly profile: PersonProfile;
  /** The dimensions from each instant on at which a record was made or got another owner; the first also count before it. */
  readonly dimensions: readonly (FrozenDimensions & { readonly at: Micros })[];
  /** True if the account in `profile` comes from the email domain and not from a record. */
  readonly account_is_matched: boolean;
  /** Changes only: successive values of an attribute differ. */
  readonly observations: readonly Observation[];
  readonly activities: readonly Activity[];
  /** Campaigns that created a record of the person. They are not activities. */
  readonly acquisition_campaigns: readonly { readonly campaign_id: string; readonly at: Micros }[];
  readonly touches: readonly SalesTouch[];
  /** All recorded stages. MQLs that the definition computes are not among them. */
  readonly events: readonly StageEvent[];
  readonly opportunities: readonly OpportunityAmount[];
  readonly limits: readonly ExportLimit[];
}

/** A record that the warehouse must leave out, with the reason. */
export interface ExcludedRecord {
  readonly system: "crm" | "map";
  readonly record_id: string;
  readonly reason: "test" | "internal" | "deleted" | "anonymous";
}

/** A campaign as exported. `channel` is derived from its type and used for people without a source. */
export interface Campaign {
  readonly campaign_id: string;
  readonly name: string;
  readonly type: string;
  readonly channel: string | null;
}

/** Facts about the whole company. */
export interface CompanyFacts {
  readonly seed: number;
  readonly leads: number;
  readonly asOf: Micros;
  readonly timeZone: string;
  readonly campaigns: ReadonlyMap<string, Campaign>;
  /** Channel by source. A source that is missing here is not in channels.csv: its channel is Unmapped. */
  readonly channels: ReadonlyMap<string, string>;
  /** Standard reason by raw reason. A raw reason that is missing here is Unmapped. */
  readonly reasons: ReadonlyMap<string, string>;
}
