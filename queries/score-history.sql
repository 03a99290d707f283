-- question: How did this person's score change, and when did they qualify?
-- grain: One row per person_id and scored_at
-- param person (text): a person_id, with or without its system, e.g. crm:003... or 003...
-- values person: select person_id from marts.people
--   where person_id = $person or ends_with(person_id, ':' || $person)
-- show: scored_at, grade, fit_score .1 as fit, engagement_score .1 as engagement, total_score .1 as total, path, tier,
--   is_mql_eligible mark as qualifies, is_disqualified mark as excluded, definition_version as definition
-- example: closedloop query score-history --param person=crm:0035e000000004aAAA

select
  history.person_id,
  history.scored_at,
  history.definition_version,
  history.fit_score,
  history.grade,
  history.engagement_score,
  history.total_score,
  history.is_disqualified,
  history.path,
  history.tier,
  history.is_mql_eligible,
  history.is_fit_backfilled
from marts.score_history as history
where history.person_id = $person or ends_with(history.person_id, ':' || $person)
order by history.person_id, history.scored_at
