-- question: Which rules disqualify people, and did any of them become an MQL or a customer all the same?
-- grain: One row per rule_id
-- show: rule_id, people, share %, became_mql, accepted, won
-- example: closedloop query disqualified-people

-- A person can break several rules. A rule whose people are won deserves a second look.
with rules as (
  select people.person_id, unnest(string_split(people.disqualified_by, ', ')) as rule_id
  from marts.people as people
  where people.is_disqualified
),
reached as (
  select
    cycles.person_id,
    bool_or(cycles.cycle_no > 0) as has_mql,
    bool_or(cycles.sal_at is not null) as has_sal,
    bool_or(cycles.won_at is not null) as has_won
  from marts.mql_cycles as cycles
  group by cycles.person_id
)

select
  rules.rule_id,
  count(*) as people,
  count(*) / (select count(*) from marts.people) as share,
  count(*) filter (where reached.has_mql) as became_mql,
  count(*) filter (where reached.has_sal) as accepted,
  count(*) filter (where reached.has_won) as won
from rules
left join reached on reached.person_id = rules.person_id
group by rules.rule_id
order by people desc, rules.rule_id
