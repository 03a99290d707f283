-- question: What does each owner or sales team make of the MQLs: accepted, refused, not answered?
-- grain: One row per period_start and value
-- param by (text): owner or owner_team; default owner_team
-- values by: owner, owner_team
-- param period_kind (text): month, quarter or fiscal_quarter of the MQL, or all time; default all
-- values period_kind: month, quarter, fiscal_quarter, all
-- show: value as slice, period_start as period, mqls, is_small mark as small, awaiting, decided, refused, rejection_rate %,
--   matured_rate_sal % as sal, matured_rate_sql % as sql, matured_rate_sql_low..matured_rate_sql_high % as sql_interval
-- example: closedloop query owner-outcomes --param by=owner

-- Owners work different leads: a low rate can come from the leads. Small slices come last.
select
  funnel.period_kind,
  funnel.period_start,
  funnel.dimension,
  funnel.value,
  funnel.is_small,
  funnel.mqls,
  funnel.awaiting,
  funnel.decided,
  funnel.refused,
  funnel.rejection_rate,
  funnel.rejected,
  funnel.mature_sal, funnel.reached_sal_in_window,
  funnel.matured_rate_sal, funnel.matured_rate_sal_low, funnel.matured_rate_sal_high,
  funnel.mature_sql, funnel.reached_sql_in_window,
  funnel.matured_rate_sql, funnel.matured_rate_sql_low, funnel.matured_rate_sql_high,
  funnel.reached_opportunity,
  funnel.reached_won
from marts.funnel as funnel
where funnel.dimension = $by and funnel.period_kind = $period_kind
order by funnel.period_start, funnel.is_small, funnel.mqls desc, funnel.value
