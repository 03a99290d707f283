-- question: How did this person's scores come about, and when was it an MQL by the definition?
-- grain: One row per person_id and scored_at
-- param person (text): a person_id, or the id alone that it is made of
-- example: closedloop query score-history --param person=crm:0035e00000Ct016AAB

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
