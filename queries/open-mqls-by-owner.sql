-- question: Who has MQLs that wait for an answer, how long have they waited, and how many were never contacted?
-- grain: One row per owner_id
-- show: owner_id id as owner, owner_team as team, waiting, over_limit, never_touched, median_days .1, oldest_days,
--   oldest_mql_date as oldest_mql
-- example: closedloop query open-mqls-by-owner

-- over_limit: older than the window of SAL, 14 days unless closedloop.yaml says otherwise.
with waiting as (
  select
    coalesce(cycles.owner_id, '(none)') as owner_id,
    cycles.owner_team,
    cycles.mql_date,
    cycles.first_touch_at,
    runs.sal_days,
    -- Whole days that have passed, as in open-mqls.
    floor(epoch(runs.as_of - cycles.mql_at) / 86400)::bigint as days_waiting
  from marts.mql_cycles as cycles
  inner join marts.runs as runs on runs.is_current
  where cycles.outcome = 'awaiting' and cycles.cycle_no > 0
)

select
  waiting.owner_id,
  waiting.owner_team,
  count(*) as waiting,
  count(*) filter (where waiting.days_waiting >= waiting.sal_days) as over_limit,
  count(*) filter (where waiting.first_touch_at is null) as never_touched,
  median(waiting.days_waiting) as median_days,
  max(waiting.days_waiting) as oldest_days,
  min(waiting.mql_date) as oldest_mql_date
from waiting
group by all
order by waiting desc, waiting.owner_id
