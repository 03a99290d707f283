import { sql } from "kysely";
import { instant, nullable, personal, pickColumns, type RowOf, text } from "../../src/table/columns.js";
import { comparisonKey, plainNumber } from "../../src/table/dialect.js";
import { model } from "../../src/table/model.js";
import { custom_fields } from "../run/custom_fields.js";
import { field_values } from "../run/field_values.js";

const columns = {
  ...pickColumns(field_values, "system"),
  entity: text("Object of the record, in lower case, e.g. lead"),
  ...pickColumns(field_values, "record_id"),
  attribute: text("Attribute as closedloop.yaml or a fit rule names it, e.g. persona"),
  value: nullable(personal(text("Value of the attribute from then on; null if the field was blank"))),
  observed_at: instant("Time from which the record is known to have the value, UTC"),
};

export const source_attributes = model({
  name: "intermediate.source_attributes",
  about:
    "One row per record, attribute and change of its value: every custom attribute, and a standard attribute only for records in which it changed between loads.",
  materialized: "view",
  grain: ["system", "entity", "record_id", "attribute", "observed_at"],
  from: { values: field_values, fields: custom_fields },
  columns,
  select: () => sql<RowOf<typeof columns>>`
    with named as (
      select
        "values".* replace (coalesce(fields.attribute, "values".attribute, "values".field) as attribute),
        row_number() over (
          partition by "values".system, "values".entity, "values".record_id, "values".field
          order by coalesce("values".changed_at, "values".loaded_at), "values".loaded_at
        ) = 1 as is_first
      from "values"
      left join fields on fields.system = "values".system and lower(fields.field) = lower("values".field)
      where fields.attribute is not null or "values".product = 'mapped'
        -- A custom field that the team maps to an attribute replaces the standard field of that name.
        or ("values".attribute is not null and not exists (
          from fields as own where own.system = "values".system and own.attribute = "values".attribute
        ))
    )
    select
      system,
      lower(entity) as entity,
      record_id,
      attribute,
      case attribute
        when 'email' then ${comparisonKey("value")}
        when 'annual_revenue' then ${plainNumber("value")}
        else value end as value,
      case when is_first then coalesce(made_at, changed_at, loaded_at)
        else coalesce(changed_at, loaded_at) end as observed_at
    from named
    qualify row_number() over (
      partition by system, lower(entity), record_id, attribute, observed_at order by loaded_at desc, value
    ) = 1`,
});
