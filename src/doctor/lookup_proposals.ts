import type { LookupCells, LookupGaps } from "../table/lookup_gap.js";
import { createLookupProposer } from "./lookup_proposer.js";
import type { LookupProposal } from "./proposal.js";
import type { ScratchWarehouse } from "./scratch_warehouse.js";

/** The most rounds. Rows of one lookup can reveal values that another lacks: e.g. a status mapped to rejected has reasons. */
const maxRounds = 4;

/** Proposes rows for the unmapped values of every lookup and adds them, until no lookup has new ones. */
export async function proposeLookupRows(
  scratch: ScratchWarehouse,
  allGaps: readonly LookupGaps[],
): Promise<LookupProposal[]> {
  const proposers = await Promise.all(allGaps.map((gaps) => createLookupProposer(scratch, gaps)));
  for (let round = 0, hasNewRows = true; hasNewRows && round < maxRounds; round++) {
    const newRows: LookupCells[][] = [];
    for (const proposer of proposers) newRows.push(await proposer.proposeRows());
    // Added at the end of a round, so that a model that reads several lookups is rebuilt only once.
    for (const [at, rows] of newRows.entries()) await proposers[at]!.addRows(rows);
    hasNewRows = newRows.some((rows) => rows.length > 0);
  }
  return proposers.map((proposer) => proposer.proposal());
}
