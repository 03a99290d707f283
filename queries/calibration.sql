-- question: How well does each score band convert, and above which score?
-- grain: One row per axis and band
-- param axis (text): only engagement or only total; default null
-- values axis: engagement, total
-- show: axis, band, mqls, is_small mark as small, verdict, is_good_cut mark as good_cut, rate_sal % as sal, mature_sql,
--   rate_sql % as sql, rate_sql_low..rate_sql_high % as sql_interval, worked_rate_sql % as worked_sql
-- example: closedloop query calibration --param axis=engagement

-- Matured rates, without MQLs whose company or title data arrived only after they qualified.
select
  calibration.axis,
  calibration.band,
  calibration.band_low,
  calibration.band_high,
  calibration.mqls,
  calibration.is_small,
  calibration.verdict,
  calibration.is_good_cut,
  calibration.backfilled_mqls,
  calibration.backfilled_share,
  calibration.worked_mqls,
  calibration.never_worked_mqls,
  calibration.mature_sal, calibration.reached_sal_in_window,
  calibration.rate_sal, calibration.rate_sal_low, calibration.rate_sal_high,
  calibration.mature_sql, calibration.reached_sql_in_window,
  calibration.rate_sql, calibration.rate_sql_low, calibration.rate_sql_high,
  calibration.mature_opportunity, calibration.reached_opportunity_in_window,
  calibration.rate_opportunity, calibration.rate_opportunity_low, calibration.rate_opportunity_high,
  calibration.mature_won, calibration.reached_won_in_window,
  calibration.rate_won, calibration.rate_won_low, calibration.rate_won_high,
  calibration.worked_mature_sql, calibration.worked_reached_sql_in_window,
  calibration.worked_rate_sql, calibration.worked_rate_sql_low, calibration.worked_rate_sql_high,
  calibration.decided,
  calibration.refused
from marts.calibration as calibration
where $axis is null or calibration.axis = $axis
order by calibration.axis, calibration.band_high nulls last
