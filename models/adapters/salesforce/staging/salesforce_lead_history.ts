import { flag, instant, nullable, personal, text } from "../../../../src/table/columns.js";
import { model } from "../../../../src/table/model.js";
import { salesforceId } from "../../../../src/table/salesforce_id.js";
import { salesforce_lead_history as raw } from "../sources/salesforce_lead_history.js";

export const salesforce_lead_history = model({
  name: "staging.salesforce_lead_history",
  about:
    "One row per change of a tracked field of a Salesforce lead, renamed; an owner change has two, of names and of ids.",
  materialized: "view",
  grain: ["system", "lead_history_id"],
  from: { raw },
  columns: {
    system: text("Source as closedloop.yaml names it"),
    lead_history_id: text("History row id"),
    lead_id: text("Lead that changed"),
    created_by_id: nullable(text("User who changed it")),
    field: text("API name of the field, or an event: leadConverted, leadMerged, created, ownerAssignment"),
    old_value: nullable(personal(text("Value before the change; null if blank, or of a long text"))),
    new_value: nullable(personal(text("Value after the change; null if blank, or of a long text"))),
    data_type: nullable(text("Type of the values: Text, EntityId, ...; null if the export does not say")),
    is_deleted: flag("In the recycle bin; false if the export does not say"),
    created_at: instant("When it changed, UTC; several changes of one second have no order"),
  },
  select: (db) =>
    db
      .selectFrom("raw")
      .select(({ fn, lit, ref }) => [
        "system",
        salesforceId(ref("Id")).as("lead_history_id"),
        salesforceId(ref("LeadId")).as("lead_id"),
        salesforceId(ref("CreatedById")).as("created_by_id"),
        "Field as field",
        "OldValue as old_value",
        "NewValue as new_value",
        "DataType as data_type",
        fn.coalesce("IsDeleted", lit(false)).as("is_deleted"),
        "CreatedDate as created_at",
      ]),
});
