import { enables, instant, nullable, text } from "../../../../src/table/columns.js";
import { source } from "../../../../src/table/model.js";
import { recordIdColumn, systemColumn } from "../../../../src/table/source_columns.js";
import { pardotOrigin } from "../shared/pardot.js";

export const pardot_lifecycle_histories = source({
  name: "raw.pardot_lifecycle_histories",
  about: "One row per change of a prospect's lifecycle stage in a Pardot account.",
  origin: pardotOrigin("lifecycle_histories", {
    otherNames: ["lifecycle_history", "lifecycle-histories", "lifecycleHistory", "lifecycleHistories"],
    enables: "exact times of Pardot's own lifecycle stages",
    createdColumn: "created_at",
  }),
  grain: ["system", "id"],
  people: { ids: ["prospect_id"] },
  columns: {
    system: systemColumn,
    id: recordIdColumn("Id of the change, a whole number"),
    prospect_id: text("Prospect whose stage changed"),
    previous_stage_id: enables(
      "the stage before the first recorded change",
      nullable(text("Stage before the change; null for the first stage")),
    ),
    next_stage_id: enables(
      "the stage after a change; without it and its name the history is useless",
      nullable(text("Stage after the change")),
    ),
    previous_stage_name: nullable(text("Name of the stage before the change; null if the export has only its id")),
    next_stage_name: nullable(text("Name of the stage after the change; null if the export has only its id")),
    created_at: instant("When it changed, UTC"),
  },
});
