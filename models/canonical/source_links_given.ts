import { canonicalEntity } from "../../src/table/canonical_entity.js";
import { oneOf, text } from "../../src/table/columns.js";
import { partsOf } from "../shared/adapter_parts.js";

const columns = {
  system: text("Source of the one record"),
  record_id: text("The one record"),
  other_system: text("Source of the other"),
  other_record_id: text("The other record"),
  reason: oneOf(["conversion", "link", "merge"], "Why they are one human, strongest first"),
};

export const source_links_given = canonicalEntity({
  name: "intermediate.source_links_given",
  about:
    "One row per pair of records that an export says are one human, and the reason; merges that a record itself tells are not among them.",
  materialized: "view",
  grain: ["system", "record_id", "other_system", "other_record_id", "reason"],
  columns,
  parts: partsOf("links"),
});
