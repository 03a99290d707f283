import { sql } from "kysely";
import { comparisonKey } from "../../src/table/dialect.js";
import type { LookupGaps, UnmappedWord } from "../../src/table/lookup_gap.js";
import { field_stage_events } from "../canonical/field_stage_events.js";
import { lead_status_events } from "../canonical/lead_status_events.js";
import { stage_map as lookup } from "../lookups/stage_map.js";
import { stage_words } from "../lookups/stage_words.js";
import { field_values } from "../run/field_values.js";
import { source_systems } from "../run/source_systems.js";

/** Values without a stage, and fields that only the shipped stage map reads. */
export const stage_map: LookupGaps = {
  lookup,
  about: "values without a funnel stage",
  unit: "records",
  from: {
    status_events: lead_status_events,
    field_events: field_stage_events,
    words: stage_words,
    values: field_values,
    systems: source_systems,
    known: lookup,
  },
  select: sql<UnmappedWord>`
    with shipped as (
      select
        lower(known.system) as product,
        lower(known.entity) as entity,
        lower(known.field) as field,
        bool_or(trim(known.value) = '*') as is_date_field
      from known
      group by all
    ),
    missing_fields as (
      select * from shipped
      anti join words on words.product = shipped.product and words.entity = shipped.entity and words.field = shipped.field
    ),
    dates as (select distinct product, entity, field from words where is_date_field),
    unmapped as (
      select
        systems.product,
        events.entity,
        events.field,
        events.value,
        events.system || ' ' || events.record_id as record
      from (
        select system, entity, field, value, record_id from status_events where not is_mapped
        union all
        select system, entity, field, value, record_id from field_events where not is_mapped
      ) as events
      inner join systems on systems.system = events.system
      union all
      select
        missing_fields.product,
        missing_fields.entity,
        missing_fields.field,
        case when missing_fields.is_date_field then '*' else ${comparisonKey("values.value")} end,
        "values".system || ' ' || "values".record_id
      from "values"
      inner join missing_fields on missing_fields.product = "values".product and missing_fields.entity = lower("values".entity)
        and missing_fields.field = lower("values".field)
      where ${comparisonKey("values.value")} is not null
    ),
    counted as (
      select product, entity, field, value, count(distinct record) as rows
      from unmapped
      group by product, entity, field, value
    ),
    spelled as (
      select
        product,
        lower(entity) as entity_key,
        lower(field) as field_key,
        ${comparisonKey("value")} as value_key,
        min(entity) as entity,
        min(field) as field,
        min(trim(value)) as value
      from "values"
      group by product, lower(entity), lower(field), ${comparisonKey("value")}
    ),
    fields as (
      select product, entity_key, field_key, min(entity) as entity, min(field) as field
      from spelled
      group by all
    ),
    date_field_rows as (
      select
        lower(system) as product,
        lower(entity) as entity,
        lower(field) as field,
        to_json(list(known))::varchar as rows
      from known
      where trim(value) = '*'
      group by all
    )
    select
      counted.product,
      coalesce(fields.entity, counted.entity) as entity,
      coalesce(fields.field, counted.field) as field,
      coalesce(spelled.value, counted.value) as word,
      counted.rows,
      case when counted.value = '*' then date_field_rows.rows end as known,
      case when dates.field is not null then 'not a date, although stage_map.csv reads this field as a date' end as fault
    from counted
    left join fields on fields.product = counted.product and fields.entity_key = counted.entity
      and fields.field_key = counted.field
    left join spelled on spelled.product = counted.product and spelled.entity_key = counted.entity
      and spelled.field_key = counted.field and spelled.value_key = counted.value
    left join date_field_rows on date_field_rows.product = counted.product
      and date_field_rows.entity = counted.entity and date_field_rows.field = counted.field
    left join dates on dates.product = counted.product and dates.entity = counted.entity and dates.field = counted.field`,
  cellsOfWord: ({ product, entity, field, word }) => ({
    system: String(product),
    entity: String(entity),
    field: String(field),
    value: word,
  }),
  wordOfRow: ({ entity, value }, gap) =>
    value !== "*" && isOpportunity(entity) === isOpportunity(gap.entity) ? (value ?? null) : null,
  defaultCells: { stage: null },
  minLetters: 3,
};

/** Opportunities are matched only with opportunities, because the same word means something else for a lead. */
const isOpportunity = (entity: unknown) => String(entity).toLowerCase() === "opportunity";
