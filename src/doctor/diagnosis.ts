import type { Instant } from "../table/columns.js";
import type { Remark } from "../table/lookup_gap.js";
import type { LookupProposal } from "./proposal.js";

/** One object of a source that was found: all its files together. */
export interface ObjectSummary {
  readonly source: string;
  readonly system: string;
  /** `Lead`, or the entity of a mapped source. */
  readonly object: string;
  readonly files: number;
  readonly records: number;
  readonly rejected: number;
  readonly deduplicated: number;
  /** Why records were rejected, with the place of the first of each kind. */
  readonly rejects: readonly string[];
  /** When its first and last record was made; null where it says no time. */
  readonly first: Instant | null;
  readonly last: Instant | null;
}

export interface RefusedFile {
  readonly source: string;
  /** Raw table that it would feed. */
  readonly table: string;
  readonly file: string;
  readonly why: string;
}

/** An object that no file has, a column that no file of an object has, or a key of the source, and what it would make possible. */
export interface MissingInput {
  readonly source: string;
  readonly object: string;
  readonly column?: string;
  readonly setting?: string;
  readonly enables: string;
  /** What must hold of the system for it to have the column. */
  readonly onlyIf?: string;
}

/** A column beyond the contract that the configuration could use. */
export interface CustomField {
  readonly source: string;
  readonly object: string;
  readonly column: string;
  readonly use: string;
  /** Where the line goes: `closedloop.yaml`, or a lookup. */
  readonly place: string;
  readonly line: string;
}

/** A file of a folder that belongs to no object as it stands. */
export interface UnrecognisedFile {
  readonly file: string;
  readonly headers: readonly string[];
  readonly why: string;
}

/** What a folder of exports is, and what closedloop.yaml would say of it. */
export interface FolderSurvey {
  /** The folder, as it was asked for. */
  readonly exports: string;
  readonly strays: readonly UnrecognisedFile[];
  /** Files whose headers are of an object and whose name is not. */
  readonly misnamed: readonly { file: string; object: string; advice: string }[];
  /** Ready to paste; a mapped source in it is a guess. */
  readonly sources: string;
}

/** A history that begins later than what it tells of. */
export interface LateHistory {
  readonly source: string;
  readonly object: string;
  readonly of: string;
  readonly from: Instant;
  readonly earlier: number;
  readonly total: number;
  readonly limit: string;
  readonly remedy: string;
}

/** All that can be said of exports before a build. */
export interface Diagnosis {
  readonly as_of: Instant;
  readonly survey: FolderSurvey | null;
  readonly objects: readonly ObjectSummary[];
  readonly quarantined: readonly RefusedFile[];
  readonly missing: readonly MissingInput[];
  readonly customs: readonly CustomField[];
  readonly late: readonly LateHistory[];
  readonly undeleted: readonly string[];
  readonly lookups: readonly LookupProposal[];
  readonly remarks: readonly Remark[];
}
