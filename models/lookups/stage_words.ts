import { sql } from "kysely";
import { stages } from "../../src/base/lifecycle.js";
import { flag, nullable, oneOf, type RowOf, text } from "../../src/table/columns.js";
import { comparisonKey } from "../../src/table/dialect.js";
import { model } from "../../src/table/model.js";
import { stage_map } from "./stage_map.js";

const columns = {
  product: text("The product: salesforce, marketo"),
  entity: text("Object that has the field, lower case"),
  field: text("The field, lower case"),
  value: text("The value, trimmed and lower case; * where the field is the date of the stage"),
  stage: nullable(oneOf(stages, "What it means; null: known, and no stage")),
  is_date_field: flag("Whether the field says when the stage was reached"),
};

export const stage_words = model({
  name: "intermediate.stage_words",
  about: "One row per object, field and value that the stage map knows, in the spelling of comparison.",
  materialized: "view",
  grain: ["product", "entity", "field", "value"],
  from: { stage_map },
  columns,
  select: () => sql<RowOf<typeof columns>>`
    select lower(system) as product, lower(entity) as entity, lower(field) as field, ${comparisonKey("value")} as value,
      min(stage) as stage, trim(value) = '*' as is_date_field
    from stage_map
    group by lower(system), lower(entity), lower(field), ${comparisonKey("value")}, trim(value) = '*'`,
});
