-- question: Where did the customers come from: first source, campaigns, score and days from MQL to win?
-- grain: One row per cycle_id
-- param from (date): only wins of this day or later; default null
-- param to (date): only wins of this day or earlier; default null
-- show: won_date as won, person_id id as person, source, channel, campaign, grade, cycle_no as cycle,
--   days_to_win days as after, amount_credited money as amount
-- example: closedloop query wins

-- amount_credited is the part of this cycle: add it up. Wins of people who never were an MQL are in sales-sourced.
select
  cycles.cycle_id,
  cycles.person_id,
  cycles.opportunity_id,
  cycles.source,
  cycles.channel,
  cycles.first_campaign_id,
  cycles.trigger_campaign_id,
  cycles.campaign,
  cycles.persona,
  cycles.industry,
  cycles.owner_id,
  cycles.owner_team,
  cycles.path,
  cycles.grade,
  cycles.engagement_score,
  cycles.total_score,
  cycles.cycle_no,
  cycles.reversed_rejections,
  epoch(cycles.won_at - cycles.mql_at) / 86400 as days_to_win,
  cycles.amount_credited,
  cycles.mql_date,
  cycles.won_date
from marts.mql_cycles as cycles
where cycles.cycle_no > 0
  and cycles.won_at is not null
  and ($from is null or cycles.won_date >= $from)
  and ($to is null or cycles.won_date <= $to)
order by cycles.won_at, cycles.cycle_id
