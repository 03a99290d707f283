import { deskOf } from "./desk.js";
import type { Exam } from "./exam.js";
import type { Cells, Gaps } from "./finding.js";

/** What becomes of a word that a lookup does not know. */
export interface Proposal {
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
export interface Proposed {
  readonly gaps: Gaps;
  readonly proposals: readonly Proposal[];
  /** Rows of the lookup, in the order in which they are to be appended. */
  readonly rows: readonly Cells[];
}

/** The most rounds in which rows of one lookup may let another one speak: a state that is a rejection has a reason. */
const rounds = 4;

/** Asks every lookup what it does not know and adds the rows that mend it, until none has anything new to say. */
export async function proposeAll(exam: Exam, findings: readonly Gaps[]): Promise<Proposed[]> {
  const desks = await Promise.all(findings.map((gaps) => deskOf(exam, gaps)));
  for (let round = 0, news = true; news && round < rounds; round++) {
    const fresh: Cells[][] = [];
    for (const desk of desks) fresh.push(await desk.look());
    // Added at the end of a round: what reads several lookups is made anew once.
    for (const [at, rows] of fresh.entries()) await desks[at]!.add(rows);
    news = fresh.some((rows) => rows.length > 0);
  }
  return desks.map((desk) => desk.proposed());
}
