import { sql } from "kysely";
import { comparisonKey } from "../../src/table/dialect.js";
import type { LookupGaps, UnmappedWord } from "../../src/table/lookup_gap.js";
import { events_merged } from "../intermediate/events_merged.js";
import { rejection_reasons as lookup } from "../lookups/rejection_reasons.js";

/** Counts every rejection that a source records, not only those that end an MQL cycle. */
export const rejection_reasons: LookupGaps = {
  lookup,
  about: "rejection reasons without a standard reason",
  unit: "rejections",
  from: { events: events_merged, reasons: lookup },
  select: sql<UnmappedWord>`
    select trim(min(events.detail)) as word, count(*) as rows
    from events
    anti join reasons on ${comparisonKey("reasons.raw_reason")} = ${comparisonKey("events.detail")}
    where events.stage in ('rejected', 'recycled') and ${comparisonKey("events.detail")} is not null
    group by ${comparisonKey("events.detail")}`,
  cellsOfWord: ({ word }) => ({ raw_reason: word }),
  wordOfRow: ({ raw_reason }) => raw_reason ?? null,
  defaultCells: { reason: "Other", category: null, scoring_lever: null, nurture_track: null },
  shownColumns: ["reason"],
  minLetters: 4,
};
