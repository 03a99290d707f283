import { sql } from "kysely";
import { stages } from "../../src/base/lifecycle.js";
import { flag, nullable, oneOf, type RowOf, text } from "../../src/table/columns.js";
import { comparisonKey } from "../../src/table/dialect.js";
import { model } from "../../src/table/model.js";
import { stage_map } from "./stage_map.js";

const columns = {
  product: text("Product, e.g. salesforce"),
  entity: text("Object that has the field, in lower case, e.g. lead"),
  field: text("Field, in lower case, e.g. status"),
  value: text("Value, trimmed and in lower case, e.g. working; * if the field holds the date of the stage"),
  stage: nullable(oneOf(stages, "Stage that the value means; null if the value means none")),
  is_date_field: flag("True if the field holds the date of the stage"),
};

export const stage_words = model({
  name: "intermediate.stage_words",
  about: "One row per object, field and value in the stage map, trimmed and in lower case.",
  materialized: "view",
  grain: ["product", "entity", "field", "value"],
  from: { stage_map },
  columns,
  select: () => sql<RowOf<typeof columns>>`
    select
      lower(system) as product,
      lower(entity) as entity,
      lower(field) as field,
      ${comparisonKey("value")} as value,
      min(stage) as stage,
      trim(value) = '*' as is_date_field
    from stage_map
    group by lower(system), lower(entity), lower(field), ${comparisonKey("value")}, trim(value) = '*'`,
});
