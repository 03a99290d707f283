/** SQL for marts by period and dimension: which month a cycle counts in, its value of each dimension, the periods of a month. */
import { type Expression, sql } from "kysely";
import { dimensions, periodKinds } from "../../src/config/dimensions.js";
import { date, nullable, oneOf, text } from "../../src/table/columns.js";
import { dayIn } from "../../src/table/dialect.js";
import type { ModelShape, ShapeColumns } from "../../src/table/model.js";

/** The columns that name a row of a mart by period and dimension. */
export const sliceColumns = {
  period_kind: oneOf(periodKinds, "Kind of period. Always filter by one: every cycle counts once in each kind"),
  dimension: text(
    "Dimension, e.g. source; the totals have the dimension all. Always filter by one: every cycle counts once in each dimension",
  ),
  value: text("Value of the dimension, e.g. Webinar; (none) for a null; all for the totals"),
  period_start: nullable(date("First day of the period, in the reporting time zone; null if period_kind is all")),
};

/**
 * The month in which a row of `cycles` (mql_cycles) counts, in the reporting time zone: the month of its mql_at, or for
 * cycle 0 that of its first forward stage. Needs `run` (run_context) in the same query.
 */
export const monthOfCycle = sql`date_trunc('month', ${dayIn("run.time_zone", sql`coalesce(cycles.mql_at, cycles.sal_at)`)})::date`;

/** The columns of a cycle that closedloop.yaml makes dimensions, e.g. `product_interest`. */
export const customDimensionColumns = ({ dimensions: custom }: ModelShape): ShapeColumns =>
  Object.fromEntries(
    custom.map((name) => [
      name,
      nullable(
        text(
          `Custom attribute ${name} when the cycle began: at mql_at, in cycle 0 at sal_at. If it was first seen later, its first value; null if it is blank or unknown`,
        ),
      ),
    ]),
  );

/** The value of each dimension for a row of `cycles` (mql_cycles), as SQL text that is never null. */
function sliceExpressions({ dimensions: custom }: ModelShape): Readonly<Record<string, Expression<unknown>>> {
  const columns = [...Object.entries(dimensions), ...custom.map((name) => [name, name] as const)];
  return {
    all: sql`'all'`,
    recycled: sql`case when cycles.is_recycled then 'recycled' else 'first' end`,
    ...Object.fromEntries(
      columns.map(([name, column]) => [name, sql`coalesce(${sql.ref(`cycles.${column}`)}, '(none)')`]),
    ),
  };
}

/** The values of a row of `cycles` as one list, in the order of the dimensions. */
export const sliceValues = (shape: ModelShape) => sql`[
        ${sql.join(Object.values(sliceExpressions(shape)), sql`,\n        `)}]`;

/** One row per dimension and value of such a list. Two lists are unnested in step: one list of pairs takes three times as long. */
export const unnestSlices = (values: string, shape: ModelShape) => sql`
      unnest([${sql.join(Object.keys(sliceExpressions(shape)).map((dimension) => sql.lit(dimension)))}]) as dimension,
      unnest(${sql.ref(values)}) as value`;

/**
 * One row per month of the CTE `months` and period that contains it: counts by month add up to those of the periods. Needs `run`
 * (run_context). `period_start` of `all` is null; fiscal quarters follow the first month of the fiscal year.
 */
export const periodsOfMonths = sql`
  select month, unnest([
    {'period_kind': 'month', 'period_start': month},
    {'period_kind': 'quarter', 'period_start': date_trunc('quarter', month)::date},
    {'period_kind': 'fiscal_quarter', 'period_start': (
      month - to_months(((month(month) - run.fiscal_year_start_month + 12) % 3)::integer))::date},
    {'period_kind': 'all', 'period_start': null::date}
  ], recursive := true)
  from (select distinct month from months)
  cross join run`;
