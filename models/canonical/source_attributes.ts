import { sql } from "kysely";
import { instant, nullable, personal, type RowOf, text } from "../../src/table/columns.js";
import { comparisonKey, plainNumber } from "../../src/table/dialect.js";
import { model } from "../../src/table/model.js";
import { custom_fields } from "../run/custom_fields.js";
import { field_values } from "../run/field_values.js";

const columns = {
  system: text("Source"),
  record_id: text("Record"),
  attribute: text("Attribute, as closedloop.yaml or a fit rule names it"),
  value: nullable(personal(text("Its value; null: an observed blank"))),
  observed_at: instant("When it was first seen to be so, UTC"),
};

export const source_attributes = model({
  name: "intermediate.source_attributes",
  about:
    "One row per record, custom attribute and change of its value; of standard attributes the records in which one changed from load to load.",
  materialized: "view",
  grain: ["system", "record_id", "attribute", "observed_at"],
  from: { values: field_values, fields: custom_fields },
  columns,
  select: () => sql<RowOf<typeof columns>>`
    with named as (
      select "values".* replace (coalesce(fields.attribute, "values".attribute, "values".field) as attribute),
        row_number() over (
          partition by "values".system, "values".entity, "values".record_id, "values".field
          order by coalesce("values".changed_at, "values".loaded_at), "values".loaded_at
        ) = 1 as is_first
      from "values"
      left join fields on fields.system = "values".system and lower(fields.field) = lower("values".field)
      where fields.attribute is not null or "values".product = 'mapped'
        -- What the team maps to an attribute on purpose goes before the standard field of that name.
        or ("values".attribute is not null and not exists (
          from fields as own where own.system = "values".system and own.attribute = "values".attribute
        ))
    )
    select system, record_id, attribute,
      case attribute when 'email' then ${comparisonKey("value")} when 'annual_revenue' then ${plainNumber("value")}
        else value end as value,
      case when is_first then coalesce(made_at, changed_at, loaded_at) else coalesce(changed_at, loaded_at) end as observed_at
    from named
    qualify row_number() over (
      partition by system, record_id, attribute, observed_at order by loaded_at desc, value
    ) = 1`,
});
