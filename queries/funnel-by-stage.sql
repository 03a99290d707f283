-- question: How far does each slice or month get, stage by stage, compared with its target, and is it old enough to judge?
-- grain: One row per period_kind, period_start, dimension, value and stage
-- param dimension (text): the dimension, e.g. source, channel, persona, engagement_band; default all
-- param period_kind (text): month, quarter or fiscal_quarter of the MQL, or all time; default all
-- param value (text): only this value of the dimension; default null
-- param slices (whole): the number of values, those with the most MQLs of all time; default null
-- values dimension: select distinct dimension from marts.funnel order by dimension
-- values period_kind: month, quarter, fiscal_quarter, all
-- values value: select value from marts.funnel where dimension = $dimension and period_kind = 'all'
--   order by mqls desc, value
-- show: value as slice, period_start as period, stage, mqls, mature, is_small mark as small, reached_in_window as reached,
--   matured_rate % as rate, matured_rate_low..matured_rate_high % as interval, target %,
--   previous_matured_rate % as before, is_change mark as changed
-- example: closedloop query funnel-by-stage --param dimension=channel --param slices=12

with chosen as (
  select overall.value
  from marts.funnel as overall
  where overall.period_kind = 'all' and overall.dimension = $dimension and ($value is null or overall.value = $value)
  qualify $slices is null or row_number() over (order by overall.mqls desc, overall.value) <= $slices
)

-- Matured rates, because rates to date make recent slices look bad.
select
  funnel.period_kind,
  funnel.period_start,
  funnel.dimension,
  funnel.value,
  stages.stage,
  stages.window_days,
  funnel.is_small,
  funnel.mqls,
  stages.mature,
  -- Immature: some of its MQLs still have time to reach the stage.
  stages.mature = funnel.mqls as is_mature,
  stages.mature < runs.min_sample as has_few_mature,
  stages.reached_in_window,
  stages.matured_rate,
  stages.matured_rate_low,
  stages.matured_rate_high,
  stages.target,
  stages.previous_matured_rate,
  stages.is_change
from marts.funnel as funnel
inner join chosen on funnel.value = chosen.value
inner join marts.runs as runs on runs.is_current
cross join lateral (
  values
  (
    1, 'sal', runs.sal_days, funnel.mature_sal, funnel.reached_sal_in_window,
    funnel.matured_rate_sal, funnel.matured_rate_sal_low, funnel.matured_rate_sal_high,
    funnel.target_sal, funnel.previous_matured_rate_sal, funnel.is_change_sal
  ),
  (
    2, 'sql', runs.sql_days, funnel.mature_sql, funnel.reached_sql_in_window,
    funnel.matured_rate_sql, funnel.matured_rate_sql_low, funnel.matured_rate_sql_high,
    funnel.target_sql, funnel.previous_matured_rate_sql, funnel.is_change_sql
  ),
  (
    3, 'opportunity', runs.opportunity_days, funnel.mature_opportunity, funnel.reached_opportunity_in_window,
    funnel.matured_rate_opportunity, funnel.matured_rate_opportunity_low, funnel.matured_rate_opportunity_high,
    funnel.target_opportunity, funnel.previous_matured_rate_opportunity, funnel.is_change_opportunity
  ),
  (
    4, 'won', runs.won_days, funnel.mature_won, funnel.reached_won_in_window,
    funnel.matured_rate_won, funnel.matured_rate_won_low, funnel.matured_rate_won_high,
    funnel.target_won, funnel.previous_matured_rate_won, funnel.is_change_won
  )
) as stages (
  step, stage, window_days, mature, reached_in_window, matured_rate, matured_rate_low, matured_rate_high,
  target, previous_matured_rate, is_change
)
-- Score bands are sorted by score.
left join marts.calibration as bands
  on funnel.dimension = bands.axis || '_band' and funnel.value = bands.band
where funnel.dimension = $dimension and funnel.period_kind = $period_kind
-- Small slices are not ranked: they come last, by size.
order by
  funnel.period_start,
  bands.band_high nulls last,
  funnel.is_small,
  case when not funnel.is_small then funnel.matured_rate_sql end desc nulls last,
  funnel.mqls desc,
  funnel.value,
  stages.step
