import { sql } from "kysely";
import { flag, instant, nullable, oneOf, personal, type RowOf, text } from "../../src/columns.js";
import { dayEndAsOf, dayStart, folded } from "../../src/dialect.js";
import { stages } from "../../src/lifecycle.js";
import { model } from "../../src/model.js";
import { isBareDate, parsed } from "../../src/parsing.js";
import { field_values } from "../sources/field_values.js";
import { run_context } from "../sources/run_context.js";
import { stage_fields } from "../sources/stage_fields.js";
import { lead_status_events } from "./lead_status_events.js";
import { stage_words } from "./stage_words.js";

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

const asText = { zone: "UTC", orDate: true };
/** Salesforce's Data Export writes a clock of midnight behind every date. */
const dateText = sql.raw(`regexp_replace("values".value, '[ T]00:00:00(\\.0+)?Z?$', '')`);
const moment = sql.raw(parsed("instant", "date_text", asText));
const bare = sql.raw(isBareDate("date_text", asText));

/** A state first seen is as old as the record if it is an MQL, else as its last change: as dates, an MQL early, the rest late. A change between two loads is at the record's own modification, else at the load. */
export const field_stage_events = model({
  name: "intermediate.field_stage_events",
  about:
    "One row per value that a field of the stage map, or the stage_field of a source, was seen to hold, where no history gives its instant.",
  materialized: "table",
  grain: ["system", "entity", "record_id", "field", "value", "occurred_at"],
  from: { values: field_values, words: stage_words, stage_fields, history: lead_status_events, run: run_context },
  columns,
  select: () => sql<RowOf<typeof columns>>`
    with dated as (
      select "values".*, words.stage, ${dateText} as date_text, lower("values".entity) as entity_key,
        lower("values".field) as field_key
      from "values"
      inner join words on words.product = "values".product and words.entity = lower("values".entity)
        and words.field = lower("values".field) and words.is_date_field
      where "values".value is not null
    ),
    moments as (
      select *, ${moment} as moment, ${bare} as is_bare from dated
    ),
    of_dates as (
      select distinct moments.system, moments.entity_key as entity, moments.record_id, moments.field_key as field,
        ${folded("moments.value")} as value, moments.stage, moments.moment is not null as is_mapped,
        coalesce(moments.is_bare, true) as is_approximate,
        case when moments.moment is null or not moments.is_bare then moments.moment
          when moments.stage = 'mql' then ${dayStart("run.time_zone", sql`moments.moment::date`)}
          else ${dayEndAsOf("run.time_zone", sql`moments.moment::date`, "run.as_of")} end as occurred_at
      from moments
      cross join run
    ),
    state_fields as (
      select distinct product, entity, field from words where not is_date_field
      union
      select distinct "values".product, lower("values".entity), lower("values".field)
      from "values"
      inner join stage_fields on stage_fields.system = "values".system and lower(stage_fields.field) = lower("values".field)
    ),
    seen as (
      select "values".*, fields.entity as entity_key, fields.field as field_key, ${folded("values.value")} as state,
        row_number() over (
          partition by "values".system, "values".entity, "values".record_id, "values".field
          order by coalesce("values".changed_at, "values".loaded_at), "values".loaded_at
        ) = 1 as is_first
      from "values"
      inner join state_fields as fields on fields.product = "values".product and fields.entity = lower("values".entity)
        and fields.field = lower("values".field)
    ),
    untold as (
      select seen.*
      from seen
      anti join history on history.system = seen.system and history.record_id = seen.record_id
        and history.entity = seen.entity_key and history.field = seen.field_key and history.value = seen.state
      where seen.state is not null
    ),
    of_states as (
      select untold.system, untold.entity_key as entity, untold.record_id, untold.field_key as field,
        untold.state as value, words.stage, words.value is not null as is_mapped,
        untold.is_first or untold.changed_at is null as is_approximate,
        case when untold.is_first and words.stage = 'mql'
            then coalesce(untold.made_at, untold.changed_at, untold.loaded_at)
          when untold.is_first then coalesce(untold.changed_at, untold.made_at, untold.loaded_at)
          else coalesce(untold.changed_at, untold.loaded_at) end as occurred_at
      from untold
      left join words on words.product = untold.product and words.entity = untold.entity_key
        and words.field = untold.field_key and words.value = untold.state
    )
    select * from of_dates
    union all
    select * from of_states
    qualify row_number() over (partition by system, entity, record_id, field, value, occurred_at order by is_approximate) = 1`,
});
