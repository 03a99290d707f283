-- question: Whom did sales work without any MQL before, and what came of it?
-- grain: One row per value
-- param by (text): source, channel, persona, owner_id or owner_team; default source
-- values by: source, channel, persona, owner_id, owner_team
-- show: value as slice, people, later_mqls, sqls, opportunities, wins, lost, won_amount money
-- example: closedloop query sales-sourced --param by=owner_team

-- These are the unqualified entries: no MQL count and no rate of the funnel includes them. An amount counts in the first of
-- several people who share an opportunity.
with entries as (
  select
    coalesce(
      case $by
        when 'channel' then cycles.channel
        when 'persona' then cycles.persona
        when 'owner_id' then cycles.owner_id
        when 'owner_team' then cycles.owner_team
        else cycles.source
      end, '(none)'
    ) as value,
    cycles.*,
    exists (
      select 1
      from marts.mql_cycles as later
      where later.person_id = cycles.person_id and later.cycle_no > 0
    ) as has_mql,
    row_number() over (partition by cycles.opportunity_key order by cycles.won_at nulls last, cycles.person_id) as nth
  from marts.mql_cycles as cycles
  where cycles.cycle_no = 0
),
amounts as (
  select opportunities.opportunity_key, opportunities.amount_reporting
  from marts.opportunities as opportunities
  where opportunities.outcome = 'won' and opportunities.cycles = 0
)

select
  entries.value,
  count(*) as people,
  count(*) filter (where entries.has_mql) as later_mqls,
  count(*) filter (where entries.sql_at is not null) as sqls,
  count(*) filter (where entries.opportunity_at is not null) as opportunities,
  count(*) filter (where entries.won_at is not null) as wins,
  count(*) filter (where entries.outcome = 'lost') as lost,
  sum(amounts.amount_reporting) filter (where entries.nth = 1) as won_amount
from entries
left join amounts on amounts.opportunity_key = entries.opportunity_key
group by entries.value
order by people desc, entries.value
