import { sql } from "kysely";
import { flag, instant, nullable, personal, pickColumns, type RowOf, text } from "../../src/table/columns.js";
import { model } from "../../src/table/model.js";
import { field_values } from "../run/field_values.js";

const columns = {
  ...pickColumns(field_values, "system"),
  entity: text("Object of the record, in lower case, e.g. lead"),
  record_id: text("Id of the record"),
  field: text("Field, in lower case"),
  change_id: text("Number of the change among those of the record and field, e.g. 000002"),
  value_before: nullable(personal(text("Value in the load before; null if blank, and for the first value"))),
  value: nullable(personal(text("Value from then on; null if blank"))),
  is_first: flag("True for the first value that a load saw; how long the record had it before is unknown"),
  is_approximate: flag("True if occurred_at is not when the record was last modified"),
  occurred_at: instant(
    "When the value changed, UTC: when the record was last modified, else when it was loaded; for the first value, when the record was created",
  ),
};

/** A history of fields made by comparing loads. A value that came and went between two loads is not in it. */
export const states_observed = model({
  name: "intermediate.states_observed",
  about: "One row per record, tracked field and load in which its value differs from the load before.",
  materialized: "table",
  grain: ["system", "entity", "record_id", "field", "change_id"],
  from: { values: field_values },
  columns,
  select: () => sql<RowOf<typeof columns>>`
    select
      system,
      lower(entity) as entity,
      record_id,
      lower(field) as field,
      lpad(row_number() over versions::varchar, 6, '0') as change_id,
      lag(value) over versions as value_before,
      value,
      row_number() over versions = 1 as is_first,
      row_number() over versions = 1 or changed_at is null as is_approximate,
      case when row_number() over versions = 1 then coalesce(made_at, changed_at, loaded_at)
        else coalesce(changed_at, loaded_at) end as occurred_at
    from "values"
    window versions as (
      partition by system, lower(entity), record_id, lower(field)
      order by coalesce(changed_at, loaded_at), loaded_at, version_no
    )`,
});
