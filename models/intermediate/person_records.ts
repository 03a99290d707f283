import { sql } from "kysely";
import { oneOf, pickColumns, type RowOf, text, whole } from "../../src/table/columns.js";
import { model } from "../../src/table/model.js";
import { record_pairs } from "./record_pairs.js";
import { records_judged } from "./records_judged.js";

const columns = {
  ...pickColumns(records_judged, "system", "entity", "record_id"),
  person_id: text("Person, as system:id of the record that names the person, e.g. crm:0035e00000AbCdE"),
  join_reason: oneOf(
    ["itself", "conversion", "link", "merge", "email"],
    "Strongest reason that joins the record to others of the person; the value itself marks the record that names the person",
  ),
  ...pickColumns(records_judged, "record_no"),
  person_no: whole("Number of the person in order of person_id; a short join key, valid only within one build"),
};

/**
 * Persons are the connected components of the pairs (lifecycle.md 1). Each is named by its record with the smallest
 * record_no.
 */
export const person_records = model({
  name: "intermediate.person_records",
  about: "One row per kept record: the person that it describes, and why.",
  materialized: "table",
  isShared: true,
  grain: ["system", "entity", "record_id"],
  from: { records: records_judged, pairs: record_pairs },
  columns,
  select: () => sql<RowOf<typeof columns>>`
    with recursive both_ways as materialized (
      select one, other from pairs
      union
      select other, one from pairs
    ),
    -- Each record's smallest neighbour. For most people this already is the record that names them.
    nearest as materialized (
      select one as record_no, least(one, min(other)) as near_no
      from both_ways
      group by one
    ),
    -- Pairs that connect different smallest neighbours: only these few need the recursion.
    apart as materialized (
      select distinct one.near_no as one, other.near_no as other
      from both_ways
      inner join nearest as one on one.record_no = both_ways.one
      inner join nearest as other on other.record_no = both_ways.other
      where one.near_no <> other.near_no
    ),
    -- Each pass hands the smallest number on to the neighbours, for all people at once.
    labels(near_no, head_no) using key (near_no) as (
      select distinct one, one from apart
      union
      select apart.other, min(labels.head_no)
      from labels
      inner join apart on apart.one = labels.near_no
      inner join recurring.labels as known on known.near_no = apart.other
      where labels.head_no < known.head_no
      group by apart.other
    ),
    grouped as (
      select
        records.system,
        records.entity,
        records.record_id,
        records.record_no,
        coalesce(labels.head_no, nearest.near_no, records.record_no) as head_no
      from records
      left join nearest on nearest.record_no = records.record_no
      left join labels on labels.near_no = nearest.near_no
      where records.exclusion is null
    ),
    heads as (
      select record_no as head_no, person_id, row_number() over (order by person_id) as person_no
      from (select record_no, system || ':' || record_id as person_id from grouped where record_no = head_no)
    ),
    reasons as (
      select record_no, min(strength) as strength
      from (
        select
          unnest([one, other]) as record_no,
          case reason when 'conversion' then 1 when 'link' then 2 when 'merge' then 3 else 4 end as strength
        from pairs
      )
      group by record_no
    )
    select
      grouped.system,
      grouped.entity,
      grouped.record_id,
      heads.person_id,
      case
        when grouped.record_no = grouped.head_no then 'itself'
        else ['conversion', 'link', 'merge', 'email'][reasons.strength]
      end as join_reason,
      grouped.record_no,
      heads.person_no
    from grouped
    inner join heads on heads.head_no = grouped.head_no
    left join reasons on reasons.record_no = grouped.record_no`,
});
