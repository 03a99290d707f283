import { nullable, oneOf, text } from "../../src/table/columns.js";
import { source } from "../../src/table/model.js";
import { lookupMark } from "../shared/lookup_mark.js";

export const stage_map = source({
  name: "raw.stage_map",
  about: "One row per object, field and value of a product, and the lifecycle stage that the value means.",
  origin: { kind: "reference", file: "stage_map.csv" },
  grain: ["system", "entity", "field", "value"],
  columns: {
    system: text("Product, e.g. salesforce"),
    entity: text("Object that has the field, e.g. Lead"),
    field: text("Field, in any case, e.g. Status"),
    value: text("Value, e.g. Working; case and outer spaces do not matter; * if the field holds the date of the stage"),
    stage: nullable(
      oneOf(
        ["mql", "sal", "sql", "opportunity", "won", "lost", "rejected", "recycled"],
        "Stage that the value means; null if the value means none",
      ),
    ),
    ...lookupMark,
  },
});
