-- question: What happened to this person, in order, and which system says so?
-- grain: One row per event_id
-- param person (text): a person_id, or the CRM id of one of the person's records that has an event
-- values person: select person_id from marts.people
--   where person_id = $person or ends_with(person_id, ':' || $person)
--   union all select record_id from marts.lifecycle_events where record_id = $person
-- show: occurred_at, stage, cycle_no as cycle, origin, reason, system, entity, record_id id as record,
--   is_approximate mark as approx
-- example: closedloop query person-timeline --param person=crm:0035e000000004aAAA

with wanted as (
  select people.person_id
  from marts.people as people
  -- A person_id is system:id, and who copies an id out of the CRM has the id alone.
  where people.person_id = $person or ends_with(people.person_id, ':' || $person)
  union
  select events.person_id
  from marts.lifecycle_events as events
  where events.record_id = $person
)

select
  events.event_id,
  events.person_id,
  events.cycle_no,
  events.occurred_at,
  events.stage,
  events.origin,
  case when events.occurred_at = cycles.rejected_at and events.stage = cycles.outcome then cycles.rejection_reason end as reason,
  cycles.outcome as cycle_outcome,
  events.is_approximate,
  events.is_clamped,
  events.recorded_at,
  events.mql_at,
  events.system,
  events.entity,
  events.record_id,
  events.opportunity_id
from marts.lifecycle_events as events
inner join wanted on events.person_id = wanted.person_id
left join marts.mql_cycles as cycles on events.person_id = cycles.person_id and events.cycle_no = cycles.cycle_no
order by
  events.person_id,
  events.occurred_at,
  list_position(['mql', 'sal', 'sql', 'opportunity', 'won', 'lost', 'rejected', 'recycled'], events.stage),
  events.event_id
