import { sql } from "kysely";
import { flag, pickColumns, type RowOf } from "../../src/table/columns.js";
import { model } from "../../src/table/model.js";
import { accountAttributeList, accountAttributeValue } from "../shared/account_attributes.js";
import { record_attributes } from "./record_attributes.js";
import { source_accounts } from "./source_accounts.js";
import { source_people } from "./source_people.js";

const columns = {
  ...pickColumns(record_attributes, "system", "entity", "record_id", "attribute", "value"),
  is_recorded: flag(
    "True if a history of the field, in the record or its account, tells the value or a later change of it",
  ),
  ...pickColumns(record_attributes, "observed_at"),
};

/** What an instant is of. */
const instantOf = sql.raw(
  "begun.system, begun.entity, begun.record_id, begun.account_id, begun.attribute, begun.is_recorded, begun.is_account_recorded",
);

/**
 * A record of which neither a field nor the account ever changed has no rows: its columns say it all. Where an account's
 * value changed, or the own value of a record that names an account, both are put together at each change. The account is
 * the one that the record names today: what another account said while the record named that one is not known here.
 */
export const source_attributes = model({
  name: "intermediate.source_attributes",
  about:
    "One row per record of a person, attribute and change of its value, its own or that of the account it names: every custom attribute, and a standard attribute only for records in which it changed.",
  materialized: "table",
  grain: ["system", "entity", "record_id", "attribute", "observed_at"],
  from: { timelines: record_attributes, people: source_people, accounts: source_accounts },
  columns,
  select: () => sql<RowOf<typeof columns>>`
    with own as (select * from timelines where not is_of_account),
    of_accounts as materialized (
      select
        *,
        row_number() over (partition by system, record_id, attribute order by observed_at) = 1 as is_first
      from timelines
      where is_of_account
    ),
    changed_own as materialized (
      select system, entity, record_id, attribute, bool_or(is_custom) as is_custom, bool_or(is_recorded) as is_recorded
      from own
      where attribute in (${accountAttributeList})
      group by system, entity, record_id, attribute
    ),
    changed_accounts as (
      select system, record_id as account_id, attribute, bool_or(is_recorded) as is_recorded
      from of_accounts
      group by system, record_id, attribute
    ),
    -- Records of which the account or the own value changed, with an account that stands in for blanks.
    keyed as (
      select people.system, people.entity, people.record_id, people.account_id, changed_own.attribute
      from changed_own
      inner join people on people.system = changed_own.system and people.entity = changed_own.entity and people.record_id = changed_own.record_id
      where not changed_own.is_custom and people.account_id is not null
      union
      select people.system, people.entity, people.record_id, people.account_id, changed_accounts.attribute
      from changed_accounts
      inner join people on people.system = changed_accounts.system and people.account_id = changed_accounts.account_id
      anti join changed_own on changed_own.system = people.system and changed_own.entity = people.entity and changed_own.record_id = people.record_id
        and changed_own.attribute = changed_accounts.attribute and changed_own.is_custom
    ),
    pairs as materialized (
      select
        keyed.*,
        people.created_at,
        ${accountAttributeValue("people", "keyed.attribute")} as own_value,
        ${accountAttributeValue("accounts", "keyed.attribute")} as account_value,
        changed_own.attribute is not null as has_own_changes,
        changed_accounts.attribute is not null as has_account_changes,
        coalesce(changed_own.is_recorded, false) as is_recorded,
        coalesce(changed_accounts.is_recorded, false) as is_account_recorded
      from keyed
      inner join people on people.system = keyed.system and people.entity = keyed.entity and people.record_id = keyed.record_id
      inner join accounts on accounts.system = keyed.system and accounts.account_id = keyed.account_id
      left join changed_own on changed_own.system = keyed.system and changed_own.entity = keyed.entity and changed_own.record_id = keyed.record_id
        and changed_own.attribute = keyed.attribute
      left join changed_accounts on changed_accounts.system = keyed.system
        and changed_accounts.account_id = keyed.account_id and changed_accounts.attribute = keyed.attribute
    ),
    own_values as (
      select system, entity, record_id, attribute, own_value as value, '-infinity'::timestamp as from_at
      from pairs
      where not has_own_changes
      union all
      select own.system, own.entity, own.record_id, own.attribute, own.value, own.observed_at
      from own
      semi join pairs on pairs.system = own.system and pairs.entity = own.entity and pairs.record_id = own.record_id
        and pairs.attribute = own.attribute
    ),
    account_values as (
      select system, account_id, attribute, any_value(account_value) as value, '-infinity'::timestamp as from_at
      from pairs
      where not has_account_changes
      group by system, account_id, attribute
      union all
      select
        system,
        record_id,
        attribute,
        value,
        case when is_first then '-infinity'::timestamp else observed_at end
      from of_accounts
    ),
    -- A record knows its account from its own beginning; without a date, from when a load first saw either.
    begun as (
      select
        pairs.*,
        coalesce(
          pairs.created_at,
          (select min(own.observed_at) from own where own.system = pairs.system and own.entity = pairs.entity and own.record_id = pairs.record_id
            and own.attribute = pairs.attribute),
          (select min(of_accounts.observed_at) from of_accounts where of_accounts.system = pairs.system
            and of_accounts.record_id = pairs.account_id and of_accounts.attribute = pairs.attribute)
        ) as began_at
      from pairs
    ),
    instants as (
      select ${instantOf}, begun.began_at as observed_at from begun
      union
      select ${instantOf},
        own.observed_at
      from begun
      inner join own on own.system = begun.system and own.entity = begun.entity and own.record_id = begun.record_id
        and own.attribute = begun.attribute
      union
      select ${instantOf},
        of_accounts.observed_at
      from begun
      inner join of_accounts on of_accounts.system = begun.system and of_accounts.record_id = begun.account_id
        and of_accounts.attribute = begun.attribute
      where not of_accounts.is_first and of_accounts.observed_at > begun.began_at
    ),
    put_together as (
      select
        instants.system,
        instants.entity,
        instants.record_id,
        instants.attribute,
        coalesce(own_values.value, account_values.value) as value,
        instants.is_recorded or (own_values.value is null and instants.is_account_recorded) as is_recorded,
        instants.observed_at
      from instants
      asof left join own_values on own_values.system = instants.system and own_values.entity = instants.entity and own_values.record_id = instants.record_id
        and own_values.attribute = instants.attribute and own_values.from_at <= instants.observed_at
      asof left join account_values on account_values.system = instants.system
        and account_values.account_id = instants.account_id and account_values.attribute = instants.attribute
        and account_values.from_at <= instants.observed_at
    )
    select own.system, own.entity, own.record_id, own.attribute, own.value, own.is_recorded, own.observed_at
    from own
    anti join pairs on pairs.system = own.system and pairs.entity = own.entity and pairs.record_id = own.record_id
      and pairs.attribute = own.attribute
    union all
    select system, entity, record_id, attribute, value, is_recorded, observed_at
    from put_together`,
});
