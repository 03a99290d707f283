/** The verdict on a candidate threshold, for rows with the columns of marts.threshold_advice. */
import { type Expression, type SqlBool, sql } from "kysely";
import { formatText } from "../../src/table/dialect.js";

/** The SQL rate to aim at is from `low` to `high`. Above `most`, a threshold keeps too many people out. */
const targetRates = { low: sql.lit(0.3), high: sql.lit(0.5), most: sql.lit(0.6) };

/** True if the threshold may be recommended: enough MQLs, within capacity, and a rate from `low` to `most`. */
export const isEligible = sql<SqlBool>`(not is_small and coalesce(capacity_used <= 1, true)
  and coalesce(rate_sql between ${targetRates.low} and ${targetRates.most}, false))`;

/** The order in which eligible thresholds are recommended: those on target before those above it, then the lowest, which keeps the most MQLs. */
export const thresholdOrder = sql`rate_sql > ${targetRates.high}, threshold`;

/** "Likely" and "not beyond doubt": a bound of the target is within the 95 % interval of the rate. */
const verdict = sql`case when is_recommended and rate_sql_low >= ${targetRates.low} and rate_sql_high <= ${targetRates.most} then 'Recommended'
    when is_recommended then 'Recommended, not beyond doubt'
    when rate_sql_high < ${targetRates.low} then 'Too low'
    when rate_sql < ${targetRates.low} then 'Likely too low'
    when rate_sql_low > ${targetRates.most} then 'Too restrictive'
    when rate_sql > ${targetRates.most} then 'Likely too restrictive'
    when capacity_used > 1 then 'More than sales can work'
    when rate_sql > ${targetRates.high} then 'Above the target'
    else 'On target, as is a lower threshold that keeps more' end`;

const percent = (name: string) => sql`100 * ${sql.ref(name)}`;
const orEmpty = (text: Expression<unknown>) => sql`coalesce(${text}, '')`;

const rateClause = formatText(
  ": {:.1f}% of {:,} became an SQL in time (95% interval {:.1f}–{:.1f}%, target 30–50%) and {:,} of {:,} SQLs lie below it",
  percent("rate_sql"),
  "mature_sql",
  percent("rate_sql_low"),
  percent("rate_sql_high"),
  "sqls_below",
  sql`sqls_below + reached_sql_in_window`,
);
const capacityClause = sql`${formatText("; {:.1f} MQLs a month", "mqls_per_month")}
    || ${orEmpty(formatText(", {:.1f}% of what sales can work", percent("capacity_used")))}
    || case when busiest_team_used > 1
      then ${formatText(" ({}: {:.1f}%)", "busiest_team", percent("busiest_team_used"))} else '' end`;
const rejectionClause = orEmpty(formatText(", and sales refused {:.1f}% of those decided", percent("rejected_share")));

/** The verdict and its numbers in one sentence. */
export const verdictSentence = sql`case when mqls = 0 then ${formatText("No MQL has a score of {:g} or more.", "threshold")}
    when is_small then ${formatText(
      "Too few to judge: {:,} of the {:,} MQLs at or above it count so far, and {:,} are needed.",
      "mature_sql",
      "mqls",
      "min_sample",
    )} || case when backfilled_mqls > 0 then ${formatText(
      " {:,} are left out, because their fit looks ahead.",
      "backfilled_mqls",
    )} else '' end
    else ${verdict} || ${rateClause} || ${capacityClause} || ${rejectionClause} || '.' end`;
