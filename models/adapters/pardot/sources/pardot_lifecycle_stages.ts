import { enables, instant, nullable, text } from "../../../../src/table/columns.js";
import { source } from "../../../../src/table/model.js";
import { recordIdColumn, systemColumn } from "../../../../src/table/source_columns.js";
import { pardotOrigin, updatedAt } from "../shared/pardot.js";

export const pardot_lifecycle_stages = source({
  name: "raw.pardot_lifecycle_stages",
  about: "One row per lifecycle stage of a Pardot account, as last loaded.",
  origin: pardotOrigin("lifecycle_stages", {
    otherNames: ["lifecycle_stage", "lifecycle-stages", "lifecycleStage", "lifecycleStages"],
    enables: "names of the stages in lifecycle_histories; without them the stage map must name their ids",
    createdColumn: "created_at",
    changedColumns: ["updated_at"],
  }),
  grain: ["system", "id"],
  columns: {
    system: systemColumn,
    id: recordIdColumn("Id of the stage, a whole number"),
    name: enables("names of lifecycle stages", nullable(text("Name of the stage"))),
    created_at: nullable(instant("When the stage was created, UTC")),
    updated_at: updatedAt,
  },
});
