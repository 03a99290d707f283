/** What the simulation tells the systems of a company; each system writes it as its exports would. */
import type { Owner } from "../world/company.js";
import type { Deal, Employer, Held, Human } from "../world/human.js";
import type { Micros } from "../world/life.js";
import type { Offering } from "../world/offerings.js";
import type { Offer } from "../world/offers.js";

/** Where rows land: files, which count them. */
export interface Sink {
  /** Rows by file. */
  readonly rows: Readonly<Record<string, number>>;
  close(): void;
}

/** A response to a campaign of the CRM; `respondedOn`: a day of the zone, as its midnight. */
export interface Response {
  readonly lead: Held;
  readonly offering: Offering;
  readonly respondedOn: Micros;
  readonly made: Micros;
}

/** Something that sales did or means to do about a lead. */
export interface Work {
  /** `plan`: a call that is still to make; `bulk_mail`: a machine's mail to a list. */
  readonly kind: "call" | "email" | "meeting" | "plan" | "bulk_mail";
  readonly lead: Held;
  readonly owner: Owner;
  /** When it was done; of a plan when it was made. */
  readonly at: Micros;
}

/**
 * The system of sales. Ids are given as the simulation goes, and records are written when all is known of them. No
 * method draws of a human's chance: whichever systems write, the company is the same.
 */
export interface Crm extends Sink {
  id(object: "Account" | "Contact" | "Lead" | "Opportunity"): string;
  owner(owner: Owner): void;
  campaign(offering: Offering): void;
  account(employer: Employer): void;
  /** A lead or contact as it stands in the end, and the changes that its system tracked. */
  record(human: Human, held: Held): void;
  response(response: Response): void;
  work(work: Work): void;
  deal(employer: Employer, deal: Deal): void;
  /** A row whose instant no calendar has; returns its file's path below the source's folder. */
  brokenRow(at: Micros): string;
}

/** What the log says of a human; `list`: put on a list; `sent` and `delivered`: by the system. */
export type Doing = "visit" | "form" | "open" | "click" | "bounce" | "unsubscribe" | "list" | "sent" | "delivered";

/** A row of the log: something done with an offer, or the next status in a program. */
export type Logged = { readonly at: Micros; readonly isBot: boolean } & (
  | { readonly doing: Doing; readonly offer: Offer; readonly progress?: undefined }
  | { readonly progress: Progress }
);

export interface Progress {
  readonly offering: Offering;
  readonly from: "Invited" | "Registered" | "Not in Program";
  readonly to: "Registered" | "Attended" | "Downloaded";
}

/** Ids of the CRM's records that a record of marketing is linked to, as they happen to be written; null: none. */
export interface Linked {
  readonly lead: string | null;
  readonly contact: string | null;
}

/** The system of marketing; as `Crm`. */
export interface Marketing extends Sink {
  /** Rows of the log that two windows of the exports hold. */
  readonly overlapping: number;
  id(): string;
  campaign(offering: Offering): void;
  record(human: Human, held: Held, linked: Linked): void;
  /** A web visitor whom nobody knows; returns whether that makes a record that describes a person. */
  anonymous(id: string, created: Micros): boolean;
  /** That a record was erased. */
  deletion(id: string, at: Micros): void;
  /** The loser's record became part of the winner's; returns whether the exports say so, or only that the loser was deleted. */
  merge(human: Human, winner: Held, loser: Held, at: Micros): boolean;
  /** `human`: null of an anonymous visitor; `isOffset`: written by a system that marks its offset, five hours behind. */
  log(id: string, human: Human | null, row: Logged, isOffset: boolean): void;
}
