import { sql } from "kysely";
import { nullable, type RowOf, real, text, whole } from "../../src/table/columns.js";
import { model } from "../../src/table/model.js";
import { run_context } from "../run/run_context.js";
import { monthOfCycle, periodsOfMonths, sliceColumns, sliceValues, unnestSlices } from "../shared/slices.js";
import { mql_cycles } from "./mql_cycles.js";

const columns = {
  period_kind: sliceColumns.period_kind,
  dimension: sliceColumns.dimension,
  value: sliceColumns.value,
  reason: text("Standard reason, e.g. No budget; or Expired, No reason given, Unmapped"),
  rejected: whole("MQL cycles that began in the period and ended rejected or recycled for the reason"),
  rejected_at_mql: whole("Of rejected, those that ended before sales accepted them: refused, or expired"),
  dropped_later: whole("Of rejected, those that sales accepted first and dropped later"),
  share: real("Share of all rejected or recycled cycles of the slice; the shares of its reasons add up to 1"),
  previous_share: nullable(
    real("The share in the period before; 0 if the reason did not occur then; null if no cycle was rejected then"),
  ),
  period_start: sliceColumns.period_start,
};

export const rejections = model({
  name: "marts.rejections",
  about: "One row per period, dimension, value and reason: how many MQL cycles sales rejected or recycled for it.",
  materialized: "table",
  grain: ["period_kind", "period_start", "dimension", "value", "reason"],
  from: { cycles: mql_cycles, run: run_context },
  columns,
  select: (_, shape) => sql<RowOf<typeof columns>>`
    with judged as (
      select
        rejection_reason as reason,
        rejected_from,
        ${monthOfCycle} as month,
        ${sliceValues(shape)} as slice_values
      from cycles
      cross join run
      where cycle_no > 0 and outcome in ('rejected', 'recycled')
    ),
    sliced as (
      select * exclude (slice_values), ${unnestSlices("slice_values", shape)}
      from judged
    ),
    months as (
      select
        month,
        dimension,
        value,
        reason,
        count(*) as rejected,
        count(*) filter (where rejected_from = 'mql') as rejected_at_mql
      from sliced
      group by month, dimension, value, reason
    ),
    periods as (${periodsOfMonths}),
    counts as (
      select
        period_kind,
        period_start,
        dimension,
        value,
        reason,
        sum(rejected)::bigint as rejected,
        sum(rejected_at_mql)::bigint as rejected_at_mql,
        sum(rejected - rejected_at_mql)::bigint as dropped_later
      from months
      inner join periods on periods.month = months.month
      group by period_kind, period_start, dimension, value, reason
    ),
    totals as (
      select
        period_kind,
        period_start,
        dimension,
        value,
        sum(rejected)::bigint as rejected,
        (period_start + to_months(case period_kind when 'month' then 1 else 3 end))::date as next_start
      from counts
      group by period_kind, period_start, dimension, value
    )
    select
      counts.*,
      counts.rejected / totals.rejected::double as share,
      case when before.rejected is not null then coalesce(previous.rejected, 0) / before.rejected::double end
        as previous_share
    from counts
    inner join totals on totals.period_kind = counts.period_kind and totals.dimension = counts.dimension
      and totals.value = counts.value and totals.period_start is not distinct from counts.period_start
    left join totals as before on before.period_kind = counts.period_kind and before.dimension = counts.dimension
      and before.value = counts.value and before.next_start = counts.period_start
    left join counts as previous on previous.period_kind = before.period_kind and previous.dimension = before.dimension
      and previous.value = before.value and previous.period_start = before.period_start
      and previous.reason = counts.reason`,
  checks: {
    "each rejection was at the MQL or later": (row) =>
      row(sql<bigint>`rejected_at_mql + dropped_later`, "=", row.ref("rejected")),
  },
});
