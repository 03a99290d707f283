/** Why an MQL here is not in the list, and what made it an MQL here. */
import { type RawBuilder, sql } from "kysely";
import { extraReason } from "./reasons.js";

/** Temporary tables in the order in which they are created: name and select. */
export const extraSteps: [string, RawBuilder<unknown>][] = [
  ["evidence", mqlEvidence()],
  ["extra", extraMqls()],
];

/** What made an unmatched cycle begin: a field of a record, or path and scores. */
function mqlEvidence() {
  return sql`
  with left_over as (from ours where cycle_id not in (select cycle_id from matched)),
  fields as (
    select system, entity, record_id, occurred_at, min(field) as field
    from (
      select system, entity, record_id, field, occurred_at
      from intermediate.lead_status_events
      where stage = 'mql'
      union all
      select system, entity, record_id, field, occurred_at
      from intermediate.field_stage_events
      where stage = 'mql'
    )
    group by all
  )
  select left_over.cycle_id,
    case left_over.mql_origin
      when 'recorded' then 'recorded by ' || coalesce(events.system || ' ' || events.entity || ' ' || events.record_id, 'a source')
        || coalesce(', field ' || fields.field, '')
        || case when left_over.mql_is_approximate then ', a date without a time' else '' end
      else 'computed: ' || coalesce(left_over.path, 'no path') || format(', engagement {:g}, total {:g}',
        left_over.engagement_score, left_over.total_score) || ', grade ' || left_over.grade end as evidence
  from left_over
  left join marts.lifecycle_events as events on events.person_id = left_over.person_id and events.stage = 'mql'
    and events.origin = 'recorded' and events.occurred_at = left_over.mql_at
  left join fields on fields.system = events.system and fields.entity = events.entity
    and fields.record_id = events.record_id and fields.occurred_at = events.occurred_at`;
}

function extraMqls() {
  return sql`
  with span as (
    select
      date_trunc('month', min(listed_on)) as from_on,
      date_trunc('month', max(listed_on)) + interval 1 month as until_on
    from listed
    where reason is null
  ),
  others as (
    select
      ours.cycle_id,
      min(listed.line) filter (where listed.reason is null) as line,
      min(listed.line) filter (where listed.reason is not null) as unread_line
    from ours
    inner join listed on listed.person_id = ours.person_id
    group by ours.cycle_id
  ),
  facts as (
    select
      ours.cycle_id,
      evidence.evidence,
      listed.line as moved_line,
      ours.mql_on - listed.listed_on as moved_days,
      others.line,
      others.unread_line,
      ours.mql_on < span.from_on or ours.mql_on >= span.until_on as is_outside
    from evidence
    inner join ours on ours.cycle_id = evidence.cycle_id
    cross join span
    left join moved on moved.cycle_id = ours.cycle_id
    left join listed on listed.row_no = moved.row_no
    left join others on others.cycle_id = ours.cycle_id
  )
  select cycle_id,
    case when moved_line is not null then ${extraReason("listed on another date")}
      when unread_line is not null then ${extraReason("listed in an unreadable row")}
      when is_outside then ${extraReason("outside the months of the list")}
      when line is not null then ${extraReason("another MQL of the person is listed")}
      else ${extraReason("not in the list")} end as reason,
    evidence || case when moved_line is not null then '; line ' || moved_line || ', ' || abs(moved_days)
        || ' days ' || case when moved_days > 0 then 'earlier there' else 'later there' end
      when unread_line is not null then '; line ' || unread_line
      when line is not null and not coalesce(is_outside, false) then '; line ' || line || ' has another MQL of the person'
      else '' end as detail
  from facts`;
}
