-- question: Where should the MQL threshold be, and what would each candidate let through?
-- grain: One row per axis and threshold
-- param axis (text): only engagement or only total; default null
-- values axis: engagement, total
-- show: axis, threshold .1, is_recommended mark as advised, mqls, mqls_per_month .1 as per_month, rate_sql % as sql,
--   sqls_below, rejected_share % as refused, reason wrap
-- example: closedloop query threshold-advice --param axis=engagement

-- Matured rates. Those of the total score leave out MQLs whose company or title data arrived only after they qualified.
select
  advice.axis,
  advice.threshold,
  advice.is_recommended,
  advice.reason,
  advice.is_small,
  advice.mqls,
  advice.backfilled_mqls,
  advice.mqls_per_month,
  advice.capacity_used,
  advice.busiest_team,
  advice.busiest_team_used,
  advice.mature_sal, advice.reached_sal_in_window,
  advice.rate_sal, advice.rate_sal_low, advice.rate_sal_high,
  advice.mature_sql, advice.reached_sql_in_window,
  advice.rate_sql, advice.rate_sql_low, advice.rate_sql_high,
  advice.sqls_below,
  advice.decided,
  advice.refused,
  advice.rejected_share,
  advice.is_cliff,
  advice.z_cliff,
  advice.z_cliff_sql
from marts.threshold_advice as advice
where $axis is null or advice.axis = $axis
order by advice.axis, advice.threshold
