import { canonicalEntity } from "../../src/table/canonical_entity.js";
import { text } from "../../src/table/columns.js";
import { partsOf } from "../shared/adapter_parts.js";

const columns = {
  product: text("Product: marketo or pardot"),
  raw_id: text("Number of the type, e.g. 1"),
  name: text("Name of the type, e.g. Visit Webpage"),
};

export const source_activity_names = canonicalEntity({
  name: "intermediate.source_activity_names",
  about: "One row per standard activity type that has both a number and a name.",
  materialized: "view",
  grain: ["product", "raw_id"],
  columns,
  parts: partsOf("activity_names"),
});
