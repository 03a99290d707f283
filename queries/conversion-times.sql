-- question: How many days pass from MQL to SAL, SQL, opportunity and win, by month or quarter of the MQL?
-- grain: One row per period_start and to_stage
-- param period (text): month or quarter of the MQL, in calendar months; default month
-- values period: month, quarter
-- param source (text): only MQLs of this source; default null
-- values source: select value from marts.funnel where dimension = 'source' and period_kind = 'all' order by mqls desc, value
-- show: period_start as period, to_stage, mqls, is_mature mark as mature, converted, excluded, median_days days as median,
--   p75_days days as p75, p90_days days as p90
-- example: closedloop query conversion-times --param period=quarter

-- Only conversions that were observed: inferred and approximate times are excluded, and counted. Days are begun days, at
-- least 1. Where not every MQL has had the whole window (is_mature is false), only the fast ones have converted yet.
with cycles as (
  select
    date_trunc($period, all_cycles.mql_date)::date as period_start,
    all_cycles.*
  from marts.mql_cycles as all_cycles
  where all_cycles.cycle_no > 0 and ($source is null or coalesce(all_cycles.source, '(none)') = $source)
),
reached as (
  select
    cycles.period_start,
    stages.step,
    stages.to_stage,
    cycles.mql_at + to_hours((stages.window_days * 24)::bigint) <= runs.as_of as is_mature,
    stages.reached_at is not null as has_reached,
    stages.reached_at is not null and not (stages.is_inferred or stages.is_approximate or cycles.mql_is_approximate)
      as is_observed,
    greatest(1, ceil(epoch(stages.reached_at - cycles.mql_at) / 86400)) as days
  from cycles
  inner join marts.runs as runs on runs.is_current
  cross join lateral (
    values
    (1, 'sal', runs.sal_days, cycles.sal_at, cycles.sal_imputed, cycles.sal_is_approximate),
    (2, 'sql', runs.sql_days, cycles.sql_at, cycles.sql_imputed, cycles.sql_is_approximate),
    (
      3, 'opportunity', runs.opportunity_days, cycles.opportunity_at, cycles.opportunity_imputed,
      cycles.opportunity_is_approximate
    ),
    (4, 'won', runs.won_days, cycles.won_at, false, cycles.won_is_approximate)
  ) as stages (step, to_stage, window_days, reached_at, is_inferred, is_approximate)
)

select
  reached.period_start,
  reached.to_stage,
  count(*) as mqls,
  bool_and(reached.is_mature) as is_mature,
  count(*) filter (where reached.is_observed) as converted,
  count(*) filter (where reached.has_reached and not reached.is_observed) as excluded,
  median(reached.days) filter (where reached.is_observed) as median_days,
  quantile_cont(reached.days, 0.75) filter (where reached.is_observed) as p75_days,
  quantile_cont(reached.days, 0.9) filter (where reached.is_observed) as p90_days
from reached
group by reached.period_start, reached.step, reached.to_stage
order by reached.period_start, reached.step
