/**
 * What the simulation knows of one person once the exports are written: the state that truth.json is derived from.
 * Nothing here is read back from an export or from a table of the product.
 */
import type { Micros } from "./time_units.js";

/** A record of a system that describes the person, and stays in the warehouse. */
export interface PersonRecord {
  readonly system: "crm" | "map";
  readonly record_id: string;
}

/** From when on the person's records say so: an attribute as fit rules name it; null: an observed blank. */
export interface Observation {
  readonly attribute: string;
  readonly value: string | null;
  readonly at: Micros;
}

/** Something that the person did with marketing, or that a machine did in the person's name. */
export interface Activity {
  /** Canonical type. */
  readonly type: string;
  /** Page, form, email or program as the export names it; null: none. */
  readonly asset: string | null;
  /** Id of the campaign that it belongs to; null: none. */
  readonly campaign_id: string | null;
  readonly is_bot: boolean;
  readonly at: Micros;
}

/** A call, mail or meeting of sales with the person. */
export interface SalesTouch {
  readonly kind: "call" | "email" | "meeting";
  readonly is_automated: boolean;
  readonly at: Micros;
}

export type Stage = "mql" | "sal" | "sql" | "opportunity" | "won" | "lost" | "rejected" | "recycled";

/** A stage that the CRM recorded, at the instant that the exports can tell. */
export interface StageEvent {
  readonly stage: Stage;
  readonly at: Micros;
  /** Whether the exports tell only the day. */
  readonly is_approximate: boolean;
  /** Raw reason of a rejection or loss; null: none given. */
  readonly reason: string | null;
  readonly opportunity_id: string | null;
}

/** Something that happened and that the exports cannot say, or not so exactly. */
export interface ExportLimit {
  /** What is lost, as `conversion_day_only`. */
  readonly kind: string;
  readonly stage: Stage | null;
  /** When it really happened. */
  readonly really_at: Micros | null;
  /** Where the exports leave it; null: nowhere. */
  readonly told_at: Micros | null;
}

/** What a cycle is cut by: as the person's records stand at the end, but for what its campaigns and scores say. */
export interface PersonProfile {
  readonly source: string | null;
  readonly persona: string | null;
  readonly seniority: string | null;
  readonly industry: string | null;
  readonly company_size_band: string | null;
  readonly region: string | null;
  readonly account_id: string | null;
  readonly owner_id: string | null;
  readonly owner_team: string | null;
}

/** An opportunity that the person is on. */
export interface OpportunityAmount {
  readonly opportunity_id: string;
  /** In hundredths of the currency; null: none. */
  readonly cents: number | null;
  readonly currency: string | null;
}

/** One person as the exports show it. Lists are in order of time, of equal instants in no order that means anything. */
export interface PersonHistory {
  readonly person_id: string;
  /** Two lives of one number are one human whom no export joins. */
  readonly human: number;
  readonly records: readonly PersonRecord[];
  readonly profile: PersonProfile;
  /** Whether no record names the account of `standing`, and the domain of the email gave it. */
  readonly account_is_matched: boolean;
  /** Changes only: two successive values of an attribute differ. */
  readonly observations: readonly Observation[];
  readonly activities: readonly Activity[];
  /** Campaigns that made a record of the person, at its creation: no activity. */
  readonly acquisition_campaigns: readonly { readonly campaign_id: string; readonly at: Micros }[];
  readonly touches: readonly SalesTouch[];
  /** All stages but those that the definition computes. */
  readonly events: readonly StageEvent[];
  readonly opportunities: readonly OpportunityAmount[];
  readonly limits: readonly ExportLimit[];
}

/** A record that the warehouse must leave out, and why. */
export interface ExcludedRecord {
  readonly system: "crm" | "map";
  readonly record_id: string;
  readonly reason: "test" | "internal" | "deleted" | "anonymous";
}

/** A campaign as the exports tell it; `channel` is that of its type, for people without a source. */
export interface Campaign {
  readonly campaign_id: string;
  readonly name: string;
  readonly type: string;
  readonly channel: string | null;
}

/** What holds for the whole company. */
export interface CompanyFacts {
  readonly seed: number;
  readonly leads: number;
  readonly asOf: Micros;
  readonly timeZone: string;
  readonly campaigns: ReadonlyMap<string, Campaign>;
  /** Channel of a source; undefined: the source's words are not in channels.csv, and its channel is Unmapped. */
  readonly channels: ReadonlyMap<string, string>;
  /** Standard reason of a raw one; undefined: Unmapped. */
  readonly reasons: ReadonlyMap<string, string>;
}
