/** The periods and dimensions that every mart by period and dimension shares. */
import { sql } from "kysely";
import { dayIn } from "./dialect.js";
import { dimensions } from "./dimensions.js";

/** The first day of the period of each kind that holds a day; of `all` null. A fiscal quarter begins where the fiscal year does. */
const periods = sql`[
  {'period_kind': 'month', 'period_start': date_trunc('month', day)::date},
  {'period_kind': 'quarter', 'period_start': date_trunc('quarter', day)::date},
  {'period_kind': 'fiscal_quarter', 'period_start': (
    date_trunc('month', day) - to_months(((month(day) - fiscal_year_start_month + 12) % 3)::integer))::date},
  {'period_kind': 'all', 'period_start': null::date}
]`;

const values = sql`[
  {'dimension': 'all', 'value': 'all'},
  {'dimension': 'recycled', 'value': case when is_recycled then 'recycled' else 'first' end},
  ${sql.join(
    Object.entries(dimensions).map(
      ([dimension, column]) =>
        sql`{'dimension': ${sql.lit(dimension)}, 'value': coalesce(${sql.ref(column)}::varchar, '(none)')}`,
    ),
    sql`,\n  `,
  )}
]`;

/**
 * One row per cycle, period and dimension, of the imports `cycles` (mql_cycles) and `run` (run_context). A cycle falls into
 * the period of its mql_at, an unqualified entry into that of its first forward instant, days being those of the reporting zone.
 */
export const slices = sql`
  select dated.*, period.period_kind, period.period_start, sliced.dimension, sliced.value
  from (
    select cycles.*, run.as_of, run.fiscal_year_start_month,
      ${dayIn("run.time_zone", sql`coalesce(cycles.mql_at, cycles.sal_at)`)} as day
    from cycles
    cross join run
  ) as dated
  cross join unnest(${periods}) as periods(period)
  cross join unnest(${values}) as slice_values(sliced)`;
