import { canonicalEntity } from "../../src/table/canonical_entity.js";
import { text } from "../../src/table/columns.js";
import { partsOf } from "../shared/adapter_parts.js";

const columns = {
  product: text("The product: marketo, pardot"),
  raw_id: text("Its number"),
  name: text("Its name"),
};

export const source_activity_names = canonicalEntity({
  name: "intermediate.source_activity_names",
  about: "One row per standard activity type of a product that has a number as well as a name.",
  materialized: "view",
  grain: ["product", "raw_id"],
  columns,
  parts: partsOf("activity_names"),
});
