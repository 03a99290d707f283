import { nullable, text } from "../../src/table/columns.js";
import { source } from "../../src/table/model.js";

export const activity_map = source({
  name: "raw.activity_map",
  about: "One row per raw activity of a system and its canonical type.",
  origin: { kind: "reference", file: "activity_map.csv" },
  grain: ["system", "raw_type", "asset"],
  columns: {
    system: text("The product: salesforce, marketo"),
    raw_type: text("Type id or name, compared trimmed and without case"),
    asset: nullable(text("Glob on the asset, * and ?; null: any")),
    activity_type: text("Canonical type"),
  },
});
