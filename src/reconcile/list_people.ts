import { sql } from "kysely";
import { argMax, comparisonKey, isMailAddress } from "../table/dialect.js";
import { salesforceId } from "../table/salesforce_id.js";
import { missingReason } from "./reasons.js";

/**
 * Select of `listed`: one row per row of `list_typed`, with its person, or with the reason why it has none. The id
 * finds the person; if it finds no one, the email is tried. If the id belongs to several people, the email decides, if
 * it can. An excluded record, e.g. a test record, finds no one.
 */
export const listPeople = sql`
  with records as (
    select
      judged.system,
      judged.record_id,
      judged.record_no,
      judged.email,
      judged.exclusion,
      judged.has_own_email,
      joined.person_id,
      nullif(joined.join_reason, 'itself') as join_reason
    from intermediate.records_judged as judged
    left join intermediate.person_records as joined
      on joined.system = judged.system and joined.entity = judged.entity and joined.record_id = judged.record_id
  ),
  ids as (
    select row_no, id as spelling from list_typed where id is not null
    union
    select row_no, ${salesforceId(sql<string>`id`)} from list_typed where regexp_full_match(id, '[A-Za-z0-9]{15}')
  ),
  candidates as (
    select ids.row_no, 'id' as way, false as is_shared, records.*
    from ids
    inner join records on records.record_id = ids.spelling
    union all
    select ids.row_no, 'id', false, records.*
    from ids
    inner join records on records.system || ':' || records.record_id = ids.spelling
    union all
    select list_typed.row_no, 'email', not records.has_own_email, records.*
    from list_typed
    inner join records on records.email = ${comparisonKey("list_typed.email")}
    where ${isMailAddress(comparisonKey("list_typed.email"))}
    union all
    select list_typed.row_no, 'email', false, records.*
    from list_typed
    inner join intermediate.record_addresses as addresses on addresses.email = ${comparisonKey("list_typed.email")}
    inner join records on records.record_no = addresses.record_no and records.email is distinct from addresses.email
    where ${isMailAddress(comparisonKey("list_typed.email"))}
  ),
  people as (
    select
      row_no,
      person_id,
      bool_or(way = 'id') as is_by_id,
      bool_or(way = 'email') as is_by_email,
      min(join_reason) filter (where way = 'id') as join_reason,
      bool_or(is_shared) as is_shared
    from candidates
    where person_id is not null
    group by row_no, person_id
  ),
  counted as (
    select
      row_no,
      bool_or(is_shared) as is_shared,
      count(*) filter (where is_by_id) as by_id,
      count(*) filter (where is_by_email) as by_email,
      count(*) filter (where is_by_id and is_by_email) as by_both,
      min(person_id) filter (where is_by_id) as id_person,
      min(person_id) filter (where is_by_email) as email_person,
      min(person_id) filter (where is_by_id and is_by_email) as both_person
    from people
    group by row_no
  ),
  excluded as (
    select row_no, ${argMax(sql.ref("exclusion"), "way", "exclusion")} as exclusion
    from candidates
    where person_id is null
    group by row_no
  ),
  named as (
    select
      list_typed.*,
      excluded.exclusion,
      case when list_typed.fault is not null then null
        when counted.by_both = 1 then counted.both_person
        when counted.by_id = 1 then counted.id_person
        when counted.by_id = 0 and counted.by_email = 1 then counted.email_person end as person_id,
      coalesce(greatest(counted.by_id, counted.by_email), 0) as people,
      counted.is_shared
    from list_typed
    left join counted on counted.row_no = list_typed.row_no
    left join excluded on excluded.row_no = list_typed.row_no
  )
  select
    named.row_no,
    named.line,
    named.id,
    named.email,
    named.date_text,
    named.person_id,
    named.listed_at,
    named.listed_on,
    named.until_at,
    case when people.is_by_id then coalesce('id, then ' || people.join_reason, 'id')
      when people.is_by_email then 'email' end as found_by,
    case when fault is not null or (id is null and email is null) or listed_on is null
        then ${missingReason("unreadable row")}
      when named.person_id is not null then null
      when named.people > 1 then ${missingReason("several people")}
      when exclusion is not null then ${missingReason("excluded record")}
      else ${missingReason("unknown person")} end as reason,
    case when fault is not null then fault
      when id is null and email is null then 'no id and no email'
      when date_text is null then 'no date'
      when listed_on is null then 'not a date'
      when named.person_id is not null then null
      when named.people > 1 then named.people || ' people'
        || case when named.is_shared then ', a shared mailbox' else '' end
      when exclusion is not null then exclusion
      else 'no record has this ' || concat_ws(' or ', case when id is not null then 'id' end,
        case when email is not null then 'email' end) end as detail
  from named
  left join people on people.row_no = named.row_no and people.person_id = named.person_id`;
