import { sql } from "kysely";
import { type RowOf, text, whole } from "../../src/columns.js";
import { model } from "../../src/model.js";
import { person_records } from "./person_records.js";
import { source_people } from "./source_people.js";

const columns = {
  system: text("Source"),
  record_id: text("Record"),
  person_id: text("Person whom it describes"),
  person_no: whole("The person's number in this build"),
  preference: whole(
    "1: its values hold where records disagree; a CRM contact's before a CRM lead's before a MAP record's, losers of merges last",
  ),
  age_order: whole("1: the person's oldest record"),
};

export const records_ranked = model({
  name: "intermediate.records_ranked",
  about: "One row per kept record: whose values hold where the records of a person disagree, and which is oldest.",
  materialized: "table",
  grain: ["system", "record_id"],
  from: { records: person_records, people: source_people },
  columns,
  select: () => sql<RowOf<typeof columns>>`
    select records.system, records.record_id, records.person_id, records.person_no,
      row_number() over (
        partition by records.person_no
        order by people.is_deleted or people.merged_into is not null, people.precedence,
          people.modified_at desc nulls last, people.record_id, people.system
      ) as preference,
      row_number() over (
        partition by records.person_no order by people.created_at nulls last, people.record_id, people.system
      ) as age_order
    from records
    inner join people on people.system = records.system and people.record_id = records.record_id`,
});
