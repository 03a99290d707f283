/** The interface between the simulation and the systems: each system writes events and records in its own export format. */
import type { ScheduledCampaign } from "../world/campaigns.js";
import type { Owner } from "../world/company.js";
import type { Deal, Employer, Human, SystemRecord } from "../world/human.js";
import type { MarketingAsset } from "../world/marketing_assets.js";
import type { Micros } from "../world/time_units.js";

/** Writes rows to files and counts them. */
export interface RowWriter {
  /** Number of rows by file. */
  readonly rows: Readonly<Record<string, number>>;
  close(): void;
}

/** A response to a CRM campaign. `respondedOn` is the day of the response, as local time. */
export interface CampaignResponse {
  readonly lead: SystemRecord;
  readonly campaign: ScheduledCampaign;
  readonly respondedOn: Micros;
  readonly made: Micros;
}

/** Something that sales did or plans to do with a lead. */
export interface SalesActivity {
  /** `plan` is an open task to call, `bulk_mail` an automated email to a list. */
  readonly kind: "call" | "email" | "meeting" | "plan" | "bulk_mail";
  readonly lead: SystemRecord;
  readonly owner: Owner;
  /** When the activity took place; for a plan, when the task was created. */
  readonly at: Micros;
}

/**
 * A CRM. It assigns ids during the simulation; records are written when they are complete. No method draws random
 * numbers, so the company is the same for all systems.
 */
export interface CrmWriter extends RowWriter {
  id(object: "Account" | "Contact" | "Lead" | "Opportunity"): string;
  owner(owner: Owner): void;
  campaign(campaign: ScheduledCampaign): void;
  account(employer: Employer): void;
  /** Writes a lead or contact as it is at the end, with its tracked changes. */
  record(human: Human, record: SystemRecord): void;
  response(response: CampaignResponse): void;
  work(work: SalesActivity): void;
  deal(employer: Employer, deal: Deal): void;
  /** Writes a row with an impossible date. Returns the path of its file, relative to the source's folder. */
  brokenRow(at: Micros): string;
}

/** Kinds of log rows. `list` is a list import; `sent` and `delivered` are logged by the system. */
export type ActivityKind =
  | "visit"
  | "form"
  | "open"
  | "click"
  | "bounce"
  | "unsubscribe"
  | "list"
  | "sent"
  | "delivered";

/** A log row: an activity with an asset, or a new status in a program. */
export type ActivityLogRow = { readonly at: Micros; readonly isBot: boolean } & (
  | { readonly doing: ActivityKind; readonly asset: MarketingAsset; readonly progress?: undefined }
  | { readonly progress: ProgramStatusChange }
);

export interface ProgramStatusChange {
  readonly campaign: ScheduledCampaign;
  readonly from: "Invited" | "Registered" | "Not in Program";
  readonly to: "Registered" | "Attended" | "Downloaded";
}

/** Ids of the CRM records that a marketing record is linked to, with 15 or 18 characters; null if there is no link. */
export interface CrmIds {
  readonly lead: string | null;
  readonly contact: string | null;
}

/** A marketing automation system. Like `CrmWriter`, it draws no random numbers. */
export interface MarketingWriter extends RowWriter {
  /** Number of log rows that two overlapping export files contain. */
  readonly overlapping: number;
  id(): string;
  campaign(campaign: ScheduledCampaign): void;
  record(human: Human, record: SystemRecord, linked: CrmIds): void;
  /** Writes an anonymous web visitor. Returns true if the export has a person record for the visitor. */
  anonymous(id: string, created: Micros): boolean;
  /** Writes the deletion of a record. */
  deletion(id: string, at: Micros): void;
  /** Writes a merge. Returns false if the exports show the loser as deleted, without the winner. */
  merge(human: Human, winner: SystemRecord, loser: SystemRecord, at: Micros): boolean;
  /** Writes a log row. `human` is null for an anonymous visitor. `isOffset` asks for a time with the offset -0500. */
  log(id: string, human: Human | null, row: ActivityLogRow, isOffset: boolean): void;
}
