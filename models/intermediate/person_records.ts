import { sql } from "kysely";
import { oneOf, type RowOf, text, whole } from "../../src/columns.js";
import { model } from "../../src/model.js";
import { record_pairs } from "./record_pairs.js";
import { records_judged } from "./records_judged.js";
import { source_people } from "./source_people.js";

const columns = {
  system: text("Source"),
  entity: text("Object of the record"),
  record_id: text("Record"),
  person_id: text("The human it describes: system:id of the record that names the human"),
  join_reason: oneOf(
    ["itself", "conversion", "link", "merge", "email"],
    "itself: the record that names the person; else the strongest reason that joins it to the person's others",
  ),
  person_no: whole(
    "The person's place among all, by person_id: a short key for joins of many rows, of this build only",
  ),
};

/** Connected components: each pass hands the smallest label on to the neighbours, of all people at once. */
export const person_records = model({
  name: "intermediate.person_records",
  about: "One row per kept record: which person it describes, and why.",
  materialized: "table",
  grain: ["system", "record_id"],
  from: { people: source_people, records: records_judged, pairs: record_pairs },
  columns,
  select: () => sql<RowOf<typeof columns>>`
    with recursive numbered as materialized (
      select records.system, records.entity, records.record_id, records.system || ':' || records.record_id as node,
        people.precedence, people.is_deleted or people.merged_into is not null as is_gone,
        row_number() over (order by records.system, records.record_id) as label
      from records
      inner join people on people.system = records.system and people.record_id = records.record_id
      where records.exclusion is null
    ),
    both_ways as materialized (
      select one.label as source_label, other.label as target_label
      from pairs
      inner join numbered as one on one.node = pairs.one
      inner join numbered as other on other.node = pairs.other
      union
      select other.label, one.label
      from pairs
      inner join numbered as one on one.node = pairs.one
      inner join numbered as other on other.node = pairs.other
    ),
    labels(record_label, person_label) using key (record_label) as (
      select distinct source_label, source_label from both_ways
      union
      select both_ways.target_label, min(labels.person_label)
      from labels
      inner join both_ways on both_ways.source_label = labels.record_label
      inner join recurring.labels as known on known.record_label = both_ways.target_label
      where labels.person_label < known.person_label
      group by both_ways.target_label
    ),
    grouped as (
      select numbered.*, coalesce(labels.person_label, numbered.label) as person_label
      from numbered
      left join labels on labels.record_label = numbered.label
    ),
    named as (
      select *, first_value(node) over (
        partition by person_label order by is_gone, precedence <> 1, precedence = 3, record_id, system
      ) as person_id
      from grouped
    ),
    reasons as (
      select node, arg_min(reason, list_position(['conversion', 'link', 'merge', 'email'], reason)) as reason
      from (select one as node, reason from pairs union all select other as node, reason from pairs)
      group by node
    )
    select named.system, named.entity, named.record_id, named.person_id,
      case when named.node = named.person_id then 'itself' else reasons.reason end as join_reason,
      dense_rank() over (order by named.person_id) as person_no
    from named
    left join reasons on reasons.node = named.node`,
});
