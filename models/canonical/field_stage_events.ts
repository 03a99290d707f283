import { sql } from "kysely";
import { stages } from "../../src/base/lifecycle.js";
import { flag, instant, nullable, oneOf, personal, type RowOf, text } from "../../src/table/columns.js";
import { comparisonKey } from "../../src/table/dialect.js";
import { model } from "../../src/table/model.js";
import { stage_words } from "../lookups/stage_words.js";
import { field_values } from "../run/field_values.js";
import { stage_fields } from "../run/stage_fields.js";
import { lead_status_events } from "./lead_status_events.js";
import { stage_dates } from "./stage_dates.js";

const columns = {
  system: text("Source"),
  entity: text("Object of the record, lower case"),
  record_id: text("Record"),
  field: text("Field that says so, lower case"),
  value: nullable(personal(text("Its value, in the spelling of comparison"))),
  stage: nullable(oneOf(stages, "What it means; null: no stage, or not mapped")),
  is_mapped: flag("Whether the stage map knows the value, or it is a date where it must be one"),
  is_approximate: flag("Whether it is a bare date, or a state whose beginning no load has seen"),
  occurred_at: nullable(instant("When, UTC; null if the value is no date")),
};

/** A state first seen is as old as the record if it is an MQL, else as its last change: as dates, an MQL early, the rest late. A change between two loads is at the record's own modification, else at the load. */
export const field_stage_events = model({
  name: "intermediate.field_stage_events",
  about:
    "One row per value that a field of the stage map, or the stage_field of a source, was seen to hold, where no history gives its instant.",
  materialized: "table",
  grain: ["system", "entity", "record_id", "field", "value", "occurred_at"],
  from: { values: field_values, words: stage_words, stage_fields, history: lead_status_events, dates: stage_dates },
  columns,
  select: () => sql<RowOf<typeof columns>>`
    with state_fields as (
      select distinct product, entity, field from words where not is_date_field
      union
      select distinct "values".product, lower("values".entity), lower("values".field)
      from "values"
      inner join stage_fields on stage_fields.system = "values".system and lower(stage_fields.field) = lower("values".field)
    ),
    seen as (
      select "values".*, fields.entity as entity_key, fields.field as field_key, ${comparisonKey("values.value")} as state,
        coalesce("values".changed_at, "values".loaded_at) as seen_at,
        lag(coalesce("values".changed_at, "values".loaded_at)) over versions as seen_before_at,
        row_number() over versions = 1 as is_first
      from "values"
      inner join state_fields as fields on fields.product = "values".product and fields.entity = lower("values".entity)
        and fields.field = lower("values".field)
      window versions as (
        partition by "values".system, "values".entity, "values".record_id, "values".field
        order by coalesce("values".changed_at, "values".loaded_at), "values".loaded_at
      )
    ),
    untold as (
      select seen.*
      from seen
      anti join history on history.system = seen.system and history.record_id = seen.record_id
        and history.entity = seen.entity_key and history.field = seen.field_key and history.value = seen.state
      where seen.state is not null
    ),
    said as (
      select untold.*, words.stage, words.value is not null as is_mapped
      from untold
      left join words on words.product = untold.product and words.entity = untold.entity_key
        and words.field = untold.field_key and words.value = untold.state
    ),
    -- What a dated field of the record says of the stage need not be guessed from the state.
    undated as (
      select said.*
      from said
      anti join dates on dates.system = said.system and dates.entity = said.entity_key
        and dates.record_id = said.record_id and dates.stage = said.stage and dates.occurred_at <= said.seen_at
        and (said.is_first or dates.occurred_at > said.seen_before_at)
    ),
    of_states as (
      select undated.system, undated.entity_key as entity, undated.record_id, undated.field_key as field,
        undated.state as value, undated.stage, undated.is_mapped,
        undated.is_first or undated.changed_at is null as is_approximate,
        case when undated.is_first and undated.stage = 'mql'
            then coalesce(undated.made_at, undated.changed_at, undated.loaded_at)
          when undated.is_first then coalesce(undated.changed_at, undated.made_at, undated.loaded_at)
          else coalesce(undated.changed_at, undated.loaded_at) end as occurred_at
      from undated
    )
    select * from dates
    union all
    select * from of_states
    qualify row_number() over (partition by system, entity, record_id, field, value, occurred_at order by is_approximate) = 1`,
});
