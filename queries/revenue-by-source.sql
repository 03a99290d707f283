-- question: How much revenue and pipeline does each source bring, with each opportunity counted once?
-- grain: One row per dimension and value
-- param dimension (text): what to add up by; default source
-- param closed_from (date): only opportunities that closed on this day or later; open ones are then left out; default null
-- param closed_to (date): only opportunities that closed on this day or earlier; open ones are then left out; default null
-- values dimension: source, channel, campaign, persona, seniority, industry, company_size_band, region, owner_team
-- show: value as slice, won_opportunities .1 as won, won_amount money, open_opportunities .1 as open, open_amount money,
--   lost_amount money, reporting_currency as currency, opportunities_without_amount .1 as no_amount
-- example: closedloop query revenue-by-source --param dimension=channel

with opportunities as (
  select *
  from marts.opportunities
  where ($closed_from is null or closed_date >= $closed_from) and ($closed_to is null or closed_date <= $closed_to)
),
-- The cycles that share an opportunity. Their parts add up to its amount.
shares as (
  select
    case $dimension
      when 'source' then cycles.source
      when 'channel' then cycles.channel
      when 'campaign' then cycles.campaign
      when 'persona' then cycles.persona
      when 'seniority' then cycles.seniority
      when 'industry' then cycles.industry
      when 'company_size_band' then cycles.company_size_band
      when 'region' then cycles.region
      when 'owner_team' then cycles.owner_team
    end as value,
    cycles.opportunity_key,
    cycles.amount_credited
  from marts.mql_cycles as cycles
  where cycles.cycle_no > 0
),
credited as (
  select
    coalesce(shares.value, '(none)') as value,
    opportunities.outcome,
    1.0 / count(*) over (partition by opportunities.opportunity_key) as part,
    shares.amount_credited as amount
  from opportunities
  inner join shares on opportunities.opportunity_key = shares.opportunity_key
),
-- Opportunities that no MQL cycle shares: with them, the rows add up to the total of the sources.
everything as (
  select value, outcome, part, amount, true as has_mql
  from credited
  union all
  select '(no MQL)' as value, outcome, 1.0 as part, amount_reporting as amount, false as has_mql
  from opportunities
  where not exists (select 1 from shares where shares.opportunity_key = opportunities.opportunity_key)
)
select
  $dimension as dimension,
  everything.value,
  everything.has_mql,
  round(sum(everything.part) filter (where everything.outcome = 'won'), 2) as won_opportunities,
  round(sum(everything.part) filter (where everything.outcome = 'open'), 2) as open_opportunities,
  sum(everything.amount) filter (where everything.outcome = 'won') as won_amount,
  sum(everything.amount) filter (where everything.outcome = 'open') as open_amount,
  sum(everything.amount) filter (where everything.outcome = 'lost') as lost_amount,
  min(runs.currency) as reporting_currency,
  round(sum(everything.part) filter (where everything.amount is null), 2) as opportunities_without_amount
from everything
cross join marts.runs as runs
where runs.is_current
group by all
order by won_amount desc nulls last, everything.value
