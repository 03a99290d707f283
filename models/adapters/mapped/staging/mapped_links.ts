import { text } from "../../../../src/table/columns.js";
import { model } from "../../../../src/table/model.js";
import { mapped_links as raw } from "../sources/mapped_links.js";

export const mapped_links = model({
  name: "staging.mapped_links",
  about: "One row per pair of records, one of a mapped source and one of another, that are one person; ids trimmed.",
  materialized: "view",
  grain: ["system", "record_id", "other_system", "other_record_id"],
  from: { raw },
  columns: {
    system: text("Source as closedloop.yaml names it"),
    record_id: text("Id of the person in the source"),
    other_system: text("Name of the other source, as closedloop.yaml has it"),
    other_record_id: text("Id of the same person there"),
  },
  select: (db) =>
    db
      .selectFrom("raw")
      .select(({ fn }) => [
        "system",
        fn<string>("trim", ["record_id"]).as("record_id"),
        fn<string>("trim", ["other_system"]).as("other_system"),
        fn<string>("trim", ["other_record_id"]).as("other_record_id"),
      ]),
});
