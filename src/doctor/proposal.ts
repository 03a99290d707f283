import type { LookupCells, LookupGaps } from "../table/lookup_gap.js";

/** What becomes of a word that a lookup does not know. */
export interface WordProposal {
  readonly word: string;
  readonly rows: number;
  /** What its row says, such as `Paid Search`; null where it is given none. */
  readonly meaning: string | null;
  /**
   * `known`: the shipped lookup has it; `like`: a guess, by a word that is like it; `nothing`: the neutral value, for nobody
   * knows; `none`: no row, `why` says why not.
   */
  readonly how: "known" | "like" | "nothing" | "none";
  /** The word that it is like, or why it has no row. */
  readonly why: string | null;
}

/** What a lookup lacks, most frequent first, and the rows that mend it. */
export interface LookupProposal {
  readonly gaps: LookupGaps;
  readonly proposals: readonly WordProposal[];
  /** Rows of the lookup, in the order in which they are to be appended. */
  readonly rows: readonly LookupCells[];
}
