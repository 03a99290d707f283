import type { RawBuilder } from "kysely";
import type { Source, Upstream } from "./model.js";

/** A row of a lookup, or some of its cells: text, null where blank. */
export type LookupCells = Readonly<Record<string, string | null>>;

/** A word of the exports that a lookup does not know. */
export interface UnmappedWord {
  readonly word: string;
  /** How many people, records or activities have it. */
  readonly rows: bigint;
  /** JSON list of the shipped rows that fit it; null where the finding does not look, or none does. */
  readonly known?: string | null;
  /** Why no row of the lookup could help. */
  readonly fault?: string | null;
  /** Of the finding's own. */
  readonly [more: string]: unknown;
}

/** What one lookup does not know, and which rows would mend it. */
export interface LookupGaps {
  readonly lookup: Source;
  /** `sources without a channel` */
  readonly about: string;
  /** What `rows` counts: `people`. */
  readonly unit: string;
  /** The models that it reads; `known` stands for the lookup as it is shipped. */
  readonly from: Upstream;
  /** SQL of `Gap`s. */
  readonly select: RawBuilder<unknown>;
  /** The cells that name the word in a row of the lookup. */
  readonly cellsOfWord: (gap: UnmappedWord) => LookupCells;
  /** The word of a shipped row that means what a like word may mean; null: the row is no example for it. */
  readonly wordOfRow: (row: LookupCells, gap: UnmappedWord) => string | null;
  /** Further examples beside the shipped rows. */
  readonly furtherRows?: readonly LookupCells[];
  /** The other cells where nothing is known. */
  readonly defaultCells: LookupCells;
  /** Which of those a page tells; left out: all. */
  readonly shownColumns?: readonly string[];
  /** Letters that a word must at least share with an example to be like it. */
  readonly minLetters: number;
}

/** Something of the records that is worth knowing before a build. */
export interface Remark {
  readonly subject: string;
  readonly count: bigint;
  /** Of how many. */
  readonly total: bigint;
  /** What to do, or what becomes of them. */
  readonly advice: string;
}

export interface RemarkQuery {
  readonly from: Upstream;
  /** SQL of `Remark`s. */
  readonly remarks: RawBuilder<unknown>;
}
