import { sql } from "kysely";
import { flag, pickColumns, type RowOf, text } from "../../../../src/table/columns.js";
import { model } from "../../../../src/table/model.js";
import { salesforce_event_relations } from "../staging/salesforce_event_relations.js";
import { salesforce_task_relations } from "../staging/salesforce_task_relations.js";
import { salesforce_touches_judged } from "./salesforce_touches_judged.js";

const columns = {
  ...pickColumns(salesforce_touches_judged, "system", "activity_id"),
  record_id: text("Lead or contact on the task or event"),
  is_first: flag("True for the person whom the task or event itself names"),
};

/** Users and rooms are relations too, and an event with a lead or contact who was only invited and declined was not with them. */
export const salesforce_touch_people = model({
  name: "intermediate.salesforce_touch_people",
  about: "One row per completed Salesforce task or event and lead or contact on it.",
  materialized: "table",
  grain: ["system", "activity_id", "record_id"],
  from: {
    touches: salesforce_touches_judged,
    task_relations: salesforce_task_relations,
    event_relations: salesforce_event_relations,
  },
  columns,
  select: () => sql<RowOf<typeof columns>>`
    with relations as (
      select system, task_id as activity_id, relation_id as record_id
      from task_relations
      where not is_deleted and not is_what
      union
      select system, event_id, relation_id
      from event_relations
      where not is_deleted and not is_what
        and (coalesce(is_parent, false) or coalesce(lower(trim(status)) <> 'declined', true))
    )
    select system, activity_id, who_id as record_id, true as is_first
    from touches
    where who_id is not null
    union all
    select relations.system, relations.activity_id, relations.record_id, false
    from relations
    inner join touches on touches.system = relations.system and touches.activity_id = relations.activity_id
    where (starts_with(relations.record_id, '00Q') or starts_with(relations.record_id, '003'))
      and relations.record_id is distinct from touches.who_id`,
});
