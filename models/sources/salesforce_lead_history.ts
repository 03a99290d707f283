import { bound, flag, instant, nullable, personal, text } from "../../src/columns.js";
import { source } from "../../src/model.js";

export const salesforce_lead_history = source({
  name: "raw.salesforce_lead_history",
  about: "One row per change of a tracked field of a lead in a Salesforce org.",
  origin: {
    kind: "export",
    product: "salesforce",
    object: "LeadHistory",
    made: "CreatedDate",
  },
  grain: ["system", "Id"],
  columns: {
    system: bound({ given: "system" }, text("Source as closedloop.yaml names it")),
    Id: bound({ recordId: "salesforce" }, text("15 or 18 characters, prefix 017")),
    LeadId: bound({ recordId: "salesforce" }, text("Lead that changed")),
    CreatedById: nullable(text("User who changed it")),
    Field: text("API name of the field, or an event: leadConverted, leadMerged, created, ownerAssignment"),
    OldValue: nullable(bound({ longest: 4000 }, personal(text("Value before the change; may name a person")))),
    NewValue: nullable(bound({ longest: 4000 }, personal(text("Value after the change; may name a person")))),
    DataType: nullable(text("Type of the values: Text, EntityId, ...")),
    IsDeleted: nullable(flag("In the recycle bin; null if the export does not say")),
    CreatedDate: instant("When it changed, UTC"),
  },
});
