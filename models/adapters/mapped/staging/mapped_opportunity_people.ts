import { staged, trimmed } from "../../../../src/table/staged.js";
import { mapped_opportunity_people as raw } from "../sources/mapped_opportunity_people.js";

export const mapped_opportunity_people = staged(raw, {
  name: "staging.mapped_opportunity_people",
  about: "One row per opportunity and person of a mapped source; ids trimmed.",
  grain: ["system", "opportunity_id", "record_id"],
  columns: {
    system: "system",
    opportunity_id: trimmed("opportunity_id"),
    record_id: trimmed("record_id"),
    role: "role",
  },
});
