import { nullable, text } from "../../src/table/columns.js";
import { source } from "../../src/table/model.js";
import { lookupMark } from "../shared/lookup_mark.js";

export const activity_map = source({
  name: "raw.activity_map",
  about: "One row per raw activity type of a product, and the canonical type that it means.",
  origin: { kind: "reference", file: "activity_map.csv" },
  grain: ["system", "raw_type", "asset"],
  columns: {
    system: text("Product, e.g. salesforce"),
    raw_type: text("Number or name of the type; case and outer spaces do not matter"),
    asset: nullable(text("Pattern of the asset with * and ?; null matches any asset")),
    activity_type: text("Canonical type, e.g. webinar_attendance"),
    ...lookupMark,
  },
});
