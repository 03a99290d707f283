/** Where a record stands in its file: first physical line, counted from 1, and how many it spans. */
export interface LineSpan {
  readonly line: number;
  readonly lines: number;
}

/** A record that is no record: it never reaches the contract. */
export interface BrokenRecord extends LineSpan {
  readonly code: string;
  /** Where its bytes stand in the text. */
  readonly start: number;
  readonly end: number;
}

/** Any file as a relation of text, whatever its format: what comes after knows columns, never bytes. */
export interface TextRelation {
  /** In file order. */
  readonly headers: readonly string[];
  /** SQL of a select of one VARCHAR column `c0`, `c1`, ... per header, rows in file order. */
  readonly query: string;
  /** SQL, over that select, of a whole record as JSON text. */
  readonly record: string;
  /** How many records there must be, counted apart from DuckDB; the broken ones besides. */
  readonly records: number;
  readonly broken: readonly BrokenRecord[];
  /** The file, unpacked and in UTF-8, whose bytes `broken` names. */
  readonly path: string;
  /** NUL bytes that were left out: no text has any, and some exports begin a value with one. */
  readonly nuls: number;
  /** Whether no line end follows the last record, so that the file may have been cut. */
  readonly endsOpen: boolean;
  /** Whether a record says only what it knows (JSON), so that a header nobody used is no sign of a wrong file. */
  readonly sparse: boolean;
  /** Where records stand, given their places from 0 in ascending order. */
  readonly spans: (places: readonly number[]) => Promise<LineSpan[]>;
}

/** SQL of the text with `#row`, the place of each record in the file, from 0. */
export const numberedRows = ({ query }: TextRelation): string =>
  `select *, row_number() over () - 1 as "#row" from (${query})`;
