import { enables, flag, nullable, text, unasked, withBinding } from "../../../../src/table/columns.js";
import { source } from "../../../../src/table/model.js";
import { recordIdColumn, systemColumn } from "../../../../src/table/source_columns.js";
import { hubspotOrigin, isDeleted } from "../shared/hubspot.js";

export const hubspot_deal_pipeline_stages = source({
  name: "raw.hubspot_deal_pipeline_stages",
  about: "One row per stage of a deal pipeline.",
  origin: hubspotOrigin("DealPipelineStage", {
    otherNames: ["deal_pipeline_stages", "hubspot_deal_pipeline_stages"],
    enables: "which deal stages mean won and lost",
    deletedColumn: "is_deleted",
  }),
  grain: ["system", "stage_id"],
  columns: {
    system: systemColumn,
    stage_id: recordIdColumn("Id of the stage", "id"),
    pipeline_id: nullable(recordIdColumn("Pipeline that the stage belongs to")),
    label: nullable(text("Name of the stage")),
    is_closed: enables(
      "closed deals",
      nullable(
        withBinding(
          { orHeaders: ["isClosed"] },
          flag("True if deals in this stage are closed; null if the export does not say"),
        ),
      ),
    ),
    closed_won: enables(
      "won deals",
      nullable(
        withBinding(
          { orHeaders: ["closedWon"] },
          flag("True if deals in this stage are won; null if the export does not say"),
        ),
      ),
    ),
    is_deleted: unasked(isDeleted),
  },
});
