-- question: Which MQLs waited long until sales reacted, by a touch, an acceptance or a rejection, or still wait?
-- grain: One row per cycle_id
-- param hours (real): only MQLs that waited longer than this; default 24
-- param owner_team (text): only MQLs of this sales team; default null
-- values owner_team: select value from marts.funnel where dimension = 'owner_team' and period_kind = 'all' order by value
-- param tier (text): only MQLs of this tier; default null
-- values tier: hot, mql
-- show: mql_at, person_id id as person, owner_id id as owner, owner_team as team, tier, hours_waited hours as waited,
--   reaction, outcome
-- example: closedloop query slow-handoffs --param hours=48

-- Hours of the clock, nights and weekends included. Without a reaction they run until the MQL expired, or until the clock of
-- the run.
with reactions as (
  select
    cycles.*,
    case when cycles.rejection_reason is distinct from 'Expired' then cycles.rejected_at end as refused_at,
    least(cycles.first_touch_at, cycles.sal_at, refused_at) as reacted_at
  from marts.mql_cycles as cycles
  where cycles.cycle_no > 0
)

select
  reactions.cycle_id,
  reactions.person_id,
  reactions.owner_id,
  reactions.owner_team,
  reactions.source,
  reactions.tier,
  reactions.grade,
  reactions.outcome,
  case
    when reactions.reacted_at is null then 'none'
    when reactions.reacted_at = reactions.first_touch_at then 'touch'
    when reactions.reacted_at = reactions.sal_at then 'accepted'
    else 'rejected'
  end as reaction,
  epoch(coalesce(reactions.reacted_at, reactions.rejected_at, runs.as_of) - reactions.mql_at) / 3600 as hours_waited,
  reactions.mql_is_approximate,
  reactions.mql_at,
  reactions.first_touch_at,
  reactions.reacted_at
from reactions
inner join marts.runs as runs on runs.is_current
where epoch(coalesce(reactions.reacted_at, reactions.rejected_at, runs.as_of) - reactions.mql_at) / 3600 > $hours
  and ($owner_team is null or coalesce(reactions.owner_team, '(none)') = $owner_team)
  and ($tier is null or reactions.tier = $tier)
order by reactions.mql_at, reactions.cycle_id
