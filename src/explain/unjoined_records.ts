/** What might have been taken for the same person and was not, and why. */
import { type RawBuilder, sql } from "kysely";

/** So many records of one email and reason are told: a shared mailbox may have thousands. */
const maxRecords = 20;

const maxRecordsPerEmail = sql`(select max_records_per_email from raw.run_context)`;

/** Of a record with the email of another, why that does not join them. */
const reasonNotJoined = sql`case when judged.exclusion is not null then 'left out'
  when not contains(judged.email, '@') then 'no address'
  when not judged.has_own_email then 'shared mailbox' else 'too many records' end`;

const detailNotJoined = sql`case reason
  when 'left out' then 'the same email, but left out: ' || exclusion
  when 'no address' then 'the same email, but it is no address'
  when 'shared mailbox' then 'the same email, but identity.shared_mailboxes names the mailbox'
  else 'the same email, but it is on ' || kept || ' records: more than identity.max_records_per_email, ' || ${maxRecordsPerEmail} end
  || case when alike > ${sql.lit(maxRecords)} then '; ${sql.raw(String(maxRecords))} of ' || alike || ' such records' else '' end`;

/** Records with an email of the person; where the person is not one, those that were asked for. */
const by_email = sql`
  with mine as (
    select email, arg_min(system || ':' || record_id, record_no) as record from own where email is not null group by email
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
  told as (
    select judged.*, ${reasonNotJoined} as reason, count(*) over (partition by email, ${reasonNotJoined}) as alike
    from others as judged
    qualify row_number() over (partition by email, ${reasonNotJoined} order by record_no) <= ${sql.lit(maxRecords)}
  ),
  asked as (
    select judged.*, null::varchar as other_record, ${reasonNotJoined} as reason, 1 as alike
    from intermediate.records_judged as judged
    semi join asked_records on asked_records.system = judged.system and asked_records.record_id = judged.record_id
    where not exists (from wanted)
  )
  select joined.person_id, told.system, told.entity, told.record_id, told.reason, told.other_record, null as told_by,
    case when told.other_record is null and told.reason = 'left out' then 'left out: ' || told.exclusion else ${detailNotJoined} end as detail,
    told.record_no
  from (from told union all from asked) as told
  left join kept on kept.email = told.email
  left join intermediate.person_records as joined on joined.record_no = told.record_no`;

/** A Marketo record names a CRM record, and no export says of which CRM: what one of them has joins, the others lack nothing. */
const by_word = sql`
  with told as (
    select links.other_system as system, links.other_record_id as record_id, links.reason, own.system as told_by,
      own.system || ':' || own.record_id as other_record
    from intermediate.source_links as links
    inner join own on own.system = links.system and own.record_id = links.record_id
    union
    select links.system, links.record_id, links.reason, links.system, own.system || ':' || own.record_id
    from intermediate.source_links as links
    inner join own on own.system = links.other_system and own.record_id = links.other_record_id
  )
  select null::varchar as person_id, told.system, judged.entity, told.record_id,
    case when judged.exclusion is not null then 'left out' else 'not exported' end as reason, told.other_record, told.told_by,
    told.reason || ', but ' || coalesce('left out: ' || judged.exclusion, 'no export has it') as detail, judged.record_no
  from told
  left join intermediate.records_judged as judged on judged.system = told.system and judged.record_id = told.record_id
  anti join own on own.record_id = told.record_id and (own.system = told.system or judged.record_id is null)
  where judged.record_id is null or judged.exclusion is not null`;

/** `not_joined` and what it is made of. */
export const unjoinedSteps: Readonly<Record<string, RawBuilder<unknown>>> = {
  by_email,
  by_word,
  not_joined: sql`from by_email union all by name from by_word`,
};
