import { unasked } from "../../../../src/table/columns.js";
import { source } from "../../../../src/table/model.js";
import { systemColumn } from "../../../../src/table/source_columns.js";
import { fieldHistoryColumns } from "../shared/field_history.js";
import { salesforceIdColumn, salesforceOrigin } from "../shared/salesforce.js";

const history = fieldHistoryColumns("StageName, Amount, CloseDate, Owner, created, ...", "the stage");

/** It has no `history`: it only fills in what OpportunityHistory lacks, so a late beginning is no loss by itself. */
export const salesforce_opportunity_field_history = source({
  name: "raw.salesforce_opportunity_field_history",
  about: "One row per change of a tracked field of an opportunity in a Salesforce org.",
  origin: salesforceOrigin("OpportunityFieldHistory", {
    enables: "times of stages without OpportunityHistory",
  }),
  grain: ["system", "Id"],
  columns: {
    system: systemColumn,
    Id: salesforceIdColumn("Id of the history row, prefix 017"),
    OpportunityId: salesforceIdColumn("Opportunity that was changed"),
    ...history,
    OldValue: unasked(history.OldValue),
  },
});
