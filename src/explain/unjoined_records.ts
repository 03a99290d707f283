/** Finds the records that could have been this person and are not, each with its reason. */
import { type RawBuilder, sql } from "kysely";
import { isMailAddress } from "../table/dialect.js";

/** At most this many records per email and reason are shown: a shared mailbox may have thousands. */
const maxRecords = 20;

const maxRecordsPerEmail = sql`(select max_records_per_email from raw.run_context)`;

/** Why the same email did not join a record. */
const reasonNotJoined = sql`case when judged.exclusion is not null then 'left out'
  when not ${isMailAddress("judged.email")} then 'no address'
  when not judged.has_own_email then 'shared mailbox' else 'too many records' end`;

const detailNotJoined = sql`case reason
  when 'left out' then 'the same email, but left out: ' || exclusion
  when 'no address' then 'the same text, but it is not an email address'
  when 'shared mailbox' then 'the same email, but identity.shared_mailboxes names the mailbox'
  else 'the same email, but it is on ' || kept || ' records, more than identity.max_records_per_email: ' || ${maxRecordsPerEmail} end
  || case when alike > ${sql.lit(maxRecords)} then '; ${sql.raw(String(maxRecords))} of ' || alike || ' such records are shown' else '' end`;

/** Records with an email of the person. If no single person was found, the records that were asked for. */
const by_email = sql`
  with mine as (
    select email, arg_min(system || ':' || record_id, record_no) as record
    from own
    where email is not null
    group by email
  ),
  kept as (
    select judged.email, count(*) as kept
    from intermediate.records_judged as judged
    where judged.exclusion is null
    group by judged.email
  ),
  others as (
    select judged.*, mine.record as other_record
    from intermediate.records_judged as judged
    inner join mine on mine.email = judged.email
    anti join own on own.record_no = judged.record_no
  ),
  shown as (
    select judged.*, ${reasonNotJoined} as reason, count(*) over (partition by email, ${reasonNotJoined}) as alike
    from others as judged
    qualify row_number() over (partition by email, ${reasonNotJoined} order by record_no) <= ${sql.lit(maxRecords)}
  ),
  asked as (
    select judged.*, null::varchar as other_record, ${reasonNotJoined} as reason, 1 as alike
    from intermediate.records_judged as judged
    semi join asked_records on asked_records.system = judged.system and asked_records.entity = judged.entity
      and asked_records.record_id = judged.record_id
    where not exists (from wanted)
  )
  select
    joined.person_id,
    records.system,
    records.entity,
    records.record_id,
    records.reason,
    records.other_record,
    null as told_by,
    case when records.other_record is null and records.reason = 'left out' then 'left out: ' || records.exclusion
      else ${detailNotJoined} end as detail,
    records.record_no
  from (from shown union all from asked) as records
  left join kept on kept.email = records.email
  left join intermediate.person_records as joined on joined.record_no = records.record_no`;

/**
 * Records that a source links to a record of the person, but that are left out or not exported. Marketo gives the id of
 * a CRM record and not its CRM: if one CRM has a record with the id, it is not reported as missing in the others.
 */
const by_link = sql`
  with linked as (
    select
      links.other_system as system,
      links.other_entity as entity,
      links.other_record_id as record_id,
      links.reason,
      own.system as told_by,
      own.system || ':' || own.record_id as other_record
    from intermediate.source_links as links
    inner join own on own.system = links.system and own.entity = links.entity and own.record_id = links.record_id
    union
    select links.system, links.entity, links.record_id, links.reason, links.system, own.system || ':' || own.record_id
    from intermediate.source_links as links
    inner join own on own.system = links.other_system and own.entity = links.other_entity
      and own.record_id = links.other_record_id
  )
  select
    null::varchar as person_id,
    linked.system,
    judged.entity,
    linked.record_id,
    case when judged.exclusion is not null then 'left out' else 'not exported' end as reason,
    linked.other_record,
    linked.told_by,
    linked.reason || ', but ' || coalesce('left out: ' || judged.exclusion, 'no export has it') as detail,
    judged.record_no
  from linked
  left join intermediate.records_judged as judged
    on judged.system = linked.system and judged.entity = linked.entity and judged.record_id = linked.record_id
  anti join own
    on own.entity is not distinct from linked.entity and own.record_id = linked.record_id
      and (own.system = linked.system or judged.record_id is null)
  where judged.record_id is null or judged.exclusion is not null`;

/** The temporary table `not_joined` and the tables that it is made of, in their order. */
export const unjoinedSteps: Readonly<Record<string, RawBuilder<unknown>>> = {
  by_email,
  by_link,
  not_joined: sql`from by_email union all by name from by_link`,
};
