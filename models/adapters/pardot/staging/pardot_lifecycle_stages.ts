import { staged, trimmedToNull } from "../../../../src/table/staged.js";
import { pardot_lifecycle_stages as raw } from "../sources/pardot_lifecycle_stages.js";

export const pardot_lifecycle_stages = staged(raw, {
  name: "staging.pardot_lifecycle_stages",
  about: "One row per lifecycle stage of Pardot, columns renamed.",
  grain: ["system", "stage_id"],
  columns: {
    system: "system",
    stage_id: "id",
    name: trimmedToNull("name"),
  },
});
