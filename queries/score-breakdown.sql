-- question: Where do this person's scores come from, rule by rule?
-- grain: One row per person_id and rule_id
-- param person (text): a person_id, with or without its system, e.g. crm:003... or 003...
-- values person: select person_id from marts.people
--   where person_id = $person or ends_with(person_id, ':' || $person)
-- show: axis, rule_id as rule, label, hits, raw_points .1 as raw, points .1, score .1, last_at
-- example: closedloop query score-breakdown --param person=crm:0035e000000004aAAA

-- The points of an axis add up to its current score.
select
  breakdown.person_id,
  breakdown.axis,
  breakdown.rule_id,
  breakdown.label,
  breakdown.buying_stage,
  breakdown.hits,
  breakdown.raw_points,
  round(breakdown.points, 4) as points,
  breakdown.first_at,
  breakdown.last_at,
  case when breakdown.axis = 'fit' then people.fit_score else people.engagement_score end as score
from marts.score_breakdown as breakdown
inner join marts.people as people on breakdown.person_id = people.person_id
where people.person_id = $person or ends_with(people.person_id, ':' || $person)
order by breakdown.person_id, breakdown.axis desc, abs(breakdown.points) desc, breakdown.rule_id
