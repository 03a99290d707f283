-- question: Which MQLs has sales not yet answered, and for how long?
-- grain: One row per cycle_id
-- param owner (text): only the MQLs of this owner_id; default null
-- values owner: select distinct owner_id from marts.mql_cycles where owner_id is not null order by owner_id
-- show: person_id id as person, owner_id id as owner, owner_team as team, source, tier, mql_at, days_waiting as days,
--   first_touch_at as touched_at
-- example: closedloop query open-mqls

select
  cycles.cycle_id,
  cycles.person_id,
  cycles.owner_id,
  cycles.owner_team,
  cycles.account_id,
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
