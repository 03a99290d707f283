import type { Sign } from "./signs.js";

/** The lines of a record in its file: the first physical line, counted from 1, and the number of lines. */
export interface LineSpan {
  readonly line: number;
  readonly lines: number;
}

/** A record that cannot be split into fields or read as text. It is rejected before its values are checked. */
export interface BrokenRecord extends LineSpan {
  readonly code: string;
  /** The offsets of its bytes in the text. */
  readonly start: number;
  readonly end: number;
}

/** What was left out of a file without a loss, or what looks wrong in it. Contains no value of a record. */
export interface TextNote {
  /** E.g. `empty rows skipped`. */
  readonly code: string;
  /** The number of records that it concerns, or of what the code names. */
  readonly records: number;
  /** The header of the column, if it concerns one. */
  readonly column?: string;
  /** What to do about it; without it there is nothing to do. */
  readonly remedy?: string;
}

/** A file of any format as a table of text columns. */
export interface TextRelation {
  /** In the order of the file. */
  readonly headers: readonly string[];
  /** SQL of a select with one VARCHAR column per header: `c0`, `c1`, ...; rows in the order of the file. */
  readonly query: string;
  /** SQL expression over that select: the whole record as JSON text. */
  readonly record: string;
  /** The number of sound records, counted independently of DuckDB. */
  readonly records: number;
  readonly broken: readonly BrokenRecord[];
  /** The unpacked file in UTF-8; the offsets in `broken` refer to it. */
  readonly path: string;
  /** The number of NUL bytes that were left out. Some exports begin a value with one. */
  readonly nuls: number;
  readonly notes: readonly TextNote[];
  /** The headers whose values are lists or objects, as JSON. */
  readonly nested: readonly string[];
  /** False if no text has invisible characters, such as a byte order mark before an id. */
  readonly mayHaveInvisible?: boolean;
  /** False if no text has a line end. */
  readonly mayHaveLineEnds?: boolean;
  /** The signs of doubtful texts in the file, if its reader has looked for them on the way. */
  readonly signs?: ReadonlySet<Sign>;
  /** True if no line end follows the last record; the file may have been cut. */
  readonly endsOpen: boolean;
  /** True if records leave out empty fields (JSON), so that a missing header is not a sign of a wrong file. */
  readonly sparse: boolean;
  /** The lines of records, given their positions from 0 in ascending order. */
  readonly spans: (positions: readonly number[]) => Promise<LineSpan[]>;
}

/** SQL of the text with `#row`, the position of each record in the file, from 0. */
export const numberedRows = ({ query }: TextRelation): string =>
  `select *, row_number() over () - 1 as "#row" from (${query})`;
