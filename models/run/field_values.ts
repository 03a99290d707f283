import { instant, nullable, personal, text } from "../../src/table/columns.js";
import { source } from "../../src/table/model.js";

export const field_values = source({
  name: "raw.field_values",
  about:
    "One row per record, followed field and load in which its value changed: stages, reasons, custom attributes; of standard attributes only where a record changed.",
  origin: { kind: "tracked" },
  grain: ["system", "entity", "record_id", "field", "loaded_at"],
  columns: {
    product: text("Product of the source: salesforce, mapped"),
    system: text("Source as closedloop.yaml names it"),
    entity: text("Object of the record: Lead, people"),
    record_id: text("Id of the record"),
    field: text("The field as the configuration writes it, else as the export heads it"),
    attribute: nullable(text("Attribute of people that it states, where the configuration does not name the field")),
    value: nullable(personal(text("Its value, trimmed; null if blank"))),
    made_at: nullable(instant("When the record was made, UTC; null if the export does not say")),
    changed_at: nullable(instant("When the record last changed, UTC; null if the export does not say")),
    loaded_at: instant("The clock of the run that loaded it, UTC"),
  },
});
