import { canonicalEntity } from "../../src/table/canonical_entity.js";
import { instant, nullable, personal, text } from "../../src/table/columns.js";
import { partsOf } from "../shared/adapter_parts.js";

const columns = {
  system: text("Source"),
  entity: text("Object of the record, lower case, as the stage map names it: lead of Salesforce, leads of Marketo"),
  record_id: text("Record"),
  field: text("Field that changed, lower case, as the configuration writes it"),
  change_id: text("The change; of one second the larger is the later, if the source has any order"),
  old_value: nullable(personal(text("Value before; null if blank"))),
  new_value: nullable(personal(text("Value after; null if blank"))),
  occurred_at: instant("When it changed, UTC"),
};

export const source_field_changes = canonicalEntity({
  name: "intermediate.source_field_changes",
  about: "One row per change of a field of a record that a history tells.",
  materialized: "view",
  grain: ["system", "entity", "record_id", "field", "change_id"],
  columns,
  parts: partsOf("field_changes"),
});
