import type { LookupCells, LookupGaps } from "../table/lookup_gap.js";
import { createLookupProposer } from "./lookup_proposer.js";
import type { LookupProposal } from "./proposal.js";
import type { ScratchWarehouse } from "./scratch_warehouse.js";

/** The most rounds in which rows of one lookup may let another one speak: a state that is a rejection has a reason. */
const maxRounds = 4;

/** Asks every lookup what it does not know and adds the rows that mend it, until none has anything new to say. */
export async function proposeLookupRows(
  exam: ScratchWarehouse,
  findings: readonly LookupGaps[],
): Promise<LookupProposal[]> {
  const desks = await Promise.all(findings.map((gaps) => createLookupProposer(exam, gaps)));
  for (let round = 0, news = true; news && round < maxRounds; round++) {
    const fresh: LookupCells[][] = [];
    for (const desk of desks) fresh.push(await desk.proposeRows());
    // Added at the end of a round: what reads several lookups is made anew once.
    for (const [at, rows] of fresh.entries()) await desks[at]!.addRows(rows);
    news = fresh.some((rows) => rows.length > 0);
  }
  return desks.map((desk) => desk.proposal());
}
