/** The standard reasons of rejection_reasons.csv. */
import { sql } from "kysely";
import { comparisonKey } from "../../src/table/dialect.js";

/** One row per raw reason as a comparison key, from the lookup `rejection_reasons` under the name `reasons`. */
export const standardReasons = sql`(
      select
        ${comparisonKey("raw_reason")} as raw_reason,
        min(reason) as reason
      from reasons
      group by ${comparisonKey("raw_reason")}
    )`;

/** The standard reason of a raw one, from `standardReasons` joined as `standard`. */
export const standardReasonOf = (raw: string) =>
  sql<string>`case when ${comparisonKey(raw)} is null then 'No reason given' else coalesce(standard.reason, 'Unmapped') end`;
