import { sql } from "kysely";
import { flag, instant, nullable, personal, type RowOf, text } from "../../src/table/columns.js";
import { model } from "../../src/table/model.js";
import { field_values } from "../run/field_values.js";

const columns = {
  system: text("Source"),
  entity: text("Object of the record, lower case"),
  record_id: text("Record"),
  field: text("Field, lower case"),
  change_id: text("The value's place among those of the record and field"),
  value_before: nullable(personal(text("What it was at the load before; null if blank, and of the first"))),
  value: nullable(personal(text("What it was seen to be; null if blank"))),
  is_first: flag("Whether no load saw another value before: since when it is so nobody knows"),
  occurred_at: instant("When it became so: at the record's own modification, else at the load that saw it, UTC"),
};

/** What a history would tell, seen from one load to the next: a value that came and went between two of them is not seen. */
export const states_observed = model({
  name: "intermediate.states_observed",
  about: "One row per record, followed field and load in which its value was another one than in the load before.",
  materialized: "view",
  grain: ["system", "entity", "record_id", "field", "change_id"],
  from: { values: field_values },
  columns,
  select: () => sql<RowOf<typeof columns>>`
    select system, lower(entity) as entity, record_id, lower(field) as field,
      lpad(row_number() over seen::varchar, 6, '0') as change_id, lag(value) over seen as value_before, value,
      row_number() over seen = 1 as is_first,
      case when row_number() over seen = 1 then coalesce(made_at, changed_at, loaded_at)
        else coalesce(changed_at, loaded_at) end as occurred_at
    from "values"
    window seen as (
      partition by system, lower(entity), record_id, lower(field) order by coalesce(changed_at, loaded_at), loaded_at
    )`,
});
