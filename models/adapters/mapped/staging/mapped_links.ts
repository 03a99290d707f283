import { staged, trimmed } from "../../../../src/table/staged.js";
import { mapped_links as raw } from "../sources/mapped_links.js";

export const mapped_links = staged(raw, {
  name: "staging.mapped_links",
  about:
    "One row per pair of records that are one person, one in a mapped source and one in another source; ids trimmed.",
  grain: ["system", "record_id", "other_system", "other_record_id"],
  columns: {
    system: "system",
    record_id: trimmed("record_id"),
    other_system: trimmed("other_system"),
    other_record_id: trimmed("other_record_id"),
  },
});
