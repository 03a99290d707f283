import { sql } from "kysely";
import { nullable, pickColumns, type RowOf, text } from "../../src/table/columns.js";
import { model } from "../../src/table/model.js";
import { person_records } from "./person_records.js";
import { record_pairs } from "./record_pairs.js";

const columns = {
  ...pickColumns(person_records, "person_id"),
  system: text("Source of the first record"),
  entity: text("Object of the first record"),
  record_id: text("First record"),
  other_system: text("Source of the second record"),
  other_entity: text("Object of the second record"),
  other_record_id: text("Second record; for a merge the record that the first one was merged into"),
  ...pickColumns(record_pairs, "reason"),
  told_by: nullable(text("Source that states the connection; null if the reason is email")),
};

/** The pairs of record_pairs by id: enough to join all records of a person, with one row per reason. */
export const record_joins = model({
  name: "intermediate.record_joins",
  about: "One row per reason and pair of records that made them one person.",
  materialized: "view",
  isShared: true,
  grain: ["system", "entity", "record_id", "other_system", "other_entity", "other_record_id", "reason"],
  from: { pairs: record_pairs, records: person_records },
  columns,
  select: () => sql<RowOf<typeof columns>>`
    select
      one.person_id,
      one.system,
      one.entity,
      one.record_id,
      other.system as other_system,
      other.entity as other_entity,
      other.record_id as other_record_id,
      pairs.reason,
      case when pairs.reason <> 'email' then one.system end as told_by
    from pairs
    inner join records as one on one.record_no = pairs.one
    inner join records as other on other.record_no = pairs.other`,
});
