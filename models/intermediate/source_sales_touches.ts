import { sql } from "kysely";
import { flag, instant, nullable, oneOf, type RowOf, text } from "../../src/columns.js";
import { keyOf, momentAsOf } from "../../src/dialect.js";
import { model } from "../../src/model.js";
import { run_context } from "../sources/run_context.js";
import { mapped_sales_touches } from "../staging/mapped_sales_touches.js";
import { salesforce_events } from "../staging/salesforce_events.js";
import { salesforce_tasks } from "../staging/salesforce_tasks.js";

const columns = {
  system: text("Source"),
  touch_id: text("Touch; made of its own values where the source has no id"),
  record_id: text("Record of the person who was touched"),
  owner_id: nullable(text("Who did it")),
  opportunity_id: nullable(text("Opportunity that it was about; null if none")),
  kind: oneOf(["call", "email", "meeting"], "What it was; call where a mapped source does not say"),
  is_automated: flag("Whether a machine sent it: bulk mail"),
  occurred_at: instant("When, UTC; of a date its end, capped at the run's as-of"),
};

/** Open tasks are plans, no touches; mail to a list (WhatId 0XB) is a machine's. */
export const source_sales_touches = model({
  name: "intermediate.source_sales_touches",
  about: "One row per call, email or meeting of sales with a person, of any source.",
  materialized: "view",
  grain: ["system", "touch_id"],
  from: { tasks: salesforce_tasks, meetings: salesforce_events, mapped: mapped_sales_touches, run: run_context },
  columns,
  select: () => sql<RowOf<typeof columns>>`
    with done as (
      select *, coalesce(task_subtype = 'ListEmail', false) or coalesce(starts_with(what_id, '0XB'), false) as is_list_email
      from tasks
      where not is_deleted and coalesce(is_closed, status = 'Completed', false)
    ),
    typed as (
      select *,
        case when is_list_email or task_subtype = 'Email' then 'email'
          when task_subtype = 'Call' or call_type is not null then 'call'
          when type ilike '%call%' then 'call'
          when type ilike '%email%' then 'email'
          when type ilike '%meeting%' then 'meeting' end as kind
      from done
    ),
    dated as (
      select mapped.*,
        ${momentAsOf("mapped.occurred_at", "mapped.occurred_at_is_date", "run.time_zone", "run.as_of")} as happened_at
      from mapped
      cross join run
    )
    select system, task_id as touch_id, who_id as record_id, owner_id,
      case when starts_with(what_id, '006') then what_id end as opportunity_id, kind, is_list_email as is_automated,
      coalesce(completed_at, created_at) as occurred_at
    from typed
    where kind is not null and who_id is not null and coalesce(completed_at, created_at) is not null
    union all
    select system, event_id, who_id, owner_id, case when starts_with(what_id, '006') then what_id end, 'meeting', false,
      started_at
    from meetings
    where not is_deleted and not is_child and who_id is not null and started_at is not null
    union all
    select system, coalesce(touch_id, ${keyOf("record_id", "happened_at", "kind", "is_automated", "owner_id")}), record_id,
      owner_id, null::varchar, coalesce(kind, 'call'), coalesce(is_automated, false), happened_at
    from dated
    qualify row_number() over (
      partition by system, coalesce(touch_id, ${keyOf("record_id", "happened_at", "kind", "is_automated", "owner_id")})
      order by happened_at, record_id
    ) = 1`,
});
