import { sql } from "kysely";
import { instant, nullable, personal, pickColumns, type RowOf, text } from "../../src/table/columns.js";
import { fieldKey, trimToNull } from "../../src/table/dialect.js";
import { model } from "../../src/table/model.js";
import { reason_fields } from "../run/reason_fields.js";
import { source_field_changes } from "./source_field_changes.js";
import { states_observed } from "./states_observed.js";

const columns = {
  ...pickColumns(source_field_changes, "system", "entity", "record_id"),
  reason: nullable(personal(text("Reason in the field, in the team's own words; null if the field was blank"))),
  from_at: instant(
    "Time from which the field had this reason, UTC; the year 1 for the reason before the first known change",
  ),
};

export const lead_reasons = model({
  name: "intermediate.lead_reasons",
  about:
    "One row per change of a lead's reason field, from a history such as LeadHistory or Marketo's activities, else from comparing loads.",
  materialized: "table",
  grain: ["system", "entity", "record_id", "from_at"],
  from: { history: source_field_changes, observed: states_observed, fields: reason_fields },
  columns,
  select: () => sql<RowOf<typeof columns>>`
    with changed as (
      select system, entity, record_id, field, old_value, new_value, change_id, occurred_at
      from history
      union all
      select system, entity, record_id, field, value_before, value, change_id, occurred_at
      from observed
      -- A history is more exact than comparing loads.
      where not is_first and not exists (
        from history
        where history.system = observed.system and history.entity = observed.entity
          and history.record_id = observed.record_id and ${fieldKey("history.field")} = ${fieldKey("observed.field")}
      )
    ),
    reason_changes as (
      select
        changed.system,
        changed.entity,
        changed.record_id,
        ${trimToNull("changed.old_value")} as old_reason,
        ${trimToNull("changed.new_value")} as new_reason,
        changed.occurred_at,
        changed.change_id
      from changed
      inner join fields on fields.system = changed.system and fields.entity = changed.entity
        and ${fieldKey("fields.field")} = ${fieldKey("changed.field")}
      where old_reason is distinct from new_reason
    ),
    last_of_second as (
      select * from reason_changes
      qualify row_number() over (partition by system, entity, record_id, occurred_at order by change_id desc) = 1
    ),
    first_known as (
      select * from reason_changes
      qualify row_number() over (partition by system, entity, record_id order by occurred_at, change_id) = 1
    )
    select system, entity, record_id, new_reason as reason, occurred_at as from_at
    from last_of_second
    union all
    select system, entity, record_id, old_reason, timestamp '0001-01-01'
    from first_known`,
});
