/** Where a record stands in its file: first physical line, counted from 1, and how many it spans. */
export interface Span {
  readonly line: number;
  readonly lines: number;
}

/** A record that is no record: it never reaches the contract. */
export interface Broken extends Span {
  readonly code: string;
  readonly record: string;
}

/** Any file as a relation of text, whatever its format: what comes after knows columns, never bytes. */
export interface Text {
  /** In file order. */
  readonly headers: readonly string[];
  /** SQL of a select of one VARCHAR column `c0`, `c1`, ... per header, rows in file order. */
  readonly query: string;
  /** SQL, over that select, of a whole record as JSON text. */
  readonly record: string;
  /** How many records there must be, counted apart from DuckDB; the broken ones besides. */
  readonly records: number;
  readonly broken: readonly Broken[];
  /** Whether a record says only what it knows (JSON), so that a header nobody used is no sign of a wrong file. */
  readonly sparse: boolean;
  /** Where records stand, given their places from 0 in ascending order. */
  readonly spans: (places: readonly number[]) => Promise<Span[]>;
}

/** SQL of the text with `#row`, the place of each record in the file, from 0. */
export const numbered = ({ query }: Text): string => `select *, row_number() over () - 1 as "#row" from (${query})`;
