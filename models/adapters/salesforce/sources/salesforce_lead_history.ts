import { enables, instant, nullable, personal, text, withBinding } from "../../../../src/table/columns.js";
import { source } from "../../../../src/table/model.js";
import { systemColumn } from "../../../../src/table/source_columns.js";
import { isDeletedColumn, salesforceIdColumn, salesforceOrigin } from "../shared/salesforce.js";

export const salesforce_lead_history = source({
  name: "raw.salesforce_lead_history",
  about:
    "One row per change of a tracked field of a lead in a Salesforce org; a change of owner has two rows, one with names and one with ids.",
  origin: salesforceOrigin("LeadHistory", {
    enables: "exact times of MQL, SAL, SQL and rejection, and past MQLs are known only from a date field",
    history: {
      of: "Lead",
      limit:
        "Salesforce keeps field history for 18 months (24 through the API), and only from the day tracking was switched on",
      remedy:
        "export a field with the date of the MQL and map it with * in stage_map.csv, or read only cohorts after that day",
    },
  }),
  grain: ["system", "Id"],
  columns: {
    system: systemColumn,
    Id: salesforceIdColumn("Id of the history row, prefix 017"),
    LeadId: salesforceIdColumn("Lead that was changed"),
    CreatedById: nullable(salesforceIdColumn("User who made the change")),
    Field: text("API name of the field, e.g. Status, or an event: leadConverted, leadMerged, created, ownerAssignment"),
    OldValue: enables(
      "the status before the first recorded change",
      nullable(
        withBinding(
          { longest: 4000 },
          personal(text("Value before the change, which may name a person; null if blank, and for long texts")),
        ),
      ),
    ),
    NewValue: enables(
      "the status after a change; without it the history is useless",
      nullable(
        withBinding(
          { longest: 4000 },
          personal(text("Value after the change, which may name a person; null if blank, and for long texts")),
        ),
      ),
    ),
    DataType: nullable(text("Type of the values, e.g. Text or EntityId; null if the export does not say")),
    IsDeleted: isDeletedColumn(),
    CreatedDate: instant("When it changed, UTC; the order of changes in the same second is unknown"),
  },
});
