import { sql } from "kysely";
import { nullable, oneOf, personal, type RowOf, text } from "../../src/columns.js";
import { folded } from "../../src/dialect.js";
import { model } from "../../src/model.js";
import { internal_domains } from "../sources/internal_domains.js";
import { shared_mailboxes } from "../sources/shared_mailboxes.js";
import { source_attributes } from "./source_attributes.js";
import { source_people } from "./source_people.js";

const columns = {
  system: text("Source"),
  entity: text("Object of the record"),
  record_id: text("Record"),
  email: nullable(personal(text("Trimmed, lower case, Unicode NFC; null if none"))),
  joining_email: nullable(personal(text("The email, unless it is a mailbox that many people share"))),
  exclusion: nullable(oneOf(["test", "internal", "deleted"], "Why the record is no lead of ours; null: kept")),
};

/** The one rule that keeps records out: marked as a test, of our own domains, or deleted and merged into nothing that stands. */
export const records_judged = model({
  name: "intermediate.records_judged",
  about: "One row per record that describes a person: kept, or why not.",
  materialized: "table",
  grain: ["system", "record_id"],
  from: {
    people: source_people,
    attributes: source_attributes,
    domains: internal_domains,
    mailboxes: shared_mailboxes,
  },
  columns,
  select: () => sql<RowOf<typeof columns>>`
    with recursive merged as (
      select system, record_id, merged_into as at_record_id, 1 as step
      from people
      where merged_into is not null
      union all
      select merged.system, merged.record_id, people.merged_into, merged.step + 1
      from merged
      inner join people on people.system = merged.system and people.record_id = merged.at_record_id
      where people.merged_into is not null and merged.step < 50
    ),
    standing as (
      select distinct merged.system, merged.record_id
      from merged
      inner join people on people.system = merged.system and people.record_id = merged.at_record_id
      where not people.is_deleted and people.merged_into is null
    ),
    tests as (
      select distinct system, record_id
      from attributes
      where attribute = 'is_test'
      qualify lower(last_value(value) over (
        partition by system, record_id order by observed_at rows between unbounded preceding and unbounded following
      )) in ('true', '1', 'yes')
    ),
    addressed as (
      select *, ${folded("email")} as address from people
    )
    select addressed.system, addressed.entity, addressed.record_id, addressed.address as email,
      case when mailboxes.mailbox is null and contains(addressed.address, '@') then addressed.address end as joining_email,
      case when tests.record_id is not null then 'test'
        when domains.domain is not null then 'internal'
        when (addressed.is_deleted or addressed.merged_into is not null) and standing.record_id is null then 'deleted'
        end as exclusion
    from addressed
    left join tests on tests.system = addressed.system and tests.record_id = addressed.record_id
    left join domains on domains.domain = split_part(addressed.address, '@', -1)
    left join mailboxes on mailboxes.mailbox = split_part(addressed.address, '@', 1)
    left join standing on standing.system = addressed.system and standing.record_id = addressed.record_id`,
});
