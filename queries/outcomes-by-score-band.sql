-- question: What became of the MQLs of each score band: waiting, accepted, won, lost, rejected?
-- grain: One row per band
-- param axis (text): the score; default engagement
-- values axis: engagement, total
-- show: band, mqls, awaiting, sal, sql, opportunity, won, lost, rejected, recycled, never_worked
-- example: closedloop query outcomes-by-score-band --param axis=total

-- Each MQL counts once, by its present outcome: whoever became an SQL and was lost is under lost. Rates are in calibration.
with cycles as (
  select
    coalesce(case $axis when 'total' then all_cycles.total_band else all_cycles.engagement_band end, '(none)') as band,
    all_cycles.outcome,
    -- As in marts.calibration: a touch, an acceptance, or a rejection other than an expiry.
    all_cycles.first_touch_at is null
      and all_cycles.sal_at is null
      and (all_cycles.rejected_from is null or all_cycles.rejection_reason = 'Expired') as is_never_worked
  from marts.mql_cycles as all_cycles
  where all_cycles.cycle_no > 0
)

select
  cycles.band,
  count(*) as mqls,
  count(*) filter (where cycles.outcome = 'awaiting') as awaiting,
  count(*) filter (where cycles.outcome = 'sal') as sal,
  count(*) filter (where cycles.outcome = 'sql') as "sql",
  count(*) filter (where cycles.outcome = 'opportunity') as opportunity,
  count(*) filter (where cycles.outcome = 'won') as won,
  count(*) filter (where cycles.outcome = 'lost') as lost,
  count(*) filter (where cycles.outcome = 'rejected') as rejected,
  count(*) filter (where cycles.outcome = 'recycled') as recycled,
  count(*) filter (where cycles.is_never_worked) as never_worked
from cycles
left join marts.calibration as bands on bands.axis = $axis and bands.band = cycles.band
group by cycles.band, bands.band_low
order by bands.band_low nulls last, cycles.band
