-- question: Which people did sales reject, or let expire, and win later?
-- grain: One row per won_cycle_id
-- show: person_id id as person, rejected_date as rejected, rejection_reason as reason, rejections, is_same_cycle mark as reopened,
--   won_date as won, days_later days as later, owner_team as team, amount_credited money as amount
-- example: closedloop query rejected-then-won

-- The last rejection before the win is shown. It ended an earlier cycle, or the same one, which a later stage reopened; of
-- the latter no standard reason is kept.
with rejections as (
  select
    wins.cycle_id,
    events.occurred_at,
    events.cycle_no,
    cycles.rejection_reason,
    count(*) over (partition by wins.cycle_id) as rejections
  from marts.mql_cycles as wins
  inner join marts.lifecycle_events as events
    on events.person_id = wins.person_id
    and events.stage in ('rejected', 'recycled')
    and events.cycle_no between 1 and wins.cycle_no
    and events.occurred_at < wins.won_at
  left join marts.mql_cycles as cycles
    on cycles.person_id = events.person_id
    and cycles.cycle_no = events.cycle_no
    and cycles.rejected_at = events.occurred_at
  where wins.cycle_no > 0 and wins.outcome = 'won'
  qualify row_number() over (partition by wins.cycle_id order by events.occurred_at desc, events.event_id) = 1
)

select
  wins.cycle_id as won_cycle_id,
  wins.person_id,
  timezone(runs.time_zone, timezone('UTC', rejections.occurred_at))::date as rejected_date,
  rejections.rejection_reason,
  rejections.rejections,
  rejections.cycle_no = wins.cycle_no as is_same_cycle,
  wins.won_date,
  epoch(wins.won_at - rejections.occurred_at) / 86400 as days_later,
  wins.source,
  wins.channel,
  wins.owner_id,
  wins.owner_team,
  wins.opportunity_id,
  wins.amount_credited
from marts.mql_cycles as wins
inner join rejections on rejections.cycle_id = wins.cycle_id
inner join marts.runs as runs on runs.is_current
order by wins.won_at, wins.cycle_id
