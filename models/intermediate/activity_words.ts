import { sql } from "kysely";
import { pickColumns, type RowOf, text } from "../../src/table/columns.js";
import { comparisonKey } from "../../src/table/dialect.js";
import { model } from "../../src/table/model.js";
import { source_activity_names } from "../canonical/source_activity_names.js";
import { activity_map } from "../lookups/activity_map.js";

const columns = {
  system: text("The product, lower case, e.g. marketo"),
  raw_type: text(
    "Type in the product's own words, trimmed and in lower case. For a standard type it is the name, even if the map has the number, e.g. visit webpage for Marketo's 1",
  ),
  ...pickColumns(activity_map, "asset", "activity_type"),
};

export const activity_words = model({
  name: "intermediate.activity_words",
  about:
    "One row per type and asset of activity_map.csv; if the file has a type by name and by number, the row with the name counts.",
  materialized: "view",
  grain: ["system", "raw_type", "asset"],
  from: { map: activity_map, standard: source_activity_names },
  columns,
  select: () => sql<RowOf<typeof columns>>`
    with spelled as (
      select
        ${comparisonKey("map.system")} as system,
        coalesce(${comparisonKey("standard.name")}, ${comparisonKey("map.raw_type")}) as raw_type,
        map.asset,
        map.activity_type,
        standard.name is not null as is_id
      from map
      left join standard on standard.product = ${comparisonKey("map.system")}
        and standard.raw_id = trim(map.raw_type)
    )
    select system, raw_type, asset, activity_type
    from spelled
    qualify row_number() over (partition by system, raw_type, asset order by is_id, activity_type) = 1`,
});
