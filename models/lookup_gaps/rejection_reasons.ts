import { sql } from "kysely";
import { folded } from "../../src/table/dialect.js";
import type { Gap, Gaps } from "../../src/table/lookup_gap.js";
import { events_recorded } from "../intermediate/events_recorded.js";
import { rejection_reasons as lookup } from "../lookups/rejection_reasons.js";

/** Of every rejection that a source records: those that close a cycle are some of them. */
export const rejection_reasons: Gaps = {
  lookup,
  about: "reasons without a standard one",
  unit: "rejections",
  from: { events: events_recorded, reasons: lookup },
  select: sql<Gap>`
    select trim(min(events.detail)) as word, count(*) as rows
    from events
    anti join reasons on ${folded("reasons.raw_reason")} = ${folded("events.detail")}
    where events.stage in ('rejected', 'recycled') and ${folded("events.detail")} is not null
    group by ${folded("events.detail")}`,
  named: ({ word }) => ({ raw_reason: word }),
  example: ({ raw_reason }) => raw_reason ?? null,
  neutral: { reason: "Other", category: null, scoring_lever: null, nurture_track: null },
  told: ["reason"],
  least: 4,
};
