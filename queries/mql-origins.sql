-- question: Are MQLs made by the definition or by somebody who set a status, and do the latter convert?
-- grain: One row per period_start
-- param period (text): month, quarter or year of the MQL, in calendar periods; default month
-- values period: month, quarter, year
-- show: period_start as period, mqls, recorded, computed, met_definition as met, not_met, not_met_share % as share,
--   mature_met, met_sql_rate % as sql_if_met, mature_not_met, not_met_sql_rate % as sql_if_not
-- example: closedloop query mql-origins --param period=quarter

-- A month with many MQLs that did not meet the definition is often a list that was set to MQL in bulk. The rates are matured:
-- of MQLs that are old enough for the window of SQL, the share that became an SQL within it.
with cycles as (
  select
    date_trunc($period, all_cycles.mql_date)::date as period_start,
    all_cycles.mql_origin,
    all_cycles.path is not null as has_path,
    all_cycles.mql_at + to_hours((runs.sql_days * 24)::bigint) as until_at,
    until_at <= runs.as_of as is_mature,
    coalesce(all_cycles.sql_at <= until_at, false) as is_in_time
  from marts.mql_cycles as all_cycles
  inner join marts.runs as runs on runs.is_current
  where all_cycles.cycle_no > 0
)

select
  cycles.period_start,
  count(*) as mqls,
  count(*) filter (where cycles.mql_origin = 'recorded') as recorded,
  count(*) filter (where cycles.mql_origin = 'computed') as computed,
  count(*) filter (where cycles.has_path) as met_definition,
  count(*) filter (where not cycles.has_path) as not_met,
  count(*) filter (where not cycles.has_path) / count(*) as not_met_share,
  count(*) filter (where cycles.is_mature and cycles.has_path) as mature_met,
  count(*) filter (where cycles.is_mature and cycles.has_path and cycles.is_in_time)
    / nullif(count(*) filter (where cycles.is_mature and cycles.has_path), 0) as met_sql_rate,
  count(*) filter (where cycles.is_mature and not cycles.has_path) as mature_not_met,
  count(*) filter (where cycles.is_mature and not cycles.has_path and cycles.is_in_time)
    / nullif(count(*) filter (where cycles.is_mature and not cycles.has_path), 0) as not_met_sql_rate
from cycles
group by cycles.period_start
order by cycles.period_start
