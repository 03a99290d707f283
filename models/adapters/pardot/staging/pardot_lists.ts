import { staged } from "../../../../src/table/staged.js";
import { pardot_lists as raw } from "../sources/pardot_lists.js";

export const pardot_lists = staged(raw, {
  name: "staging.pardot_lists",
  about: "One row per Pardot list, columns renamed.",
  grain: ["system", "list_id"],
  columns: {
    system: "system",
    list_id: "id",
    name: "name",
    is_dynamic: "is_dynamic",
  },
});
