/** The periods and dimensions that every mart by period and dimension shares. */
import { type Expression, sql } from "kysely";
import { dimensions } from "../../src/config/dimensions.js";
import { nullable, text } from "../../src/table/columns.js";
import { dayIn } from "../../src/table/dialect.js";
import type { ModelShape, ShapeColumns } from "../../src/table/model.js";

/**
 * The month into which a row of `cycles` (mql_cycles) falls, beside `run` (run_context): that of its mql_at, of an unqualified
 * entry that of its first forward instant, days being those of the reporting zone.
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

/** What each dimension says of a row of `cycles` (mql_cycles): an expression of text that is never null. */
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

/** The list of the values that a row of `cycles` has, one per dimension. */
export const sliceValues = (shape: ModelShape) => sql`[
        ${sql.join(Object.values(sliceExpressions(shape)), sql`,\n        `)}]`;

/** One row per dimension of such a list. Two lists are unnested in step: a list of pairs would cost three times as much. */
export const unnestSlices = (values: string, shape: ModelShape) => sql`
      unnest([${sql.join(Object.keys(sliceExpressions(shape)).map((dimension) => sql.lit(dimension)))}]) as dimension,
      unnest(${sql.ref(values)}) as value`;

/**
 * One row per month of `months`, beside `run`, and period that holds it: what is counted by month adds up to them. The first
 * day of `all` is null; a fiscal quarter begins where the fiscal year does.
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
