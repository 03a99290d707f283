import { nullable, oneOf, text } from "../../src/table/columns.js";
import { source } from "../../src/table/model.js";

export const stage_map = source({
  name: "raw.stage_map",
  about: "One row per object, field and value of a system and the lifecycle stage that it means.",
  origin: { kind: "reference", file: "stage_map.csv" },
  grain: ["system", "entity", "field", "value"],
  columns: {
    system: text("The product: salesforce, marketo"),
    entity: text("Object that has the field: Lead"),
    field: text("The field; any case"),
    value: text("The value, compared trimmed and without case; * where the field is the date of the stage"),
    stage: nullable(
      oneOf(
        ["mql", "sal", "sql", "opportunity", "won", "lost", "rejected", "recycled"],
        "What it means; null: known, and no stage",
      ),
    ),
  },
});
