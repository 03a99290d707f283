import type { ColumnType, Instant } from "../table/columns.js";

/** Records of one file that were rejected for one reason; never their values. */
export interface RejectCount {
  /** Raw column whose value did not fit. */
  column: string;
  /** Why: `missing`, `not a date`, `too long`, ... */
  code: string;
  records: number;
  /** Physical line of the first of them, counted from 1. */
  first_line: number;
}

/** One file that was loaded into one raw table: parsed = loaded + rejected + deduplicated. */
export interface LoadRecord {
  /** Content hash, source, table and contract in one: the same file loads once. */
  load_id: string;
  system: string;
  product: string;
  /** Raw table, `raw.salesforce_lead`. */
  table: string;
  /** Which feed of a mapped entity, by what its configuration always says (constants, link); null for an export. */
  feed: string | null;
  /** Hash of all that decides how a text becomes a row: columns, feed, zone, version of the loader. */
  contract: string;
  /** Path relative to the source's folder. */
  file: string;
  sha256: string;
  /** As they lie on the disk; not noted by the first versions of closedloop. */
  bytes?: number;
  loaded_at: Instant;
  /** The clock of the last run that met the file: later than `loaded_at` where nights repeat a content. */
  last_seen_at: Instant;
  parsed: number;
  loaded: number;
  rejected: number;
  deduplicated: number;
  rejects: RejectCount[];
  /** Contract columns that the file had, with the type that its rows were given. */
  columns: Record<string, ColumnType>;
  /** Headers kept as text beside the row, in columns called `x:` and the name. */
  extras: string[];
  /** Headers that the contract does not know. */
  unknown_headers: string[];
  /** How its text was written; parquet: it is none. Not noted by the first versions, nor are the NULs. */
  encoding?: string;
  /** NUL bytes that were left out. */
  nuls?: number;
  /** csv, csv.gz, parquet, ... as its name says. */
  format?: string;
  /** When its records changed, first and last; null where they do not all say. */
  changed?: ChangeSpan | null;
  /** Columns that came and went since the load of the same table before; left out where none did. */
  drift?: SchemaDrift;
}

/** A key of the exports that belong together: one table of one source, or one feed of a mapped source. */
export const feedKey = ({ system, table, feed }: Pick<LoadRecord, "system" | "table" | "feed">): string =>
  JSON.stringify([system, table, feed]);

/** When the records of a file changed, or were made where no column says that: first and last. */
export interface ChangeSpan {
  readonly from: Instant;
  readonly to: Instant;
}

/** Columns that came and went since the load of the same table before. */
export interface SchemaDrift {
  readonly added: readonly string[];
  readonly gone: readonly string[];
}
