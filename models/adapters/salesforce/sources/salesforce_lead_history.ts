import { source } from "../../../../src/table/model.js";
import { systemColumn } from "../../../../src/table/source_columns.js";
import { fieldHistoryColumns, fieldHistoryLimit } from "../shared/field_history.js";
import { salesforceIdColumn, salesforceOrigin } from "../shared/salesforce.js";

export const salesforce_lead_history = source({
  name: "raw.salesforce_lead_history",
  about:
    "One row per change of a tracked field of a lead in a Salesforce org; a change of owner has two rows, one with names and one with ids.",
  origin: salesforceOrigin("LeadHistory", {
    enables: "exact times of MQL, SAL, SQL and rejection, and past MQLs are known only from a date field",
    history: {
      of: "Lead",
      limit: fieldHistoryLimit,
      remedy:
        "export a field with the date of the MQL and map it with * in stage_map.csv, or read only cohorts after that day",
    },
  }),
  grain: ["system", "Id"],
  people: { ids: ["LeadId"] },
  columns: {
    system: systemColumn,
    Id: salesforceIdColumn("Id of the history row, prefix 017"),
    LeadId: salesforceIdColumn("Lead that was changed"),
    ...fieldHistoryColumns("Status, leadConverted, leadMerged, created, ownerAssignment, ...", "the status"),
  },
});
