-- question: How old is the newest data of each source?
-- grain: One row per system and kind
-- show: system, kind, rows, newest_at as newest, hours_old hours as age, rows_7d as last_7_days, rows_before as week_before
-- example: closedloop query source-freshness

-- The age runs from the newest time in the data to the clock of the run. A source whose last week is much below the week
-- before, or whose age grows from night to night, may have stopped exporting.
with dated as (
  select activities.system, 'marketing activities' as kind, activities.occurred_at as happened_at
  from intermediate.activities as activities
  union all
  select touches.system, 'sales touches', touches.occurred_at
  from intermediate.sales_touches as touches
  union all
  select events.system, 'stage events', events.recorded_at
  from marts.lifecycle_events as events
  where events.origin = 'recorded'
  union all
  select opportunities.system, 'opportunities created', opportunities.created_at
  from marts.opportunities as opportunities
  union all
  select opportunities.system, 'opportunities closed', opportunities.closed_at
  from marts.opportunities as opportunities
)

select
  dated.system,
  dated.kind,
  count(*) as rows,
  max(dated.happened_at) as newest_at,
  epoch(min(runs.as_of) - max(dated.happened_at)) / 3600 as hours_old,
  count(*) filter (where dated.happened_at > runs.as_of - interval 7 days) as rows_7d,
  count(*) filter (
    where dated.happened_at <= runs.as_of - interval 7 days and dated.happened_at > runs.as_of - interval 14 days
  ) as rows_before
from dated
inner join marts.runs as runs on runs.is_current
where dated.happened_at <= runs.as_of
group by dated.system, dated.kind
order by dated.system, dated.kind
