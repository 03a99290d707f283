import { sql } from "kysely";
import { stages } from "../../src/base/lifecycle.js";
import { flag, instant, nullable, oneOf, pickColumns, type RowOf, text } from "../../src/table/columns.js";
import { comparisonKey, fieldKey } from "../../src/table/dialect.js";
import { model } from "../../src/table/model.js";
import { stage_words } from "../lookups/stage_words.js";
import { field_values } from "../run/field_values.js";
import { run_context } from "../run/run_context.js";
import { stage_fields } from "../run/stage_fields.js";
import { eventFault } from "../shared/event_fault.js";
import { lead_status_events } from "./lead_status_events.js";
import { stage_dates } from "./stage_dates.js";

const columns = {
  ...pickColumns(stage_dates, "system", "entity", "record_id"),
  field: text("Field that holds the stage or its date, in lower case"),
  ...pickColumns(stage_dates, "value"),
  stage: nullable(oneOf(stages, "Stage that the value means; null if it means none, or is not in the stage map")),
  is_mapped: flag("True if the stage map has the value, or if it is the date that the stage map expects"),
  is_approximate: flag(
    "True if the value is a date without a time, or a state that was already there at the first load",
  ),
  is_guess: flag("True if no source says when, so that occurred_at is inferred from a state; false for a date"),
  occurred_at: nullable(instant("When the stage was reached, UTC; null if the value must be a date and is none")),
};

/**
 * The first state that a load saw has no known beginning. An MQL is dated at the record's creation, any other stage at its
 * last change: as with dates, an MQL is dated early, other stages late. A change between two loads is dated when the record
 * was last modified, else at the load.
 */
export const field_stage_events = model({
  name: "intermediate.field_stage_events",
  about:
    "One row per value that a load saw in a field of the stage map or in the stage_field of a source, unless a history has the same value.",
  materialized: "table",
  grain: ["system", "entity", "record_id", "field", "value", "occurred_at"],
  from: {
    values: field_values,
    words: stage_words,
    stage_fields,
    history: lead_status_events,
    dates: stage_dates,
    run: run_context,
  },
  columns,
  select: () => sql<RowOf<typeof columns>>`
    with state_fields as (
      select distinct product, entity, field from words where not is_date_field
      union
      select distinct "values".product, lower("values".entity), lower("values".field)
      from "values"
      inner join stage_fields on stage_fields.system = "values".system and lower(stage_fields.field) = lower("values".field)
      -- The stage map may spell the same field in another way: then its rows say what the values mean.
      where not exists (
        from words
        where words.product = "values".product and words.entity = lower("values".entity) and not words.is_date_field
          and ${fieldKey("words.field")} = ${fieldKey("values.field")}
      )
    ),
    seen as (
      select
        "values".*,
        fields.entity as entity_key,
        fields.field as field_key,
        ${comparisonKey("values.value")} as state,
        coalesce("values".changed_at, "values".loaded_at) as seen_at,
        lag(coalesce("values".changed_at, "values".loaded_at)) over versions as seen_before_at,
        row_number() over versions = 1 as is_first
      from "values"
      inner join state_fields as fields on fields.product = "values".product and fields.entity = lower("values".entity)
        and fields.field = lower("values".field)
      window versions as (
        partition by "values".system, "values".entity, "values".record_id, "values".field
        order by coalesce("values".changed_at, "values".loaded_at), "values".loaded_at, "values".version_no
      )
    ),
    not_in_history as (
      select seen.*
      from seen
      anti join history on history.system = seen.system and history.record_id = seen.record_id
        and history.entity = seen.entity_key and history.field = seen.field_key and history.value = seen.state
      where seen.state is not null
    ),
    mapped as (
      select
        not_in_history.*,
        words.stage,
        words.value is not null as is_mapped
      from not_in_history
      left join words on words.product = not_in_history.product and words.entity = not_in_history.entity_key
        and words.field = not_in_history.field_key and words.value = not_in_history.state
    ),
    -- If a date field of the record has the date of the stage, it need not be guessed from the state. A date on which there
    -- cannot be an event says no more than a blank.
    undated as (
      select mapped.*
      from mapped
      cross join run
      anti join dates on dates.system = mapped.system and dates.entity = mapped.entity_key
        and dates.record_id = mapped.record_id and dates.stage = mapped.stage and dates.occurred_at <= mapped.seen_at
        and (mapped.is_first or dates.occurred_at > mapped.seen_before_at)
        and (${eventFault("dates.occurred_at", "mapped.made_at", "run.as_of")}) is null
    ),
    state_events as (
      select
        undated.system,
        undated.entity_key as entity,
        undated.record_id,
        undated.field_key as field,
        undated.state as value,
        undated.stage,
        undated.is_mapped,
        undated.is_first or undated.changed_at is null as is_approximate,
        undated.is_first or undated.changed_at is null as is_guess,
        case when undated.is_first and undated.stage = 'mql'
            then coalesce(undated.made_at, undated.changed_at, undated.loaded_at)
          when undated.is_first then coalesce(undated.changed_at, undated.made_at, undated.loaded_at)
          else coalesce(undated.changed_at, undated.loaded_at) end as occurred_at
      from undated
    )
    select *, false as is_guess from dates
    union all by name
    select * from state_events
    qualify row_number() over (partition by system, entity, record_id, field, value, occurred_at order by is_approximate) = 1`,
});
