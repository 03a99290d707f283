import { sql } from "kysely";
import { oneOf, type RowOf, whole } from "../../src/table/columns.js";
import { model } from "../../src/table/model.js";
import { source_links } from "../canonical/source_links.js";
import { run_context } from "../run/run_context.js";
import { record_addresses } from "./record_addresses.js";
import { records_judged } from "./records_judged.js";

const columns = {
  one: whole(
    "record_no of the first record; for a conversion, link or merge the record whose source states the connection",
  ),
  other: whole("record_no of the second record; for a merge the record that the first one was merged into"),
  reason: oneOf(["conversion", "link", "merge", "email"], "Why both records are the same person, strongest first"),
};

/**
 * Records with the same email, first or further, are paired only with the first of them: that joins them all, with far fewer rows than a
 * pair for each two records. A merge into a record that is left out or missing is followed to the next kept record.
 */
export const record_pairs = model({
  name: "intermediate.record_pairs",
  about: "One row per reason and pair of kept records that are the same person.",
  materialized: "table",
  grain: ["one", "other", "reason"],
  from: { records: records_judged, addresses: record_addresses, links: source_links, run: run_context },
  columns,
  select: () => sql<RowOf<typeof columns>>`
    with recursive kept as (select * from records where exclusion is null),
    merges as materialized (
      select system, entity, record_id, other_system, other_entity, other_record_id from links where reason = 'merge'
    ),
    -- Records that others were merged into, but that are left out or missing from the exports.
    missed as materialized (
      select distinct
        merges.other_system as system,
        merges.other_entity as entity,
        merges.other_record_id as record_id
      from merges
      anti join kept on kept.system = merges.other_system
        and kept.entity = merges.other_entity
        and kept.record_id = merges.other_record_id
    ),
    started as materialized (
      select merges.*
      from merges
      semi join missed on missed.system = merges.other_system
        and missed.entity = merges.other_entity
        and missed.record_id = merges.other_record_id
    ),
    -- Continues the chain of merges through missing records.
    passed as (
      select
        kept.record_no,
        started.other_system as system,
        started.other_entity as entity,
        started.other_record_id as record_id
      from started
      inner join kept on kept.system = started.system
        and kept.entity = started.entity
        and kept.record_id = started.record_id
      union
      select passed.record_no, merges.other_system, merges.other_entity, merges.other_record_id
      from passed
      semi join missed on missed.system = passed.system
        and missed.entity = passed.entity
        and missed.record_id = passed.record_id
      inner join merges on merges.system = passed.system
        and merges.entity = passed.entity
        and merges.record_id = passed.record_id
    ),
    shared as (
      select email, min(record_no) as first_no
      from addresses
      group by email
      having count(*) between 2 and (select max_records_per_email from run)
    )
    select distinct one.record_no as one, other.record_no as other, links.reason
    from links
    inner join kept as one on one.system = links.system
      and one.entity = links.entity
      and one.record_id = links.record_id
    inner join kept as other on other.system = links.other_system
      and other.entity = links.other_entity
      and other.record_id = links.other_record_id
    where one.record_no <> other.record_no
    union
    select passed.record_no, kept.record_no, 'merge'
    from passed
    inner join kept on kept.system = passed.system
      and kept.entity = passed.entity
      and kept.record_id = passed.record_id
    where passed.record_no <> kept.record_no
    union
    select shared.first_no as one, addresses.record_no as other, 'email' as reason
    from addresses
    inner join shared on shared.email = addresses.email
    where addresses.record_no <> shared.first_no`,
});
