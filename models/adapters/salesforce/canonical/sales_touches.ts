import { sql } from "kysely";
import { entityPart } from "../../../../src/table/canonical_entity.js";
import { salesforcePersonEntity } from "../../../../src/table/salesforce_id.js";
import { salesforce_events } from "../staging/salesforce_events.js";
import { salesforce_tasks } from "../staging/salesforce_tasks.js";

/** Only completed tasks are touches. An email to a list (WhatId 0XB) is marked as automated. */
export const sales_touches = entityPart({
  product: "salesforce",
  entity: "sales_touches",
  from: { tasks: salesforce_tasks, meetings: salesforce_events },
  select: () => sql`
    with done as (
      select
        *,
        coalesce(task_subtype = 'ListEmail', false) or coalesce(starts_with(what_id, '0XB'), false) as is_list_email
      from tasks
      where not is_deleted and coalesce(is_closed, status = 'Completed', false)
    ),
    typed as (
      select
        *,
        case when is_list_email or task_subtype = 'Email' then 'email'
          when task_subtype = 'Call' or call_type is not null then 'call'
          when type ilike '%call%' then 'call'
          when type ilike '%email%' then 'email'
          when type ilike '%meeting%' then 'meeting'
        end as kind
      from done
    )
    select
      system,
      task_id as touch_id,
      ${salesforcePersonEntity("who_id")} as entity,
      who_id as record_id,
      owner_id,
      case when starts_with(what_id, '006') then what_id end as opportunity_id,
      kind,
      is_list_email as is_automated,
      coalesce(completed_at, created_at) as occurred_at
    from typed
    where kind is not null and who_id is not null and coalesce(completed_at, created_at) is not null
    union all
    select
      system,
      event_id,
      ${salesforcePersonEntity("who_id")},
      who_id,
      owner_id,
      case when starts_with(what_id, '006') then what_id end,
      'meeting',
      false,
      started_at
    from meetings
    where not is_deleted and not is_child and who_id is not null and started_at is not null`,
});
