import { canonicalEntity } from "../../src/table/canonical_entity.js";
import { nullable, oneOf, text } from "../../src/table/columns.js";
import { partsOf } from "../shared/adapter_parts.js";

const columns = {
  system: text("Source of the first record"),
  entity: text("Object of the first record, e.g. lead"),
  record_id: text("Id of the first record"),
  other_system: text("Source of the second record"),
  other_entity: nullable(
    text(
      "Object of the second record; null if the source does not say: then it is the only record of a person with that id",
    ),
  ),
  other_record_id: text("Id of the second record"),
  reason: oneOf(["conversion", "link", "merge"], "Why they are one person, from strongest to weakest"),
};

export const source_links_given = canonicalEntity({
  name: "intermediate.source_links_given",
  about:
    "One row per pair of records that an export says are one person, and the reason; merges named in the merged record itself are not included.",
  materialized: "table",
  grain: ["system", "entity", "record_id", "other_system", "other_entity", "other_record_id", "reason"],
  columns,
  parts: partsOf("links"),
});
