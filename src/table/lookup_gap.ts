import type { RawBuilder } from "kysely";
import type { Source, Upstream } from "./model.js";

/** A row of a lookup, or some of its cells, as text; a blank cell is null. */
export type LookupCells = Readonly<Record<string, string | null>>;

/** A word in the exports that no row of a lookup maps. */
export interface UnmappedWord {
  readonly word: string;
  /** How many people, records or activities have the word. */
  readonly rows: bigint;
  /** JSON list of the shipped rows that map the word; null if there is none, or if the query does not look for them. */
  readonly known?: string | null;
  /** Why no row of the lookup could map the word. */
  readonly fault?: string | null;
  /** Further columns of the query. */
  readonly [more: string]: unknown;
}

/** Finds the words that one lookup does not map, and says which rows to add. */
export interface LookupGaps {
  readonly lookup: Source;
  /** E.g. `sources without a channel`. */
  readonly about: string;
  /** What `rows` counts, e.g. `people`. */
  readonly unit: string;
  /** The tables that the query reads; the alias `known` is the shipped lookup. */
  readonly from: Upstream;
  /** SQL that returns `UnmappedWord`s. */
  readonly select: RawBuilder<unknown>;
  /** The cells of a lookup row that identify the word. */
  readonly cellsOfWord: (gap: UnmappedWord) => LookupCells;
  /** The word of a shipped row, to compare with the unmapped word; null if the row is not an example for it. */
  readonly wordOfRow: (row: LookupCells, gap: UnmappedWord) => string | null;
  /** Examples in addition to the shipped rows. */
  readonly furtherRows?: readonly LookupCells[];
  /** The other cells of a proposed row if no example fits. */
  readonly defaultCells: LookupCells;
  /** Which of those cells are shown; default: all. */
  readonly shownColumns?: readonly string[];
  /** The least number of letters that a word must share with an example to be similar. */
  readonly minLetters: number;
}

/** A fact about the records that is worth knowing before the first build. */
export interface Remark {
  readonly subject: string;
  /** What it is about: the records, or settings of the configuration; default: the records. */
  readonly topic?: "settings";
  readonly count: bigint;
  /** The number that `count` is a part of. */
  readonly total: bigint;
  /** What to do, or what happens to these records. */
  readonly advice: string;
}

export interface RemarkQuery {
  readonly from: Upstream;
  /** SQL that returns `Remark`s. */
  readonly remarks: RawBuilder<unknown>;
}

/** A word that records have for a setting, e.g. `EUR` for the currency. */
export interface SettingWord {
  readonly word: string;
  readonly rows: bigint;
  readonly total: bigint;
}

/** Finds what the records say about a setting of closedloop.yaml. */
export interface SettingQuery {
  /** E.g. `currency`. */
  readonly setting: string;
  /** What the numbers count, in words. */
  readonly about: (rows: bigint, total: bigint) => string;
  readonly from: Upstream;
  /** SQL that returns `SettingWord`s, the most frequent first. */
  readonly words: RawBuilder<unknown>;
}
