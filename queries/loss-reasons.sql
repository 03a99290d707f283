-- question: Why are opportunities lost, and how much money goes with them?
-- grain: One row per loss_reason
-- param closed_from (date): only opportunities lost on this day or later; default null
-- param closed_to (date): only opportunities lost on this day or earlier; default null
-- show: loss_reason as reason, opportunities, share %, from_mql, amount money, no_amount, reporting_currency as currency,
--   median_days days as median_age
-- example: closedloop query loss-reasons

select
  opportunities.loss_reason,
  count(*) as opportunities,
  count(*) / sum(count(*)) over () as share,
  count(*) filter (where opportunities.cycles > 0) as from_mql,
  sum(opportunities.amount_reporting) as amount,
  count(*) filter (where opportunities.amount_reporting is null) as no_amount,
  min(runs.currency) as reporting_currency,
  median(epoch(opportunities.closed_at - opportunities.created_at) / 86400) as median_days
from marts.opportunities as opportunities
cross join marts.runs as runs
where runs.is_current
  and opportunities.outcome = 'lost'
  and ($closed_from is null or opportunities.closed_date >= $closed_from)
  and ($closed_to is null or opportunities.closed_date <= $closed_to)
group by opportunities.loss_reason
order by opportunities desc, opportunities.loss_reason
