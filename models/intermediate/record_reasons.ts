import { sql } from "kysely";
import { nullable, type RowOf, text } from "../../src/columns.js";
import { folded } from "../../src/dialect.js";
import { model } from "../../src/model.js";
import { field_values } from "../sources/field_values.js";
import { reason_fields } from "../sources/reason_fields.js";

const columns = {
  system: text("Source"),
  entity: text("Object of the record, lower case"),
  record_id: text("Record"),
  field: text("Field that holds the reason"),
  reason: nullable(text("Its value now; null if blank")),
};

export const record_reasons = model({
  name: "intermediate.record_reasons",
  about: "One row per record that has a reason field: the reason it holds now.",
  materialized: "view",
  grain: ["system", "entity", "record_id"],
  from: { values: field_values, fields: reason_fields },
  columns,
  select: () => sql<RowOf<typeof columns>>`
    select "values".system, fields.entity, "values".record_id, fields.field, "values".value as reason
    from "values"
    inner join fields on fields.system = "values".system and fields.entity = lower("values".entity)
      and ${folded("fields.field")} = ${folded("values.field")}
    qualify row_number() over (
      partition by "values".system, fields.entity, "values".record_id
      order by coalesce("values".changed_at, "values".loaded_at) desc, "values".loaded_at desc
    ) = 1`,
});
