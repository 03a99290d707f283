import { nullable, text } from "../../../../src/table/columns.js";
import { source } from "../../../../src/table/model.js";
import { recordIdColumn, systemColumn } from "../../../../src/table/source_columns.js";

export const mapped_opportunity_people = source({
  name: "raw.mapped_opportunity_people",
  about: "One row per opportunity and person of a mapped source, as last loaded.",
  origin: { kind: "mapped", entity: "opportunity_people", whenMissing: "ended" },
  grain: ["system", "opportunity_id", "record_id"],
  people: { ids: ["record_id"] },
  columns: {
    system: systemColumn,
    opportunity_id: recordIdColumn("Id of the opportunity in the source"),
    record_id: recordIdColumn("Id of the person in the source"),
    role: nullable(text("Role of the person in the source's own words")),
  },
});
