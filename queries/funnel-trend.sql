-- question: Is the share of MQLs that convert rising or falling, by more than chance?
-- grain: One row per period_start
-- param period_kind (text): month, quarter or fiscal_quarter of the MQL; default month
-- param dimension (text): the dimension of the value, e.g. source or persona; default all
-- param value (text): the slice to follow, e.g. Webinar; default all
-- values period_kind: month, quarter, fiscal_quarter, all
-- values dimension: select distinct dimension from marts.funnel order by dimension
-- values value: select value from marts.funnel where dimension = $dimension and period_kind = 'all'
--   order by mqls desc, value
-- show: period_start as period, mqls, is_small mark as small, mature_sql, matured_rate_sal % as sal,
--   is_change_sal mark as sal_changed, matured_rate_sql % as sql,
--   matured_rate_sql_low..matured_rate_sql_high % as sql_interval, is_change_sql mark as sql_changed,
--   matured_rate_opportunity % as opp, matured_rate_won % as won
-- example: closedloop query funnel-trend --param period_kind=quarter --param dimension=channel --param value=Webinar

-- Only matured rates, because rates to date make recent periods look like a fall.
select
  funnel.period_kind,
  funnel.period_start,
  funnel.dimension,
  funnel.value,
  funnel.is_small,
  funnel.mqls,
  funnel.mature_sal, funnel.reached_sal_in_window,
  funnel.matured_rate_sal, funnel.matured_rate_sal_low, funnel.matured_rate_sal_high,
  funnel.previous_matured_rate_sal, funnel.is_change_sal, funnel.target_sal,
  funnel.mature_sql, funnel.reached_sql_in_window,
  funnel.matured_rate_sql, funnel.matured_rate_sql_low, funnel.matured_rate_sql_high,
  funnel.previous_matured_rate_sql, funnel.is_change_sql, funnel.target_sql,
  funnel.mature_opportunity, funnel.reached_opportunity_in_window,
  funnel.matured_rate_opportunity, funnel.matured_rate_opportunity_low, funnel.matured_rate_opportunity_high,
  funnel.previous_matured_rate_opportunity, funnel.is_change_opportunity, funnel.target_opportunity,
  funnel.mature_won, funnel.reached_won_in_window,
  funnel.matured_rate_won, funnel.matured_rate_won_low, funnel.matured_rate_won_high,
  funnel.previous_matured_rate_won, funnel.is_change_won, funnel.target_won
from marts.funnel as funnel
where funnel.period_kind = $period_kind and funnel.dimension = $dimension and funnel.value = $value
order by funnel.period_start
