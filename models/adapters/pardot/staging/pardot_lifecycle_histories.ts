import { staged, trimmed, trimmedToNull } from "../../../../src/table/staged.js";
import { pardot_lifecycle_histories as raw } from "../sources/pardot_lifecycle_histories.js";

export const pardot_lifecycle_histories = staged(raw, {
  name: "staging.pardot_lifecycle_histories",
  about: "One row per change of a Pardot prospect's lifecycle stage, columns renamed.",
  grain: ["system", "lifecycle_history_id"],
  columns: {
    system: "system",
    lifecycle_history_id: "id",
    prospect_id: trimmed("prospect_id"),
    previous_stage_id: trimmedToNull("previous_stage_id"),
    next_stage_id: trimmedToNull("next_stage_id"),
    previous_stage_name: trimmedToNull("previous_stage_name"),
    next_stage_name: trimmedToNull("next_stage_name"),
    created_at: "created_at",
  },
});
