import { staged, trimmedToNull } from "../../../../src/table/staged.js";
import { pardot_visitors as raw } from "../sources/pardot_visitors.js";

export const pardot_visitors = staged(raw, {
  name: "staging.pardot_visitors",
  about: "One row per Pardot visitor, columns renamed.",
  grain: ["system", "visitor_id"],
  columns: {
    system: "system",
    visitor_id: "id",
    prospect_id: trimmedToNull("prospect_id"),
    utm_source: trimmedToNull("source_parameter"),
    utm_medium: trimmedToNull("medium_parameter"),
    created_at: "created_at",
  },
});
