import { canonicalEntity } from "../../src/table/canonical_entity.js";
import { flag, instant, nullable, personal, text } from "../../src/table/columns.js";
import { partsOf } from "../shared/adapter_parts.js";

const columns = {
  system: text("Name of the source in closedloop.yaml"),
  entity: text(
    "Object of the record as the stage map names it, in lower case, e.g. lead for Salesforce and leads for Marketo",
  ),
  record_id: text("Id of the record in the source"),
  field: text("Field that changed, as closedloop.yaml or the stage map writes it, in lower case"),
  attribute: nullable(
    text("Attribute of people that the field holds, e.g. job_title or owner_id; null if it holds none by itself"),
  ),
  is_of_account: nullable(
    flag("True if the record is an account: its attributes count for the people who name it; null means false"),
  ),
  change_id: text(
    "Id of the change; among changes in the same second, the larger id is the later one if the source orders them",
  ),
  old_value: nullable(personal(text("Value before the change; null if blank"))),
  new_value: nullable(personal(text("Value after the change; null if blank"))),
  occurred_at: instant("When it changed, UTC"),
};

export const source_field_changes = canonicalEntity({
  name: "intermediate.source_field_changes",
  about:
    "One row per change of a field of a person's record, and of an attribute of an account, from sources that record a history.",
  materialized: "table",
  grain: ["system", "entity", "record_id", "field", "change_id"],
  columns,
  parts: partsOf("field_changes"),
});
