-- question: Which MQLs did sales reject, who did, after how long and why?
-- grain: One row per cycle_id
-- param source (text): only MQLs of this source; default null
-- values source: select value from marts.funnel where dimension = 'source' and period_kind = 'all' order by mqls desc, value
-- param owner_team (text): only MQLs of this sales team; default null
-- values owner_team: select value from marts.funnel where dimension = 'owner_team' and period_kind = 'all' order by value
-- param reason (text): only this standard reason, e.g. Expired (nobody answered in time); default null
-- values reason: select reason from marts.rejections where dimension = 'all' and period_kind = 'all' order by rejected desc, reason
-- param rejected_from (text): only this furthest stage before the rejection; mql: refused or expired; default null
-- values rejected_from: mql, sal, sql, opportunity
-- param from (date): only MQLs of this day or later; default null
-- param to (date): only MQLs of this day or earlier; default null
-- show: mql_date, person_id id as person, source, owner_id id as owner, rejected_from as at, days_to_rejection days as after,
--   rejection_reason as reason, grade
-- example: closedloop query rejected-mqls --param rejected_from=mql

select
  cycles.cycle_id,
  cycles.person_id,
  cycles.mql_date,
  cycles.rejected_date,
  cycles.outcome,
  cycles.rejected_from,
  cycles.rejection_reason,
  cycles.source,
  cycles.channel,
  cycles.campaign,
  cycles.persona,
  cycles.owner_id,
  cycles.owner_team,
  cycles.path,
  cycles.grade,
  cycles.engagement_score,
  cycles.total_score,
  epoch(cycles.rejected_at - cycles.mql_at) / 86400 as days_to_rejection,
  cycles.first_touch_at is not null as has_touch,
  cycles.reversed_rejections,
  cycles.mql_at,
  cycles.rejected_at
from marts.mql_cycles as cycles
where cycles.cycle_no > 0
  and cycles.outcome in ('rejected', 'recycled')
  and ($source is null or coalesce(cycles.source, '(none)') = $source)
  and ($owner_team is null or coalesce(cycles.owner_team, '(none)') = $owner_team)
  and ($reason is null or cycles.rejection_reason = $reason)
  and ($rejected_from is null or cycles.rejected_from = $rejected_from)
  and ($from is null or cycles.mql_date >= $from)
  and ($to is null or cycles.mql_date <= $to)
order by cycles.mql_at, cycles.cycle_id
