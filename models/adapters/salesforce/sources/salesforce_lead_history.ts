import { enables, flag, instant, nullable, personal, text, withBinding } from "../../../../src/table/columns.js";
import { source } from "../../../../src/table/model.js";

export const salesforce_lead_history = source({
  name: "raw.salesforce_lead_history",
  about: "One row per change of a tracked field of a lead in a Salesforce org.",
  origin: {
    kind: "export",
    product: "salesforce",
    object: "LeadHistory",
    deletedColumn: "IsDeleted",
    enables:
      "exact instants of MQL, SAL, SQL and rejection; without it past MQLs are unknown unless a date field says them",
    history: {
      of: "Lead",
      limit:
        "Salesforce keeps field history 18 months (24 through the API), from the day on which tracking was switched on",
      remedy: "export a field with the date of the MQL, map it with * in stage_map.csv, and read cohorts from then on",
    },
    createdColumn: "CreatedDate",
  },
  grain: ["system", "Id"],
  columns: {
    system: withBinding({ given: "system" }, text("Source as closedloop.yaml names it")),
    Id: withBinding({ recordId: "salesforce" }, text("15 or 18 characters, prefix 017")),
    LeadId: withBinding({ recordId: "salesforce" }, text("Lead that changed")),
    CreatedById: nullable(text("User who changed it")),
    Field: text("API name of the field, or an event: leadConverted, leadMerged, created, ownerAssignment"),
    OldValue: enables(
      "the status before the first known change",
      nullable(withBinding({ longest: 4000 }, personal(text("Value before the change; may name a person")))),
    ),
    NewValue: enables(
      "what the status became: without it the history says nothing",
      nullable(withBinding({ longest: 4000 }, personal(text("Value after the change; may name a person")))),
    ),
    DataType: nullable(text("Type of the values: Text, EntityId, ...")),
    IsDeleted: enables(
      "deleted records are left out; without it they count for ever",
      nullable(flag("In the recycle bin; null if the export does not say")),
    ),
    CreatedDate: instant("When it changed, UTC"),
  },
});
