import { nullable, text } from "../../../../src/table/columns.js";
import { model } from "../../../../src/table/model.js";
import { mapped_opportunity_people as raw } from "../sources/mapped_opportunity_people.js";

export const mapped_opportunity_people = model({
  name: "staging.mapped_opportunity_people",
  about: "One row per opportunity and person of a mapped source; ids trimmed.",
  materialized: "view",
  grain: ["system", "opportunity_id", "record_id"],
  from: { raw },
  columns: {
    system: text("Source as closedloop.yaml names it"),
    opportunity_id: text("Opportunity"),
    record_id: text("Id of the person in the source"),
    role: nullable(text("Role of the person as the source words it")),
  },
  select: (db) =>
    db
      .selectFrom("raw")
      .select(({ fn }) => [
        "system",
        fn<string>("trim", ["opportunity_id"]).as("opportunity_id"),
        fn<string>("trim", ["record_id"]).as("record_id"),
        "role",
      ]),
});
