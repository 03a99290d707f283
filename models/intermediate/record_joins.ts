import { sql } from "kysely";
import { nullable, oneOf, type RowOf, text } from "../../src/table/columns.js";
import { model } from "../../src/table/model.js";
import { person_records } from "./person_records.js";
import { record_pairs } from "./record_pairs.js";

const columns = {
  person_id: text("The human whom both records describe"),
  system: text("Source of the one record"),
  record_id: text("The one record"),
  other_system: text("Source of the other"),
  other_record_id: text("The other record; of a merge the one that it was merged into"),
  reason: oneOf(["conversion", "link", "merge", "email"], "Why they are one human, strongest first"),
  told_by: nullable(text("Source that says so; null: both have the same email")),
};

/** Enough of them to join each person's records, and more where sources say the same twice: of one email, all are paired with the first. */
export const record_joins = model({
  name: "intermediate.record_joins",
  about: "One row per pair of records that made them one person, and the reason.",
  materialized: "view",
  grain: ["system", "record_id", "other_system", "other_record_id", "reason"],
  from: { pairs: record_pairs, records: person_records },
  columns,
  select: () => sql<RowOf<typeof columns>>`
    select one.person_id, one.system, one.record_id, other.system as other_system, other.record_id as other_record_id,
      pairs.reason, case when pairs.reason <> 'email' then one.system end as told_by
    from pairs
    inner join records as one on one.record_no = pairs.one
    inner join records as other on other.record_no = pairs.other`,
});
