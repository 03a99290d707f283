import { sql } from "kysely";
import { nullable, pickColumns, type RowOf, text } from "../../src/table/columns.js";
import { model } from "../../src/table/model.js";
import { source_links_given } from "./source_links_given.js";
import { source_people } from "./source_people.js";

const columns = {
  ...pickColumns(source_links_given, "system", "entity", "record_id", "other_system"),
  other_entity: nullable(text("Object of the second record; null if the source does not say and no export has it")),
  ...pickColumns(source_links_given, "other_record_id", "reason"),
};

/** Adds a link for each record that names the record it was merged into, and the object of a record that is named by its id alone. */
export const source_links = model({
  name: "intermediate.source_links",
  about: "One row per pair of records that a source says are one person, and the reason.",
  materialized: "table",
  grain: ["system", "entity", "record_id", "other_system", "other_entity", "other_record_id", "reason"],
  from: { given: source_links_given, people: source_people },
  columns,
  select: () => sql<RowOf<typeof columns>>`
    with incomplete as (select distinct other_system, other_record_id from given where other_entity is null),
    -- An id that records of two objects have says nothing about which of them is meant.
    found as (
      select incomplete.other_system, incomplete.other_record_id, min(people.entity) as entity
      from incomplete
      inner join people on people.system = incomplete.other_system and people.record_id = incomplete.other_record_id
      group by incomplete.other_system, incomplete.other_record_id
      having count(distinct people.entity) = 1
    )
    select
      given.system,
      given.entity,
      given.record_id,
      given.other_system,
      coalesce(given.other_entity, found.entity) as other_entity,
      given.other_record_id,
      given.reason
    from given
    left join found on given.other_entity is null
      and found.other_system = given.other_system
      and found.other_record_id = given.other_record_id
    union
    select
      system,
      entity,
      record_id,
      system as other_system,
      entity as other_entity,
      merged_into as other_record_id,
      'merge' as reason
    from people
    where merged_into is not null`,
});
