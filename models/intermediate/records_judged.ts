import { sql } from "kysely";
import { flag, nullable, oneOf, personal, pickColumns, type RowOf, text, whole } from "../../src/table/columns.js";
import { comparisonKey, isMailAddress } from "../../src/table/dialect.js";
import { model } from "../../src/table/model.js";
import { source_attributes } from "../canonical/source_attributes.js";
import { source_links } from "../canonical/source_links.js";
import { source_people } from "../canonical/source_people.js";
import { email_domains } from "../lookups/email_domains.js";
import { internal_domains } from "../run/internal_domains.js";
import { missing_records } from "../run/missing_records.js";
import { shared_mailboxes } from "../run/shared_mailboxes.js";

const columns = {
  ...pickColumns(source_people, "system", "entity", "record_id"),
  email: nullable(personal(text("Email address, trimmed, lower case, Unicode NFC; null if blank"))),
  exclusion: nullable(
    oneOf(
      ["test", "internal", "deleted", "missing", "anonymous"],
      "Why the record is left out; null if it is kept. missing: a later full export no longer has it",
    ),
  ),
  has_own_email: flag(
    "True if the record has an email address, with a mailbox and a host, that is not shared: it can join the record to others",
  ),
  is_gone: flag("True if the record is deleted or missing, or if it or the other record says that it was merged away"),
  record_no: whole(
    "Number of the record in this build; a person is named by the lowest number. Records that are neither merged away nor deleted nor missing come first; then CRM contacts before other CRM and mapped records before marketing automation records; then by id",
  ),
};

/**
 * The only place where records are left out; lifecycle.md 1 has the reasons.
 * A record that was merged away is kept if the record at the end of its chain of merges is kept. The chains are walked
 * from their ends, so merges in a circle have no end and their records are left out as deleted. A record that was merged away
 * is not missing, though no export has it any more: its history counts.
 */
export const records_judged = model({
  name: "intermediate.records_judged",
  about: "One row per record that describes a person: whether it is kept, and if not, why.",
  materialized: "table",
  grain: ["system", "entity", "record_id"],
  from: {
    people: source_people,
    links: source_links,
    attributes: source_attributes,
    domains: internal_domains,
    email_domains,
    mailboxes: shared_mailboxes,
    missing: missing_records,
  },
  columns,
  select: () => sql<RowOf<typeof columns>>`
    with recursive tests as (
      select distinct system, entity, record_id
      from attributes
      where attribute = 'is_test'
      qualify lower(last_value(value) over (
        partition by system, entity, record_id
        order by observed_at
        rows between unbounded preceding and unbounded following
      )) in ('true', '1', 'yes')
    ),
    own_domains as (
      select domain from domains
      union
      select lower(trim(domain)) from email_domains where type = 'internal'
    ),
    losers as materialized (
      select system, entity, record_id, other_system, other_entity, other_record_id
      from links
      where reason = 'merge'
        and row(system, entity, record_id) is distinct from row(other_system, other_entity, other_record_id)
    ),
    addressed as materialized (
      select *, split_part(address, '@', -1) as host
      from (
        select
          people.system,
          people.entity,
          people.record_id,
          people.precedence,
          people.is_deleted,
          missing.record_key is not null or coalesce(people.is_missing, false) as is_missing,
          people.is_anonymous,
          gone.record_id is not null as is_loser,
          ${comparisonKey("people.email")} as address
        from people
        left join (select distinct system, entity, record_id from losers) as gone
          on gone.system = people.system and gone.entity = people.entity and gone.record_id = people.record_id
        left join missing on missing.system = people.system and missing.entity = people.entity
          and missing.record_key = people.record_id and missing.meaning = 'deleted' and missing.state = 'taken'
      )
    ),
    own_hosts as (
      select distinct hosts.host
      from (select distinct host from addressed) as hosts
      inner join own_domains on hosts.host = own_domains.domain
        or (starts_with(own_domains.domain, '.') and ends_with(hosts.host, own_domains.domain))
    ),
    -- The exclusion of each record by itself, before merges are followed.
    own as materialized (
      select
        addressed.*,
        case
          when tests.record_id is not null then 'test'
          when own_hosts.host is not null then 'internal'
          when addressed.is_deleted and not addressed.is_loser then 'deleted'
          when addressed.is_missing and not addressed.is_loser then 'missing'
          when addressed.is_anonymous then 'anonymous'
        end as own_exclusion
      from addressed
      left join tests on tests.system = addressed.system
        and tests.entity = addressed.entity
        and tests.record_id = addressed.record_id
      left join own_hosts on own_hosts.host = addressed.host
    ),
    -- Walks from the record at the end of each chain of merges back to the records that were merged into it.
    ended as (
      select own.system, own.entity, own.record_id, own.own_exclusion
      from own
      semi join losers on losers.other_system = own.system
        and losers.other_entity = own.entity
        and losers.other_record_id = own.record_id
      where not own.is_loser
      union
      select losers.system, losers.entity, losers.record_id, ended.own_exclusion
      from ended
      inner join losers on losers.other_system = ended.system
        and losers.other_entity = ended.entity
        and losers.other_record_id = ended.record_id
    ),
    -- A record that was merged into several records is kept if one of them is.
    ends as (
      select
        system,
        entity,
        record_id,
        case when bool_and(own_exclusion is not null) then min(own_exclusion) end as exclusion
      from ended
      group by system, entity, record_id
    )
    select
      own.system,
      own.entity,
      own.record_id,
      own.address as email,
      case
        when own.own_exclusion is not null then own.own_exclusion
        when own.is_loser and ends.record_id is null then 'deleted'
        else ends.exclusion
      end as exclusion,
      coalesce(mailboxes.mailbox is null and ${isMailAddress("own.address")}, false) as has_own_email,
      own.is_deleted or own.is_missing or own.is_loser as is_gone,
      row_number() over (
        order by is_gone, own.precedence <> 1, own.precedence = 3, own.record_id, own.system, own.entity
      ) as record_no
    from own
    left join mailboxes on mailboxes.mailbox = split_part(own.address, '@', 1)
    left join ends on ends.system = own.system and ends.entity = own.entity and ends.record_id = own.record_id`,
});
