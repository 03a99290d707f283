import { sql } from "kysely";
import { nullable, type RowOf, text } from "../../src/table/columns.js";
import { comparisonKey } from "../../src/table/dialect.js";
import { model } from "../../src/table/model.js";
import { source_activity_names } from "../canonical/source_activity_names.js";
import { activity_map } from "../lookups/activity_map.js";

const columns = {
  system: text("The product, lower case"),
  raw_type: text(
    "Type in the spelling of comparison; of a standard type that has a number its name, whichever the map has",
  ),
  asset: nullable(text("Glob on the asset; null: any")),
  activity_type: text("Canonical type"),
};

export const activity_words = model({
  name: "intermediate.activity_words",
  about:
    "One row per type and asset that the activity map knows; where it names a type twice, its name counts, not its id.",
  materialized: "view",
  grain: ["system", "raw_type", "asset"],
  from: { map: activity_map, standard: source_activity_names },
  columns,
  select: () => sql<RowOf<typeof columns>>`
    with spelled as (
      select ${comparisonKey("map.system")} as system, coalesce(${comparisonKey("standard.name")}, ${comparisonKey("map.raw_type")}) as raw_type,
        map.asset, map.activity_type, standard.name is not null as is_id
      from map
      left join standard on standard.product = ${comparisonKey("map.system")} and standard.raw_id = trim(map.raw_type)
    )
    select system, raw_type, asset, activity_type
    from spelled
    qualify row_number() over (partition by system, raw_type, asset order by is_id, activity_type) = 1`,
});
