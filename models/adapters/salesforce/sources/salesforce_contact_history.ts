import { source } from "../../../../src/table/model.js";
import { systemColumn } from "../../../../src/table/source_columns.js";
import { fieldHistoryColumns, fieldHistoryLimit } from "../shared/field_history.js";
import { salesforceIdColumn, salesforceOrigin } from "../shared/salesforce.js";

export const salesforce_contact_history = source({
  name: "raw.salesforce_contact_history",
  about:
    "One row per change of a tracked field of a contact in a Salesforce org; a change of owner has two rows, one with names and one with ids.",
  origin: salesforceOrigin("ContactHistory", {
    enables: "exact times of stages of contacts, and their owners",
    history: {
      of: "Contact",
      limit: fieldHistoryLimit,
      remedy: "export a field with the date of the stage and map it with * in stage_map.csv",
    },
  }),
  grain: ["system", "Id"],
  people: { ids: ["ContactId"] },
  columns: {
    system: systemColumn,
    Id: salesforceIdColumn("Id of the history row"),
    ContactId: salesforceIdColumn("Contact that was changed"),
    ...fieldHistoryColumns(
      "Contact_Status__c, contactMerged, created, ownerAssignment, ...",
      "the value of a stage field",
    ),
  },
});
