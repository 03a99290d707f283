-- question: Which campaigns brought MQLs, SQLs and wins: as the first campaign of the person, or as the last one before the MQL?
-- grain: One row per campaign_id
-- param touch (text): trigger: the last campaign before the MQL; first: the person's first campaign; default trigger
-- values touch: trigger, first
-- show: campaign_id id, campaign, mqls, is_small mark as small, reached_sal as sals, reached_sql as sqls, reached_won as wins,
--   matured_rate_sql % as sql_rate, matured_rate_sql_low..matured_rate_sql_high % as interval, won_amount money
-- example: closedloop query campaign-outcomes --param touch=first

with names as (
  select cycles.trigger_campaign_id as campaign_id, min(cycles.campaign) as campaign
  from marts.mql_cycles as cycles
  group by cycles.trigger_campaign_id
),
amounts as (
  select
    coalesce(case $touch when 'first' then cycles.first_campaign_id else cycles.trigger_campaign_id end, '(none)') as campaign_id,
    sum(cycles.amount_credited) as won_amount
  from marts.mql_cycles as cycles
  where cycles.cycle_no > 0 and cycles.won_at is not null
  group by all
)

select
  funnel.value as campaign_id,
  names.campaign,
  funnel.is_small,
  funnel.mqls,
  funnel.reached_sal,
  funnel.reached_sql,
  funnel.reached_opportunity,
  funnel.reached_won,
  funnel.rejected,
  funnel.mature_sql,
  funnel.matured_rate_sql,
  funnel.matured_rate_sql_low,
  funnel.matured_rate_sql_high,
  amounts.won_amount
from marts.funnel as funnel
left join names on names.campaign_id = funnel.value
left join amounts on amounts.campaign_id = funnel.value
where funnel.dimension = $touch || '_campaign' and funnel.period_kind = 'all' and funnel.mqls > 0
order by funnel.mqls desc, funnel.value
