-- question: Which sources, channels, personas or campaigns turn MQLs into SALs, SQLs, opportunities and wins?
-- grain: One row per period_kind, period_start, dimension and value
-- param dimension (text): the dimension, e.g. source, channel, persona, trigger_campaign, owner_team; default all
-- param period_kind (text): month, quarter or fiscal_quarter of the MQL, or all time; default all
-- values dimension: select distinct dimension from marts.funnel order by dimension
-- values period_kind: month, quarter, fiscal_quarter, all
-- show: label as slice, period_start as period, mqls, is_small mark as small, matured_rate_sal % as sal, mature_sql,
--   matured_rate_sql % as sql, matured_rate_sql_low..matured_rate_sql_high % as sql_interval,
--   matured_rate_opportunity % as opp, matured_rate_won % as won, rejection_rate % as refused, awaiting
-- example: closedloop query funnel-by-dimension --param dimension=source

with campaigns as (
  select trigger_campaign_id as campaign_id, min(campaign) as campaign
  from marts.mql_cycles
  where $dimension in ('trigger_campaign', 'first_campaign')
  group by trigger_campaign_id
)

-- The label is the value for readers: campaigns are counted by id and shown by name.
select
  funnel.period_kind,
  funnel.period_start,
  funnel.dimension,
  funnel.value,
  coalesce(campaigns.campaign, funnel.value) as label,
  funnel.is_small,
  funnel.mqls,
  funnel.people,
  funnel.unqualified_entries,
  funnel.reached_sal, funnel.own_sal, funnel.imputed_sal,
  funnel.rate_sal, funnel.rate_sal_low, funnel.rate_sal_high,
  funnel.mature_sal, funnel.reached_sal_in_window,
  funnel.matured_rate_sal, funnel.matured_rate_sal_low, funnel.matured_rate_sal_high,
  funnel.reached_sql, funnel.own_sql, funnel.imputed_sql,
  funnel.rate_sql, funnel.rate_sql_low, funnel.rate_sql_high,
  funnel.mature_sql, funnel.reached_sql_in_window,
  funnel.matured_rate_sql, funnel.matured_rate_sql_low, funnel.matured_rate_sql_high,
  funnel.reached_opportunity, funnel.own_opportunity, funnel.imputed_opportunity,
  funnel.rate_opportunity, funnel.rate_opportunity_low, funnel.rate_opportunity_high,
  funnel.mature_opportunity, funnel.reached_opportunity_in_window,
  funnel.matured_rate_opportunity, funnel.matured_rate_opportunity_low, funnel.matured_rate_opportunity_high,
  funnel.reached_won,
  funnel.rate_won, funnel.rate_won_low, funnel.rate_won_high,
  funnel.mature_won, funnel.reached_won_in_window,
  funnel.matured_rate_won, funnel.matured_rate_won_low, funnel.matured_rate_won_high,
  funnel.reached_meeting, funnel.rate_meeting,
  funnel.awaiting,
  funnel.decided,
  funnel.refused,
  funnel.rejection_rate,
  funnel.rejected,
  funnel.target_sal,
  funnel.target_sql,
  funnel.target_opportunity,
  funnel.target_won
from marts.funnel as funnel
left join campaigns
  on funnel.value = campaigns.campaign_id
-- Score bands are sorted by score.
left join marts.calibration as bands
  on funnel.dimension = bands.axis || '_band' and funnel.value = bands.band
where funnel.dimension = $dimension and funnel.period_kind = $period_kind
-- Small slices are not ranked: they come last, by size.
order by
  funnel.period_start,
  bands.band_high nulls last,
  funnel.is_small,
  case when not funnel.is_small then funnel.matured_rate_sql end desc nulls last,
  funnel.mqls desc,
  funnel.value
