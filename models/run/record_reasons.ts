import { sql } from "kysely";
import { nullable, personal, pickColumns, type RowOf, text } from "../../src/table/columns.js";
import { comparisonKey } from "../../src/table/dialect.js";
import { model } from "../../src/table/model.js";
import { field_values } from "./field_values.js";
import { reason_fields } from "./reason_fields.js";

const columns = {
  ...pickColumns(reason_fields, "system", "entity"),
  record_id: text("Id of the record"),
  ...pickColumns(reason_fields, "field"),
  reason: nullable(personal(text("Present reason, in the team's own words; null if blank"))),
};

export const record_reasons = model({
  name: "intermediate.record_reasons",
  about: "One row per record with a reason field, and its present reason.",
  materialized: "table",
  grain: ["system", "entity", "record_id"],
  from: { values: field_values, fields: reason_fields },
  columns,
  select: () => sql<RowOf<typeof columns>>`
    with matched as (
      select
        spellings.*,
        fields.entity as entity_key,
        fields.field as reason_field
      from (select distinct system, entity, field from "values") as spellings
      inner join fields on fields.system = spellings.system and fields.entity = lower(spellings.entity)
        and ${comparisonKey("fields.field")} = ${comparisonKey("spellings.field")}
    )
    select
      "values".system,
      matched.entity_key as entity,
      "values".record_id,
      matched.reason_field as field,
      "values".value as reason
    from "values"
    inner join matched on matched.system = "values".system and matched.entity = "values".entity
      and matched.field = "values".field
    qualify row_number() over (
      partition by "values".system, matched.entity_key, "values".record_id
      order by coalesce("values".changed_at, "values".loaded_at) desc, "values".loaded_at desc
    ) = 1`,
});
