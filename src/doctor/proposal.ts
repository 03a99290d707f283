import type { LookupCells, LookupGaps } from "../table/lookup_gap.js";

/** The proposal for a value that a lookup does not map. */
export interface WordProposal {
  readonly word: string;
  readonly rows: number;
  /** The suggested meaning, e.g. `Paid Search`; null if no row is proposed. */
  readonly meaning: string | null;
  /**
   * `known`: the shipped lookup maps it; `like`: guessed from the similar value in `why`; `nothing`: nothing similar is known,
   * so the default is proposed; `none`: no row is proposed, for the reason in `why`.
   */
  readonly how: "known" | "like" | "nothing" | "none";
  /** The similar value, or why no row is proposed: `personal` if the value may be personal. */
  readonly why: string | null;
}

/** The unmapped values of a lookup, most frequent first, and the rows that map them. */
export interface LookupProposal {
  readonly gaps: LookupGaps;
  readonly proposals: readonly WordProposal[];
  /** Rows to append to the lookup, in this order. */
  readonly rows: readonly LookupCells[];
}
