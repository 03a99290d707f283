import { text, withBinding } from "../../../../src/table/columns.js";
import { source } from "../../../../src/table/model.js";

export const mapped_links = source({
  name: "raw.mapped_links",
  about: "One row per record of a mapped source and record of another source that are one person.",
  origin: { kind: "mapped", entity: "links" },
  grain: ["system", "record_id", "other_system", "other_record_id"],
  columns: {
    system: withBinding({ given: "system" }, text("Source as closedloop.yaml names it")),
    record_id: withBinding({ recordId: "plain" }, text("Id of the person in the source")),
    other_system: text("Name of the other source, as closedloop.yaml has it"),
    other_record_id: withBinding({ recordId: "plain" }, text("Id of the same person there")),
  },
});
