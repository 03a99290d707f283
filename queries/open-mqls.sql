-- question: Which MQLs has sales not yet answered, and for how long?
-- grain: One row per cycle_id
-- param owner (text): only the MQLs of this owner_id; default null
-- example: closedloop query open-mqls

select
  cycles.cycle_id,
  cycles.person_id,
  cycles.owner_id,
  cycles.owner_team,
  cycles.source,
  cycles.channel,
  cycles.campaign,
  cycles.persona,
  cycles.tier,
  cycles.mql_at,
  -- Whole days that have passed: a difference of dates would call one minute over midnight a day.
  floor(epoch(runs.as_of - cycles.mql_at) / 86400)::bigint as days_waiting,
  cycles.first_touch_at,
  cycles.meeting_at,
  runs.as_of
from marts.mql_cycles as cycles
inner join marts.runs as runs on runs.is_current
where cycles.outcome = 'awaiting' and cycles.cycle_no > 0 and ($owner is null or cycles.owner_id = $owner)
order by cycles.mql_at, cycles.cycle_id
