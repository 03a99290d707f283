import { sql } from "kysely";
import { pickColumns, type RowOf } from "../../src/table/columns.js";
import { model } from "../../src/table/model.js";
import { source_links_given } from "./source_links_given.js";
import { source_people } from "./source_people.js";

const columns = pickColumns(source_links_given, "system", "record_id", "other_system", "other_record_id", "reason");

/** Adds a link for each record that names the record it was merged into. */
export const source_links = model({
  name: "intermediate.source_links",
  about: "One row per pair of records that a source says are one person, and the reason.",
  materialized: "view",
  grain: ["system", "record_id", "other_system", "other_record_id", "reason"],
  from: { given: source_links_given, people: source_people },
  columns,
  select: () => sql<RowOf<typeof columns>>`
    select
      system,
      record_id,
      other_system,
      other_record_id,
      reason
    from given
    union
    select
      system,
      record_id,
      system as other_system,
      merged_into as other_record_id,
      'merge' as reason
    from people
    where merged_into is not null`,
});
