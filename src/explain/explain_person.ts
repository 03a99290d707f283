/** Explains why records are one person, and why others are not, in temporary tables of a reader. */
import type { DuckDBConnection } from "@duckdb/node-api";
import { type RawBuilder, sql } from "kysely";
import { db } from "../table/db.js";
import { mailHost } from "../table/dialect.js";
import { createRequestTables, type RequestKind } from "./requested_records.js";
import { unjoinedSteps } from "./unjoined_records.js";

/**
 * Creates the temporary table `explained`, which `explanationQuery` reads. `who` is an id or an email, e.g.
 * `crm:00Q5e00000Ld001EAB`. `tables.ts` declares the published tables that it reads.
 */
export async function explainPerson(reader: DuckDBConnection, who: string): Promise<RequestKind> {
  const kind = await createRequestTables(reader, who);
  const steps: Readonly<Record<string, RawBuilder<unknown>>> = { own, pairs, depths, ...unjoinedSteps, explained };
  for (const [name, select] of Object.entries(steps))
    await reader.run(sql`create temp table ${sql.ref(name)} as ${select}`.compile(db).sql);
  return kind;
}

/** The records of the person. */
const own = sql`
  select
    joined.record_no,
    joined.person_id,
    joined.system,
    joined.entity,
    joined.record_id,
    joined.join_reason,
    judged.email
  from intermediate.person_records as joined
  semi join wanted on wanted.person_id = joined.person_id
  inner join intermediate.records_judged as judged on judged.record_no = joined.record_no`;

/** The pairs of these records that were joined, each with its reason. */
const pairs = sql`
  select one.record_no as one, other.record_no as other, joins.reason, joins.told_by
  from intermediate.record_joins as joins
  inner join own as one on one.system = joins.system and one.entity = joins.entity and one.record_id = joins.record_id
  inner join own as other on other.system = joins.other_system and other.entity = joins.other_entity
    and other.record_id = joins.other_record_id`;

/** The number of pairs between each record and the record whose id is the `person_id`: 0 for that record itself. */
const depths = sql`
  with recursive both_ways as (
    select one, other from pairs
    union
    select other, one from pairs
  ),
  reached(record_no, depth) using key (record_no) as (
    select record_no, 0 from own where join_reason = 'itself'
    union
    select both_ways.other, min(reached.depth) + 1
    from reached
    inner join both_ways on both_ways.one = reached.record_no
    left join recurring.reached as known on known.record_no = both_ways.other
    where known.record_no is null
    group by both_ways.other
  )
  select * from reached`;

/** Each pair is a row of the record that is further from the one that names the person, so each row says what joined it. */
const explained = sql`
  with ordered as (
    select
      pairs.reason,
      pairs.told_by,
      case when (one.depth, one.record_no) < (other.depth, other.record_no) then pairs.one else pairs.other end as near_no,
      case when (one.depth, one.record_no) < (other.depth, other.record_no) then pairs.other else pairs.one end as far_no
    from pairs
    inner join depths as one on one.record_no = pairs.one
    inner join depths as other on other.record_no = pairs.other
  ),
  accounts as (
    select
      people.person_id,
      people.account_system,
      people.account_id,
      people.account_is_matched,
      domains.accounts
    from intermediate.people_resolved as people
    semi join wanted on wanted.person_id = people.person_id
    left join intermediate.account_domains as domains on domains.domain = ${mailHost("people.email")}
  )
  select
    'named' as part,
    person_id,
    system,
    entity,
    record_id,
    null as reason,
    null as other_record,
    null as told_by,
    'names the person' as detail,
    0 as place,
    record_no
  from own
  where join_reason = 'itself'
  union all
  select
    'joined',
    own.person_id,
    own.system,
    own.entity,
    own.record_id,
    ordered.reason,
    near.system || ':' || near.record_id,
    ordered.told_by,
    case when ordered.reason = 'email' then 'both have the same email' else 'its source says so' end,
    depths.depth,
    own.record_no
  from ordered
  inner join own on own.record_no = ordered.far_no
  inner join own as near on near.record_no = ordered.near_no
  inner join depths on depths.record_no = own.record_no
  union all
  select
    'account',
    person_id,
    account_system,
    'account',
    account_id,
    case when account_id is null then 'several accounts' when account_is_matched then 'domain' else 'record' end,
    null,
    null,
    case when account_id is null then accounts || ' accounts have the domain of the email, so none is chosen'
      when account_is_matched then 'no record names an account; it is the only one with the domain of the email'
      else 'a record names it' end,
    null,
    null
  from accounts
  where account_id is not null or accounts > 1
  union all
  select
    'not joined',
    person_id,
    system,
    entity,
    record_id,
    reason,
    other_record,
    told_by,
    detail,
    null,
    record_no
  from not_joined`;

const partOrder = "['named', 'joined', 'account', 'not joined']";

/**
 * The records in the order of their distance from the one that names the person, one row per pair that joined them; then
 * the account; then the records that were not joined.
 */
export const explanationQuery = `
  with states as (
    select
      judged.system,
      judged.entity,
      judged.record_id,
      judged.is_gone,
      people.created_at as made_at,
      merges.merged_into
    from intermediate.records_judged as judged
    semi join explained on explained.system = judged.system and explained.entity = judged.entity
      and explained.record_id = judged.record_id
    inner join intermediate.source_people as people
      on people.system = judged.system and people.entity = judged.entity and people.record_id = judged.record_id
    left join (
      select
        system,
        entity,
        record_id,
        string_agg(other_system || ':' || other_record_id, ', ' order by other_record_id) as merged_into
      from intermediate.source_links
      where reason = 'merge' and record_id <> other_record_id
      group by system, entity, record_id
    ) as merges on merges.system = judged.system and merges.entity = judged.entity and merges.record_id = judged.record_id
  )
  select
    explained.part,
    explained.person_id,
    explained.system,
    explained.entity,
    explained.record_id,
    states.made_at,
    case when explained.entity = 'account' or states.record_id is null then null
      when states.merged_into is not null then 'merged'
      when states.is_gone then 'deleted'
      else 'stands' end as state,
    states.merged_into,
    explained.reason,
    explained.other_record,
    explained.told_by,
    explained.detail
  from explained
  left join states on states.system = explained.system and states.entity = explained.entity
    and states.record_id = explained.record_id
  order by list_position(${partOrder}, explained.part), explained.place, explained.record_no nulls last,
    explained.system, explained.record_id, list_position(['conversion', 'link', 'merge', 'email'], explained.reason),
    explained.other_record`;
