import { flag, instant, nullable, personal, text, whole } from "../../src/table/columns.js";
import { source } from "../../src/table/model.js";

export const field_values = source({
  name: "raw.field_values",
  about:
    "One row per record, tracked field and load in which its value changed: fields with stages, reasons and custom attributes, and standard attributes of records in which they changed.",
  origin: { kind: "tracked" },
  grain: ["system", "entity", "record_id", "field", "loaded_at"],
  columns: {
    product: text("Product of the source, e.g. salesforce"),
    system: text("Name of the source in closedloop.yaml"),
    entity: text("Object of the record, e.g. Lead"),
    record_id: text("Id of the record"),
    field: text("Field as closedloop.yaml or the stage map writes it, else as the export does"),
    attribute: nullable(
      text("Attribute of people that the field holds, e.g. job_title; null if the configuration names the field"),
    ),
    is_of_account: nullable(
      flag("True if the record is an account: its attributes count for the people who name it; null means false"),
    ),
    value: nullable(personal(text("Value of the field, trimmed; null if blank"))),
    made_at: nullable(instant("When the record was created, UTC; null if the export does not say")),
    changed_at: nullable(instant("When the record last changed, UTC; null if the export does not say")),
    version_no: whole("Number of the version of the record's field; it orders versions that one run loaded"),
    loaded_at: instant("When it was loaded, by the clock of the run, UTC"),
  },
});
