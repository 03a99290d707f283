import type { Cells, Gaps } from "../table/lookup_gap.js";
import { deskOf } from "./desk.js";
import type { Exam } from "./exam.js";
import type { Proposed } from "./proposal.js";

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
