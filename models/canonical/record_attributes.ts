import { type Expression, sql } from "kysely";
import { flag, instant, nullable, personal, pickColumns, type RowOf, text } from "../../src/table/columns.js";
import { comparisonKey, fieldKey, plainNumber, trimToNull } from "../../src/table/dialect.js";
import { model } from "../../src/table/model.js";
import { salesforceId } from "../../src/table/salesforce_id.js";
import { custom_fields } from "../run/custom_fields.js";
import { field_values } from "../run/field_values.js";
import { run_context } from "../run/run_context.js";
import { accountAttributeValue, systemOfPeople } from "../shared/account_attributes.js";
import { source_accounts } from "./source_accounts.js";
import { source_field_changes } from "./source_field_changes.js";
import { source_people } from "./source_people.js";

const columns = {
  ...pickColumns(field_values, "system"),
  entity: text("Object of the record, in lower case, e.g. lead"),
  ...pickColumns(field_values, "record_id"),
  attribute: text("Attribute as closedloop.yaml or a fit rule names it, e.g. persona; owner_id for the owner"),
  value: nullable(personal(text("Value of the attribute from then on; null if the field was blank"))),
  is_of_account: flag("True if the record is an account"),
  is_custom: flag("True if closedloop.yaml names the field: then an account's value does not stand in for a blank"),
  is_recorded: flag("True if a history of the field has the value; false if only loads have it"),
  observed_at: instant("Time from which the record is known to have the value, UTC"),
};

/** A number as people type it, e.g. `$1,200`; null if it is none. */
const typedNumber = (value: Expression<string | null>, type: string) =>
  sql<string | null>`try_cast(regexp_replace(${value}, '^\\$|,(\\d{3})', '\\1', 'g') as ${sql.raw(type)})`;

/** The value as the columns of people spell it. Of the team's own fields only what rules compare is made alike. */
const spelt = (value: Expression<string | null>) => sql<string | null>`case
  when attribute = 'email' then ${comparisonKey(value)}
  when attribute = 'annual_revenue' and is_custom then ${plainNumber(value)}
  when attribute = 'annual_revenue' then ${plainNumber(typedNumber(value, "decimal(18, 2)"))}
  when attribute = 'employee_count' and not is_custom then ${typedNumber(value, "bigint")}::varchar
  when attribute = 'owner_id' and regexp_full_match(${value}, '00[05G][A-Za-z0-9]{12}') then ${salesforceId(value)}
  else ${value} end`;

/** The attributes that a record of a person has columns for, as text. */
const presentValue = sql<string | null>`case before_told.attribute
  when 'email' then ${comparisonKey("people.email")}
  when 'job_title' then ${trimToNull("people.job_title")}
  when 'country' then ${trimToNull("people.country")}
  when 'industry' then ${trimToNull("people.industry")}
  when 'owner_id' then people.owner_id
  when 'email_status' then people.email_status
  when 'employee_count' then people.employee_count::varchar
  when 'annual_revenue' then ${plainNumber("people.annual_revenue")} end`;

/**
 * A history such as LeadHistory or AccountHistory goes before what loads saw: the value before its first change is that change's old value,
 * since the record's creation. A state that a load saw counts beside a history only where the history cannot know it: before
 * its first change, for a value that it never set, or after its last change, from the first value that differs on.
 */
export const record_attributes = model({
  name: "intermediate.record_attributes",
  about:
    "One row per record, attribute and change of its value, from histories of fields and from loads: every custom attribute, and a standard attribute only for records in which it changed.",
  materialized: "table",
  grain: ["system", "entity", "record_id", "attribute", "observed_at"],
  from: {
    values: field_values,
    changes: source_field_changes,
    fields: custom_fields,
    people: source_people,
    accounts: source_accounts,
    run: run_context,
  },
  columns,
  select: () => sql<RowOf<typeof columns>>`
    with own_fields as (select distinct system, attribute from fields),
    recorded as (
      select
        changes.system,
        changes.entity,
        changes.record_id,
        coalesce(fields.attribute, changes.attribute) as attribute,
        coalesce(changes.is_of_account, false) as is_of_account,
        fields.attribute is not null as is_custom,
        ${trimToNull("changes.old_value")} as old_text,
        ${trimToNull("changes.new_value")} as new_text,
        changes.change_id,
        changes.occurred_at
      from (select *, ${systemOfPeople} from changes) as changes
      left join fields on fields.system = changes.system_of_people and ${fieldKey("fields.field")} = ${fieldKey("changes.field")}
      left join own_fields on own_fields.system = changes.system_of_people and own_fields.attribute = changes.attribute
      -- A custom field that the team maps to an attribute replaces the standard field of that name.
      where (fields.attribute is not null or (changes.attribute is not null and own_fields.attribute is null))
        -- The history of a long text has rows without values.
        and coalesce(${trimToNull("changes.old_value")}, ${trimToNull("changes.new_value")}) is not null
    ),
    seconds as materialized (
      select
        *,
        list(old_value) over same_second as olds,
        list(new_value) over same_second as news,
        min(occurred_at) over one_attribute as first_at
      from (select *, ${spelt(sql.ref("old_text"))} as old_value, ${spelt(sql.ref("new_text"))} as new_value from recorded)
      window one_attribute as (partition by system, entity, record_id, attribute),
        same_second as (partition by system, entity, record_id, attribute, occurred_at)
    ),
    -- Changes of one second have no order: the last value is the one that none of them replaced, the first the one that none set.
    told as materialized (
      select system, entity, record_id, attribute, is_of_account, is_custom, new_value as value, occurred_at
      from seconds
      qualify row_number() over (
        partition by system, entity, record_id, attribute, occurred_at
        order by coalesce(list_contains(olds, new_value), false), change_id desc
      ) = 1
    ),
    before_told as (
      select
        system,
        entity,
        record_id,
        case when is_of_account then record_id end as account_id,
        attribute,
        is_of_account,
        is_custom,
        old_value as value,
        first_at
      from seconds
      where occurred_at = first_at
      qualify row_number() over (
        partition by system, entity, record_id, attribute
        order by coalesce(list_contains(news, old_value), false), change_id
      ) = 1
    ),
    lasts as (
      select * from told
      qualify row_number() over (partition by system, entity, record_id, attribute order by occurred_at desc) = 1
    ),
    histories as materialized (
      select
        before_told.*,
        lasts.value as last_value,
        lasts.occurred_at as last_at,
        coalesce(people.created_at, accounts.created_at) as made_at,
        coalesce(people.modified_at, accounts.modified_at, run.as_of) as modified_at,
        case when before_told.is_of_account then ${accountAttributeValue("accounts", "before_told.attribute")} else ${presentValue} end as present_value
      from before_told
      inner join lasts on lasts.system = before_told.system and lasts.entity = before_told.entity and lasts.record_id = before_told.record_id
        and lasts.attribute = before_told.attribute
      left join people on people.system = before_told.system and people.entity = before_told.entity
        and people.record_id = before_told.record_id
      left join accounts on accounts.system = before_told.system and accounts.account_id = before_told.account_id
      cross join run
      where people.record_id is not null or accounts.account_id is not null
    ),
    named as (
      select
        "values".system,
        lower("values".entity) as entity,
        "values".record_id,
        coalesce(fields.attribute, "values".attribute, "values".field) as attribute,
        coalesce("values".is_of_account, false) as is_of_account,
        fields.attribute is not null or "values".attribute is null as is_custom,
        "values".value as text_value,
        "values".made_at,
        coalesce("values".changed_at, "values".loaded_at) as changed_at,
        "values".changed_at is not null as is_dated,
        "values".loaded_at,
        row_number() over (
          partition by "values".system, "values".entity, "values".record_id, "values".field
          order by coalesce("values".changed_at, "values".loaded_at), "values".loaded_at, "values".version_no
        ) = 1 as is_first,
        "values".version_no
      from (select *, ${systemOfPeople} from "values") as "values"
      left join fields on fields.system = "values".system_of_people and lower(fields.field) = lower("values".field)
      left join own_fields on own_fields.system = "values".system_of_people and own_fields.attribute = "values".attribute
      where fields.attribute is not null
        or ("values".attribute is not null and own_fields.attribute is null)
        or ("values".attribute is null and "values".product = 'mapped')
    ),
    seen as (
      select * exclude (text_value), ${spelt(sql.ref("text_value"))} as value
      from named
    ),
    states as (
      select
        system,
        entity,
        record_id,
        attribute,
        value,
        is_of_account,
        is_custom,
        made_at,
        changed_at,
        is_dated,
        loaded_at,
        is_first,
        version_no
      from seen
      union all
      -- What a record without versions says by itself, if that is newer than the history.
      select
        histories.system,
        histories.entity,
        histories.record_id,
        histories.attribute,
        histories.present_value,
        histories.is_of_account,
        false,
        histories.made_at,
        histories.modified_at,
        true,
        histories.modified_at,
        true,
        1
      from histories
      anti join seen on seen.system = histories.system and seen.entity = histories.entity and seen.record_id = histories.record_id
        and seen.attribute = histories.attribute
      where not histories.is_custom and histories.modified_at > histories.last_at
        and histories.present_value is distinct from histories.last_value
        -- A record without a status does not take back a bounce.
        and (histories.attribute <> 'email_status' or histories.present_value is not null)
    ),
    compared as (
      select
        states.*,
        coalesce(states.loaded_at < histories.first_at, true) as is_before_history,
        case when states.is_first
            then states.changed_at > histories.last_at and states.value is distinct from histories.last_value
          else told_values.system is null or bool_or(
            states.is_dated and states.changed_at > histories.last_at and states.value is distinct from histories.last_value
          ) over (
            partition by states.system, states.entity, states.record_id, states.attribute
            order by states.changed_at, states.loaded_at, states.version_no
            rows between unbounded preceding and current row
          ) end as is_beyond_history
      from states
      left join histories on histories.system = states.system and histories.entity = states.entity and histories.record_id = states.record_id
        and histories.attribute = states.attribute
      left join (select distinct system, entity, record_id, attribute, value from told) as told_values
        on told_values.system = histories.system and told_values.entity = histories.entity and told_values.record_id = histories.record_id
        and told_values.attribute = histories.attribute and told_values.value is not distinct from states.value
    ),
    points as (
      select
        system,
        entity,
        record_id,
        attribute,
        value,
        is_of_account,
        is_custom,
        false as is_recorded,
        case when is_first and is_before_history then coalesce(made_at, changed_at) else changed_at end as observed_at,
        loaded_at,
        version_no
      from compared
      where is_before_history or is_beyond_history
      union all
      -- Nobody knows since when email does not reach a person: not later than the record's last change.
      select
        people.system,
        people.entity,
        people.record_id,
        'email_status',
        people.email_status,
        false,
        false,
        false,
        coalesce(people.modified_at, run.as_of),
        coalesce(people.modified_at, run.as_of),
        1
      from people
      cross join run
      anti join told on told.system = people.system and told.entity = people.entity
        and told.record_id = people.record_id and told.attribute = 'email_status'
      anti join own_fields on own_fields.system = people.system and own_fields.attribute = 'email_status'
      where people.email_status in ('invalid', 'unsubscribed')
      union all
      select system, entity, record_id, attribute, value, is_of_account, is_custom, true, occurred_at, occurred_at, 1
      from told
      union all
      select
        histories.system,
        histories.entity,
        histories.record_id,
        histories.attribute,
        histories.value,
        histories.is_of_account,
        histories.is_custom,
        true,
        least(histories.made_at, histories.first_at - interval 1 microsecond),
        histories.first_at,
        1
      from histories
      anti join compared on compared.system = histories.system and compared.entity = histories.entity and compared.record_id = histories.record_id
        and compared.attribute = histories.attribute
        and compared.is_first and compared.is_before_history
    )
    select system, entity, record_id, attribute, value, is_of_account, is_custom, is_recorded, observed_at
    from points
    qualify row_number() over (
      partition by system, entity, record_id, attribute, observed_at
      order by is_recorded desc, loaded_at desc, version_no desc, value
    ) = 1`,
});
