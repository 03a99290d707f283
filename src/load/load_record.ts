import type { ColumnType, Instant } from "../table/columns.js";
import type { StoredFiles } from "./stored_files.js";

/** The number of records of one file that were rejected for one reason. Contains no values of them. */
export interface RejectCount {
  /** The raw column with the unusable value. */
  column: string;
  /** The reason, e.g. `missing`, `not a date`, `too long`. */
  code: string;
  records: number;
  /** The physical line of the first one, counted from 1. */
  first_line: number;
  /** The lines that they take up, if these may be more records than are counted. */
  lines?: number;
}

/** The number of records of one file with a value that was read otherwise than it is written, and why. The records are loaded. */
export type ValueNote = RejectCount;

/** A word that stood for nothing in a file, and the number of values that were this word. */
export interface NullWordCount {
  word: string;
  values: number;
}

/** The load of one file into one raw table. parsed = loaded + rejected + deduplicated + forgotten, in records. */
export interface LoadRecord {
  /** Hash of content, source, table and contract, so the same file loads once. */
  load_id: string;
  system: string;
  product: string;
  /** The raw table, e.g. `raw.salesforce_leads`. */
  table: string;
  /** The feed of a mapped source, named by its constants and its link; null for an export. */
  feed: string | null;
  /** Hash of everything that decides how text becomes rows: columns, feed, time zone, version of the loader. */
  contract: string;
  /** Path below the source's folder. */
  file: string;
  sha256: string;
  /** The size on disk; missing in loads of the first versions of closedloop. */
  bytes?: number;
  loaded_at: Instant;
  /** The clock of the last run that met the content; later than `loaded_at` if several nights have it. */
  last_seen_at: Instant;
  /** Every path that had the content; missing in loads of the first versions. */
  seen?: readonly SeenFile[];
  /** The clock of the run with `--accept-missing` that accepted how many records its export lacks; left out if none did. */
  missing_accepted_at?: Instant;
  /** The kinds of files, by their paths without numbers, that the accepted export no longer has; left out if there are none. */
  absent_accepted?: readonly string[];
  parsed: number;
  loaded: number;
  rejected: number;
  deduplicated: number;
  /** The records of forgotten people, loaded or rejected; left out if there are none. */
  forgotten?: number;
  rejects: RejectCount[];
  /** The values that were not read as they are written, e.g. rounded; missing in loads of earlier versions. */
  notes?: ValueNote[];
  /** The words that stood for nothing, unless the product always writes them; left out if there are none. */
  null_words?: NullWordCount[];
  /** The contract columns that the file had, with the type of the loaded values. */
  columns: Record<string, ColumnType>;
  /** The headers that are kept as text, in columns named `x:` and the header. */
  extras: string[];
  /** The headers that the contract does not know. */
  unknown_headers: string[];
  /** The encoding of the text, or `parquet`; missing, like `nuls`, in loads of the first versions. */
  encoding?: string;
  /** The number of NUL bytes that were left out. */
  nuls?: number;
  /** What was left out of the file without a loss, or what looks wrong in it; left out if there is nothing. */
  file_notes?: readonly LoadNote[];
  /** The format by the file name, e.g. `csv`, `csv.gz`, `parquet`. */
  format?: string;
  /** The first and last change of its records; null if some records have no change date. */
  changed?: ChangeSpan | null;
  /** The first and last creation of its records, of objects whose exports have many files; null if some records have no date. */
  created?: ChangeSpan | null;
  /** The newest time in its records up to the clock of the load: a change or creation if they have any, else any time; null if there is none; missing in loads of earlier versions. */
  newest_at?: Instant | null;
  /** The columns that are new or gone since the load before; left out if there are none. */
  drift?: SchemaDrift;
  /** The hashes and sizes of its Parquet files, compared before they are read; missing in loads of earlier versions until a run adds them. */
  stored?: StoredFiles;
  /** The clock of the run with `--leave-out-damaged` that left it out because its files were damaged; left out if none did. */
  left_out_at?: Instant;
  /** What was damaged, e.g. `rows.parquet is missing`. */
  left_out_because?: string;
}

/** Something that a reader of the numbers should know of a file. Contains no value of a record. */
export interface LoadNote {
  /** E.g. `empty rows skipped`. */
  readonly code: string;
  /** The number of records that it concerns, or of what the code names. */
  readonly records: number;
  /** The header or raw column that it concerns, if it concerns one. */
  readonly column?: string;
  /** What to do about it; without it there is nothing to do. */
  readonly remedy?: string;
}

/** The records that the file had in the loaded rows before anybody was forgotten: exports are compared by it, so that forgetting never looks like a loss. */
export const loadedOnce = ({ loaded, forgotten = 0 }: Pick<LoadRecord, "loaded" | "forgotten">): number =>
  loaded + forgotten;

/** A key of the exports that belong together: one table of one source, or one feed of a mapped source. */
export const feedKey = ({ system, table, feed }: Pick<LoadRecord, "system" | "table" | "feed">): string =>
  JSON.stringify([system, table, feed]);

/** The first and last change of the records of a file; their creation if no column has the change. */
export interface ChangeSpan {
  readonly from: Instant;
  readonly to: Instant;
}

/** The columns of a load that are new or gone since the load of the same table before it. */
export interface SchemaDrift {
  readonly added: readonly string[];
  readonly gone: readonly string[];
}

/** A path below the source's folder that had the content of a load, and the clocks of the first and the last run that met it there. */
export interface SeenFile {
  readonly file: string;
  readonly first: Instant;
  readonly last: Instant;
}
