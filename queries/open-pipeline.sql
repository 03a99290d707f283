-- question: Where do the open opportunities stand, how much are they worth, and for how long have they stood there?
-- grain: One row per stage
-- show: stage, opportunities, from_mql, amount money, no_amount, reporting_currency as currency, median_days days as median,
--   oldest_days days as oldest, unknown_days as no_date
-- example: closedloop query open-pipeline

with stays as (
  select stages.opportunity_key, arg_max(stages.entered_at, stages.stage_no) as entered_at
  from marts.opportunity_stages as stages
  group by stages.opportunity_key
)

select
  coalesce(opportunities.stage, '(none)') as stage,
  count(*) as opportunities,
  count(*) filter (where opportunities.cycles > 0) as from_mql,
  sum(opportunities.amount_reporting) as amount,
  count(*) filter (where opportunities.amount_reporting is null) as no_amount,
  min(runs.currency) as reporting_currency,
  median(epoch(runs.as_of - stays.entered_at) / 86400) as median_days,
  max(epoch(runs.as_of - stays.entered_at) / 86400) as oldest_days,
  count(*) filter (where stays.entered_at is null) as unknown_days
from marts.opportunities as opportunities
inner join marts.runs as runs on runs.is_current
left join stays on stays.opportunity_key = opportunities.opportunity_key
where opportunities.outcome = 'open'
group by all
order by opportunities desc, stage
