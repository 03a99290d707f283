/** What the simulation tells the systems of a company; each system writes it as its exports would. */
import type { ScheduledCampaign } from "../world/campaigns.js";
import type { Owner } from "../world/company.js";
import type { Deal, Employer, Human, SystemRecord } from "../world/human.js";
import type { MarketingAsset } from "../world/marketing_assets.js";
import type { Micros } from "../world/time_units.js";

/** Where rows land: files, which count them. */
export interface RowWriter {
  /** Rows by file. */
  readonly rows: Readonly<Record<string, number>>;
  close(): void;
}

/** A response to a campaign of the CRM; `respondedOn`: a day of the zone, as its midnight. */
export interface CampaignResponse {
  readonly lead: SystemRecord;
  readonly offering: ScheduledCampaign;
  readonly respondedOn: Micros;
  readonly made: Micros;
}

/** Something that sales did or means to do about a lead. */
export interface SalesActivity {
  /** `plan`: a call that is still to make; `bulk_mail`: a machine's mail to a list. */
  readonly kind: "call" | "email" | "meeting" | "plan" | "bulk_mail";
  readonly lead: SystemRecord;
  readonly owner: Owner;
  /** When it was done; of a plan when it was made. */
  readonly at: Micros;
}

/**
 * The system of sales. Ids are given as the simulation goes, and records are written when all is known of them. No
 * method draws of a human's chance: whichever systems write, the company is the same.
 */
export interface CrmWriter extends RowWriter {
  id(object: "Account" | "Contact" | "Lead" | "Opportunity"): string;
  owner(owner: Owner): void;
  campaign(offering: ScheduledCampaign): void;
  account(employer: Employer): void;
  /** A lead or contact as it stands in the end, and the changes that its system tracked. */
  record(human: Human, held: SystemRecord): void;
  response(response: CampaignResponse): void;
  work(work: SalesActivity): void;
  deal(employer: Employer, deal: Deal): void;
  /** A row whose instant no calendar has; returns its file's path below the source's folder. */
  brokenRow(at: Micros): string;
}

/** What the log says of a human; `list`: put on a list; `sent` and `delivered`: by the system. */
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

/** A row of the log: something done with an offer, or the next status in a program. */
export type ActivityLogRow = { readonly at: Micros; readonly isBot: boolean } & (
  | { readonly doing: ActivityKind; readonly offer: MarketingAsset; readonly progress?: undefined }
  | { readonly progress: ProgramStatusChange }
);

export interface ProgramStatusChange {
  readonly offering: ScheduledCampaign;
  readonly from: "Invited" | "Registered" | "Not in Program";
  readonly to: "Registered" | "Attended" | "Downloaded";
}

/** Ids of the CRM's records that a record of marketing is linked to, as they happen to be written; null: none. */
export interface CrmIds {
  readonly lead: string | null;
  readonly contact: string | null;
}

/** The system of marketing; as `Crm`. */
export interface MarketingWriter extends RowWriter {
  /** Rows of the log that two windows of the exports hold. */
  readonly overlapping: number;
  id(): string;
  campaign(offering: ScheduledCampaign): void;
  record(human: Human, held: SystemRecord, linked: CrmIds): void;
  /** A web visitor whom nobody knows; returns whether that makes a record that describes a person. */
  anonymous(id: string, created: Micros): boolean;
  /** That a record was erased. */
  deletion(id: string, at: Micros): void;
  /** The loser's record became part of the winner's; returns whether the exports say so, or only that the loser was deleted. */
  merge(human: Human, winner: SystemRecord, loser: SystemRecord, at: Micros): boolean;
  /** `human`: null of an anonymous visitor; `isOffset`: written by a system that marks its offset, five hours behind. */
  log(id: string, human: Human | null, row: ActivityLogRow, isOffset: boolean): void;
}
