import { source } from "../../../../src/table/model.js";
import { recordIdColumn, replicaDeletedColumn, systemColumn } from "../../../../src/table/source_columns.js";
import { pardotOrigin, updatedAt } from "../shared/pardot.js";

export const pardot_opportunity_prospects = source({
  name: "raw.pardot_opportunity_prospects",
  about: "One row per prospect on an opportunity of a Pardot account.",
  origin: pardotOrigin("opportunity_prospects", {
    otherNames: ["opportunity_prospect", "opportunityProspect", "opportunityProspects"],
    enables: "the people on opportunities that are in no CRM",
    changedColumns: ["updated_at"],
    deletedColumn: "is_deleted",
    whenMissing: "ended",
  }),
  grain: ["system", "opportunity_id", "prospect_id"],
  people: { ids: ["prospect_id"] },
  columns: {
    system: systemColumn,
    opportunity_id: recordIdColumn("Opportunity"),
    prospect_id: recordIdColumn("Prospect on the opportunity"),
    is_deleted: replicaDeletedColumn("the prospect was taken off the opportunity"),
    updated_at: updatedAt,
  },
});
