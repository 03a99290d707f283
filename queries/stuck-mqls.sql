-- question: Which MQLs did sales accept and then leave where they are?
-- grain: One row per cycle_id
-- param days (whole): only MQLs that have stood in their stage for at least so many days; default 30
-- param owner_team (text): only MQLs of this sales team; default null
-- values owner_team: select value from marts.funnel where dimension = 'owner_team' and period_kind = 'all' order by value
-- show: person_id id as person, outcome as stage, stage_date as since, days_in_stage as days, owner_id id as owner,
--   owner_team as team, source, grade, amount_credited money as amount
-- example: closedloop query stuck-mqls --param days=60

with standing as (
  select
    cycles.*,
    case cycles.outcome
      when 'sal' then cycles.sal_at
      when 'sql' then cycles.sql_at
      else cycles.opportunity_at
    end as stage_at,
    case cycles.outcome
      when 'sal' then cycles.sal_date
      when 'sql' then cycles.sql_date
      else cycles.opportunity_date
    end as stage_date
  from marts.mql_cycles as cycles
  where cycles.cycle_no > 0 and cycles.outcome in ('sal', 'sql', 'opportunity')
)

select
  standing.cycle_id,
  standing.person_id,
  standing.outcome,
  standing.stage_date,
  floor(epoch(runs.as_of - standing.stage_at) / 86400)::bigint as days_in_stage,
  standing.owner_id,
  standing.owner_team,
  standing.source,
  standing.channel,
  standing.grade,
  standing.opportunity_id,
  standing.amount_credited,
  standing.mql_date,
  standing.first_touch_at,
  standing.meeting_at
from standing
inner join marts.runs as runs on runs.is_current
where epoch(runs.as_of - standing.stage_at) / 86400 >= $days
  and ($owner_team is null or coalesce(standing.owner_team, '(none)') = $owner_team)
order by days_in_stage desc, standing.cycle_id
