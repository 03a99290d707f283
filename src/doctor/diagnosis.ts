import type { Instant } from "../table/columns.js";
import type { Remark } from "../table/lookup_gap.js";
import type { LookupProposal } from "./proposal.js";

/** One object of a source that has files: all of them together. */
export interface ObjectSummary {
  readonly source: string;
  readonly system: string;
  /** E.g. `Lead`, or the entity of a mapped source. */
  readonly object: string;
  readonly files: number;
  readonly records: number;
  readonly rejected: number;
  readonly deduplicated: number;
  /** Why records were rejected: for each kind the place of the first one and their number. */
  readonly rejects: readonly string[];
  /** When the first and the last record was created; null if the object has no time. */
  readonly first: Instant | null;
  readonly last: Instant | null;
}

export interface RefusedFile {
  readonly source: string;
  /** The raw table that the file would feed; empty if it is not known. */
  readonly table: string;
  readonly file: string;
  readonly why: string;
}

/** A missing object, a missing column of an object, or a missing key of the source, and what it is needed for. */
export interface MissingInput {
  readonly source: string;
  readonly object: string;
  readonly column?: string;
  readonly setting?: string;
  readonly enables: string;
  /** Only systems that meet this condition have the column. */
  readonly onlyIf?: string;
}

/** A custom column that closedloop could use if it were configured. */
export interface CustomField {
  readonly source: string;
  readonly object: string;
  readonly column: string;
  readonly use: string;
  /** The file to which the line is added: `closedloop.yaml` or a lookup. */
  readonly place: string;
  readonly line: string;
}

/** A file that belongs to no known object. */
interface UnrecognisedFile {
  readonly file: string;
  readonly headers: readonly string[];
  readonly why: string;
}

/** The exports in a folder, and the sources for closedloop.yaml. */
export interface FolderSurvey {
  /** The folder as the user wrote it. */
  readonly exports: string;
  readonly strays: readonly UnrecognisedFile[];
  /** Files of the product's other objects, which closedloop does not read. */
  readonly unread: readonly { file: string; product: string; records: number }[];
  /** Files whose name does not match the object that their headers belong to. */
  readonly misnamed: readonly { file: string; object: string; advice: string }[];
  /** Sources with files in UTF-8 and files in another encoding, although a source has one encoding. */
  readonly encodings: readonly { source: string; utf8: readonly string[]; others: readonly string[] }[];
  /** A `sources:` block ready to paste. A mapped source in it is a guess. */
  readonly sources: string;
}

/** What the records say about a setting of closedloop.yaml. */
export interface FoundSetting {
  /** E.g. `currency`. */
  readonly setting: string;
  readonly word: string;
  /** What says so, in words. */
  readonly about: string;
}

/** A file that nobody reads, although its source lacks the object that its headers belong to. */
export interface LookalikeFile {
  readonly source: string;
  readonly file: string;
  readonly object: string;
  /** What to add to the source, e.g. `files: {Contact: people.csv}`. */
  readonly remedy: string;
}

/** Files in the folder of a mapped source that none of its entities names. */
export interface UnnamedFiles {
  readonly source: string;
  /** The folder, as closedloop.yaml has it. */
  readonly path: string;
  readonly count: number;
  /** The first of them, separated by commas. */
  readonly files: string;
}

/** A history that starts later than the records that it describes. */
export interface LateHistory {
  readonly source: string;
  readonly object: string;
  /** The object whose records it describes, e.g. `Lead`. */
  readonly of: string;
  readonly from: Instant;
  /** How many of those records are older than the history, and how many there are. */
  readonly earlier: number;
  readonly total: number;
  readonly limit: string;
  readonly remedy: string;
}

/** Everything that the doctor found in the exports. */
export interface Diagnosis {
  readonly as_of: Instant;
  readonly survey: FolderSurvey | null;
  readonly objects: readonly ObjectSummary[];
  readonly quarantined: readonly RefusedFile[];
  readonly missing: readonly MissingInput[];
  readonly customs: readonly CustomField[];
  readonly settings: readonly FoundSetting[];
  readonly lookalikes: readonly LookalikeFile[];
  /** Of a project only, as `lookalikes`. */
  readonly unnamed: readonly UnnamedFiles[];
  readonly late: readonly LateHistory[];
  /** Sources without any deleted record, and how to export them. */
  readonly undeleted: readonly { source: string; advice: string }[];
  readonly lookups: readonly LookupProposal[];
  readonly remarks: readonly Remark[];
}
