import { sql } from "kysely";
import { noTaskType } from "../../../../src/base/task_kinds.js";
import { flag, instant, nullable, oneOf, pickColumns, type RowOf, text } from "../../../../src/table/columns.js";
import { comparisonKey, trimToNull } from "../../../../src/table/dialect.js";
import { model } from "../../../../src/table/model.js";
import { task_kinds } from "../../../run/task_kinds.js";
import { isCompletedStatus } from "../../../shared/task_status.js";
import { salesforce_events } from "../staging/salesforce_events.js";
import { salesforce_tasks } from "../staging/salesforce_tasks.js";

const columns = {
  ...pickColumns(salesforce_tasks, "system"),
  activity_id: text("Task or event"),
  who_id: nullable(text("Lead or contact whom it names first; null if none")),
  opportunity_id: nullable(text("Opportunity that it is about; null if none")),
  owner_id: nullable(text("User who did it")),
  object: oneOf(["Task", "Event"], "Object of the activity"),
  raw_type: text("Type in the org's own words, else the subtype, else (none)"),
  kind: oneOf(
    ["call", "email", "meeting", "task", "none"],
    "Kind of touch; none: closedloop.yaml says that it is no touch",
  ),
  ...pickColumns(salesforce_tasks, "who_count"),
  is_automated: flag("True for an email to a list"),
  is_kind_known: flag(
    "True if its type or closedloop.yaml says its kind; false for a task that counts as of kind task",
  ),
  occurred_at: nullable(
    instant("When it happened, UTC; null if the export does not say, as for an event of a whole day"),
  ),
};

/** An email to a list has a subtype of its own, or is about a ListEmail (0XB). */
const isListEmail = sql`coalesce(task_subtype = 'ListEmail', false) or coalesce(starts_with(what_id, '0XB'), false)`;
const opportunityId = sql`case when starts_with(what_id, '006') then what_id end`;

/**
 * Left out are deleted and open tasks, rows that only describe a series, the copies of a meeting for invited users, and
 * proposals of meetings. An export without IsChild has such copies unmarked: two group events of one person with the same
 * start are one meeting.
 */
export const salesforce_touches_judged = model({
  name: "intermediate.salesforce_touches_judged",
  about: "One row per completed Salesforce task and per event, and the kind of touch that it is.",
  materialized: "table",
  grain: ["system", "activity_id"],
  from: { tasks: salesforce_tasks, meetings: salesforce_events, kinds: task_kinds },
  columns,
  select: () => sql<RowOf<typeof columns>>`
    with done as (
      select *, ${isListEmail} as is_list_email
      from tasks
      where not is_deleted and not is_recurrence and coalesce(is_closed, completed_at is not null or ${sql.raw(isCompletedStatus("status"))}, false)
    ),
    typed as (
      select
        done.*,
        coalesce(${trimToNull("done.type")}, ${trimToNull("done.task_subtype")}, ${sql.lit(noTaskType)}) as raw_type,
        case when done.is_list_email then 'email'
          else coalesce(
            kinds_of_types.kind,
            kinds_of_subtypes.kind,
            case when done.task_subtype = 'Email' then 'email'
              when done.task_subtype = 'Call' or ${trimToNull("done.call_type")} is not null then 'call'
              when done.type ilike '%call%' then 'call'
              when done.type ilike '%email%' then 'email'
              when done.type ilike '%meeting%' then 'meeting'
            end
          ) end as known_kind
      from done
      left join kinds as kinds_of_types on kinds_of_types.system = done.system
        and kinds_of_types.type = coalesce(${comparisonKey("done.type")},
          case when ${trimToNull("done.task_subtype")} is null then ${sql.lit(noTaskType)} end)
      left join kinds as kinds_of_subtypes on kinds_of_subtypes.system = done.system
        and kinds_of_subtypes.type = ${comparisonKey("done.task_subtype")}
    ),
    held as (
      select *
      from meetings
      where not is_deleted and not is_child and not is_recurrence and coalesce(group_event_type not in ('2', '3'), true)
      qualify group_event_type is distinct from '1' or who_id is null or started_at is null
        or row_number() over (partition by system, who_id, started_at, group_event_type order by event_id) = 1
    )
    select
      system,
      task_id as activity_id,
      who_id,
      ${opportunityId} as opportunity_id,
      owner_id,
      'Task' as object,
      raw_type,
      coalesce(known_kind, 'task') as kind,
      who_count,
      is_list_email as is_automated,
      known_kind is not null as is_kind_known,
      coalesce(completed_at, created_at) as occurred_at
    from typed
    union all
    select
      system,
      event_id,
      who_id,
      ${opportunityId},
      owner_id,
      'Event',
      coalesce(${trimToNull("type")}, ${trimToNull("event_subtype")}, ${sql.lit(noTaskType)}),
      'meeting',
      who_count,
      false,
      true,
      started_at
    from held`,
});
