import { sql } from "kysely";
import { instant, nullable, type RowOf, text } from "../../src/table/columns.js";
import { trimToNull } from "../../src/table/dialect.js";
import { model } from "../../src/table/model.js";
import { reason_fields } from "../run/reason_fields.js";
import { source_field_changes } from "./source_field_changes.js";
import { states_observed } from "./states_observed.js";

const columns = {
  system: text("Source"),
  entity: text("Object of the record: lead of Salesforce, leads of Marketo"),
  record_id: text("Lead"),
  reason: nullable(text("Raw reason as the field held it; null: it was cleared")),
  from_at: instant("From when it holds, UTC; what the first known change found holds for all before"),
};

export const lead_reasons = model({
  name: "intermediate.lead_reasons",
  about: "One row per reason that a history (LeadHistory, Marketo's activities) says a lead's reason field was given.",
  materialized: "table",
  grain: ["system", "entity", "record_id", "from_at"],
  from: { history: source_field_changes, observed: states_observed, fields: reason_fields },
  columns,
  select: () => sql<RowOf<typeof columns>>`
    with changed as (
      select system, entity, record_id, field, old_value, new_value, change_id, occurred_at from history
      union all
      select system, entity, record_id, field, value_before, value, change_id, occurred_at
      from observed
      -- What a history tells, two loads tell less well.
      where not is_first and not exists (
        from history
        where history.system = observed.system and history.entity = observed.entity
          and history.record_id = observed.record_id and history.field = observed.field
      )
    ),
    told as (
      select history.system, history.entity, history.record_id, ${trimToNull("history.old_value")} as old_reason,
        ${trimToNull("history.new_value")} as new_reason, history.occurred_at as told_at, history.change_id as told_by
      from changed as history
      inner join fields on fields.system = history.system and fields.entity = history.entity
        and lower(trim(fields.field)) = history.field
    ),
    changes as (select * from told where old_reason is distinct from new_reason),
    last_of_second as (
      select * from changes
      qualify row_number() over (partition by system, entity, record_id, told_at order by told_by desc) = 1
    ),
    first_known as (
      select * from changes
      qualify row_number() over (partition by system, entity, record_id order by told_at, told_by) = 1
    )
    select system, entity, record_id, new_reason as reason, told_at as from_at from last_of_second
    union all
    select system, entity, record_id, old_reason, timestamp '0001-01-01' from first_known`,
});
