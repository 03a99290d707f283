-- question: Who became an MQL again and again, and what came of each time?
-- grain: One row per person_id
-- param mqls (whole): only people with at least so many MQL cycles; default 2
-- show: person_id id as person, cycles, outcomes wrap, first_mql_date as first_mql, latest_mql_date as latest_mql, source,
--   repeat_mqls, blocked_by_cool_off as blocked
-- example: closedloop query repeat-mqls

-- repeat_mqls: further MQLs while a cycle was open. blocked_by_cool_off: too soon after its end. Neither opened a cycle.
select
  cycles.person_id,
  count(*) as cycles,
  string_agg(cycles.outcome, ' > ' order by cycles.cycle_no) as outcomes,
  min(cycles.mql_date) as first_mql_date,
  max(cycles.mql_date) as latest_mql_date,
  min(cycles.source) as source,
  sum(cycles.repeat_mql_count)::bigint as repeat_mqls,
  sum(cycles.blocked_by_cool_off)::bigint as blocked_by_cool_off,
  bool_or(cycles.won_at is not null) as has_won
from marts.mql_cycles as cycles
where cycles.cycle_no > 0
group by cycles.person_id
having count(*) >= $mqls
order by cycles desc, latest_mql_date desc, cycles.person_id
