import { source } from "../../../../src/table/model.js";
import { recordIdColumn, systemColumn } from "../../../../src/table/source_columns.js";

export const mapped_links = source({
  name: "raw.mapped_links",
  about: "One row per pair of records that are one person, one in a mapped source and one in another source.",
  origin: { kind: "mapped", entity: "links" },
  grain: ["system", "record_id", "other_system", "other_record_id"],
  people: { ids: ["record_id"], idsElsewhere: { id: "other_record_id", system: "other_system" } },
  columns: {
    system: systemColumn,
    record_id: recordIdColumn("Id of the person in the source"),
    other_system: recordIdColumn("Name of the other source in closedloop.yaml"),
    other_record_id: recordIdColumn("Id of the same person in the other source"),
  },
});
