import { sql } from "kysely";
import { stages } from "../../src/base/lifecycle.js";
import { flag, instant, nullable, oneOf, personal, pickColumns, type RowOf, text } from "../../src/table/columns.js";
import { comparisonKey, fieldKey } from "../../src/table/dialect.js";
import { model } from "../../src/table/model.js";
import { stage_words } from "../lookups/stage_words.js";
import { source_systems } from "../run/source_systems.js";
import { stage_fields } from "../run/stage_fields.js";
import { source_field_changes } from "./source_field_changes.js";
import { source_people } from "./source_people.js";

const columns = {
  ...pickColumns(source_field_changes, "system", "entity", "record_id", "field"),
  value: nullable(personal(text("Value after the change, trimmed and in lower case"))),
  stage: nullable(oneOf(stages, "Stage that the value means; null if it means none, or is not in the stage map")),
  is_mapped: flag("True if the value is blank or in the stage map"),
  is_approximate: flag("True for the value before the first known change, which is dated at the lead's creation"),
  occurred_at: instant("When the field got the value, UTC"),
};

/**
 * The old value of the first known change is dated at the lead's creation. If the first second has several changes, their
 * order is unknown: the first value is the old value that no change of that second set.
 */
export const lead_status_events = model({
  name: "intermediate.lead_status_events",
  about:
    "One row per change of a lead's stage field in a history such as LeadHistory or Marketo's activities, and one row for the value before the first change.",
  materialized: "table",
  grain: ["system", "entity", "record_id", "field", "value", "occurred_at", "is_approximate"],
  from: {
    history: source_field_changes,
    people: source_people,
    systems: source_systems,
    stage_fields,
    words: stage_words,
  },
  columns,
  select: () => sql<RowOf<typeof columns>>`
    with fields as (
      select systems.system, words.product, words.entity, words.field
      from words
      inner join systems on systems.product = words.product
      where not words.is_date_field
      union
      select stage_fields.system, systems.product, entities.entity, lower(trim(stage_fields.field))
      from stage_fields
      inner join systems on systems.system = stage_fields.system
      inner join (select distinct system, entity from history) as entities on entities.system = stage_fields.system
      -- The stage map may spell the same field in another way.
      where not exists (
        from words
        where words.product = systems.product and words.entity = entities.entity and not words.is_date_field
          and ${fieldKey("words.field")} = ${fieldKey("stage_fields.field")}
      )
    ),
    changes as (
      select
        history.system,
        fields.product,
        history.entity,
        history.record_id,
        fields.field,
        ${comparisonKey("history.old_value")} as old_value,
        ${comparisonKey("history.new_value")} as new_value,
        history.occurred_at
      from history
      inner join fields on fields.system = history.system and fields.entity = history.entity
        and ${fieldKey("fields.field")} = ${fieldKey("history.field")}
    ),
    first_times as (
      select
        system,
        entity,
        record_id,
        field,
        min(occurred_at) as occurred_at
      from changes
      group by system, entity, record_id, field
    ),
    first_second as (
      select changes.* from changes semi join first_times using (system, entity, record_id, field, occurred_at)
    ),
    first_values as (
      select first_second.*
      from first_second
      anti join first_second as other on other.system = first_second.system and other.entity = first_second.entity
        and other.record_id = first_second.record_id and other.field = first_second.field
        and other.new_value = first_second.old_value
      where first_second.old_value is not null
    ),
    field_values as (
      select system, product, entity, record_id, field, new_value as value, false as is_approximate, occurred_at
      from changes
      union all
      select
        first_values.system,
        first_values.product,
        first_values.entity,
        first_values.record_id,
        first_values.field,
        min(first_values.old_value),
        true,
        people.created_at
      from first_values
      inner join people on people.system = first_values.system and people.entity = first_values.entity
        and people.record_id = first_values.record_id
      where people.created_at is not null
      group by all
    )
    select distinct
      field_values.system,
      field_values.entity,
      field_values.record_id,
      field_values.field,
      field_values.value,
      words.stage,
      field_values.value is null or words.value is not null as is_mapped,
      field_values.is_approximate,
      field_values.occurred_at
    from field_values
    left join words on words.product = field_values.product and words.entity = field_values.entity
      and words.field = field_values.field and words.value = field_values.value`,
});
