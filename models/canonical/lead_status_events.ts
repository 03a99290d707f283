import { sql } from "kysely";
import { stages } from "../../src/base/lifecycle.js";
import { flag, instant, nullable, oneOf, personal, type RowOf, text } from "../../src/table/columns.js";
import { comparisonKey } from "../../src/table/dialect.js";
import { model } from "../../src/table/model.js";
import { stage_words } from "../lookups/stage_words.js";
import { source_systems } from "../run/source_systems.js";
import { stage_fields } from "../run/stage_fields.js";
import { source_field_changes } from "./source_field_changes.js";
import { source_people } from "./source_people.js";

const columns = {
  system: text("Source"),
  entity: text("Object of the record: lead of Salesforce, leads of Marketo"),
  record_id: text("Lead"),
  field: text("Field that changed, lower case"),
  value: nullable(personal(text("What it became, in the spelling of comparison"))),
  stage: nullable(oneOf(stages, "What that means; null: no stage, or not mapped")),
  is_mapped: flag("Whether the stage map knows the value"),
  is_approximate: flag("Whether it stood before the first change that the history knows"),
  occurred_at: instant("When it became so, UTC"),
};

/** The old value of the first known change stood since the lead was made; of changes in one second, whose order is unknown, the one that none of them made. */
export const lead_status_events = model({
  name: "intermediate.lead_status_events",
  about:
    "One row per change that a history (LeadHistory, Marketo's activities) tells of a lead's stage field, and one for what it was at first.",
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
    ),
    told_changes as (
      select history.system, fields.product, history.entity, history.record_id, history.field, history.old_value,
        history.new_value, history.occurred_at
      from history
      inner join fields on fields.system = history.system and fields.entity = history.entity
        and fields.field = history.field
    ),
    changes as (
      select * replace (${comparisonKey("old_value")} as old_value, ${comparisonKey("new_value")} as new_value) from told_changes
    ),
    firsts as (
      select system, entity, record_id, field, min(occurred_at) as occurred_at
      from changes
      group by system, entity, record_id, field
    ),
    first_second as (
      select changes.* from changes semi join firsts using (system, entity, record_id, field, occurred_at)
    ),
    not_made as (
      select first_second.*
      from first_second
      anti join first_second as other on other.system = first_second.system and other.entity = first_second.entity
        and other.record_id = first_second.record_id and other.field = first_second.field
        and other.new_value = first_second.old_value
      where first_second.old_value is not null
    ),
    told as (
      select system, product, entity, record_id, field, new_value as value, false as is_approximate, occurred_at
      from changes
      union all
      select not_made.system, not_made.product, not_made.entity, not_made.record_id, not_made.field,
        min(not_made.old_value), true, made.created_at
      from not_made
      inner join people as made on made.system = not_made.system and made.record_id = not_made.record_id
      where made.created_at is not null
      group by all
    )
    select distinct told.system, told.entity, told.record_id, told.field, told.value, words.stage,
      told.value is null or words.value is not null as is_mapped, told.is_approximate, told.occurred_at
    from told
    left join words on words.product = told.product and words.entity = told.entity and words.field = told.field
      and words.value = told.value`,
});
