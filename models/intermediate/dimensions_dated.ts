import { sql } from "kysely";
import { nullable, type RowOf, text, whole } from "../../src/table/columns.js";
import { fieldKey } from "../../src/table/dialect.js";
import { model } from "../../src/table/model.js";
import { source_attributes } from "../canonical/source_attributes.js";
import { source_field_changes } from "../canonical/source_field_changes.js";
import { source_people } from "../canonical/source_people.js";
import { custom_fields } from "../run/custom_fields.js";
import { loads } from "../run/loads.js";
import { accountAttributeList, accountAttributeValue, systemOfPeople } from "../shared/account_attributes.js";
import { cycles_dimensioned } from "./cycles_dimensioned.js";
import { cycles_opened } from "./cycles_opened.js";
import { people_resolved } from "./people_resolved.js";
import { person_attributes } from "./person_attributes.js";
import { person_records } from "./person_records.js";
import { records_described } from "./records_described.js";

const columns = {
  dimension: text("Dimension of the funnel that an attribute of the person gives, e.g. owner"),
  example: nullable(text("One of later_cycles, as person_id#cycle_no; null if there is none")),
  cycles: whole("Cycles with an MQL and a value of the dimension"),
  later_cycles: whole("Of these, cycles whose value nothing shows for mql_at: it is the first one that was seen later"),
};

/** Dimensions, the column of cycles_dimensioned that has each, and the attribute of a record that gives it. */
const builtIn = [
  ["persona", "persona", "job_title"],
  ["seniority", "seniority", "job_title"],
  ["industry", "industry", "industry"],
  ["company_size_band", "company_size_band", "employee_count"],
  ["region", "region", "country"],
  ["owner", "owner_id", "owner_id"],
  ["owner_team", "owner_team", "owner_id"],
] as const;
const recordColumns = ["job_title", "industry", "country", "owner_id"];

/**
 * A value is known at mql_at if the record that gives it was there and either a history tells a change of it, or the source's
 * history of the field in records of its kind, or their first load, is older than the MQL. An unchanged field has no rows in a history.
 * For a value that the record takes from its account, the history of accounts counts.
 */
export const dimensions_dated = model({
  name: "intermediate.dimensions_dated",
  about: "One row per dimension that an attribute of people gives: in how many cycles it is not known as of mql_at.",
  materialized: "table",
  grain: ["dimension"],
  from: {
    cycles: cycles_dimensioned,
    opened: cycles_opened,
    people: people_resolved,
    attributes: person_attributes,
    records: person_records,
    described: records_described,
    given: source_attributes,
    source_people,
    changes: source_field_changes,
    fields: custom_fields,
    loads,
  },
  columns,
  select: (_, { dimensions }) => {
    const each = [...builtIn, ...dimensions.map((name) => [name, name, name] as const)];
    const listOf = (place: 0 | 2) => sql.join(each.map((one) => sql.lit(one[place])));
    const valued = each.map(([, column]) => sql`cycles.${sql.ref(column)} is not null`);
    return sql<RowOf<typeof columns>>`
    with asked as (
      select *
      from (
        select
          people.person_no,
          cycles.person_id || '#' || cycles.cycle_no as cycle_id,
          opened.mql_at,
          unnest([${listOf(0)}]) as dimension,
          unnest([${listOf(2)}]) as attribute,
          unnest([${sql.join(valued)}]) as has_value
        from cycles
        inner join opened on opened.person_id = cycles.person_id and opened.cycle_no = cycles.cycle_no
        inner join people on people.person_id = cycles.person_id
      )
      where has_value
    ),
    asked_people as (select distinct person_no from asked),
    firsts as (
      select people.person_no, attributes.attribute, min(attributes.observed_at) as observed_at
      from attributes
      inner join people on people.person_id = attributes.person_id
      semi join asked_people on asked_people.person_no = people.person_no
      where attributes.attribute in (${listOf(2)})
      group by people.person_no, attributes.attribute
    ),
    -- The best record that has a value gives it.
    giving as (
      select person_no, attribute, system, entity, record_id
      from (
        select described.person_no, columns_of.attribute, described.system, records.entity, records.record_id, described.preference
        from described
        inner join records on records.record_no = described.record_no
        semi join asked_people on asked_people.person_no = described.person_no
        inner join (
          from (
            select record_no, employee_count::varchar as employee_count, ${sql.join(recordColumns.map((name) => sql.ref(name)))}
            from described
            semi join asked_people on asked_people.person_no = described.person_no
          )
          unpivot (value for attribute in (employee_count, ${sql.join(recordColumns.map((name) => sql.ref(name)))}))
        ) as columns_of on columns_of.record_no = described.record_no
        union all
        select described.person_no, given.attribute, given.system, given.entity, given.record_id, described.preference
        from given
        inner join records on records.system = given.system and records.entity = given.entity
          and records.record_id = given.record_id
        inner join described on described.record_no = records.record_no
        semi join asked_people on asked_people.person_no = described.person_no
        where given.value is not null
      )
      qualify row_number() over (partition by person_no, attribute order by preference, system) = 1
    ),
    -- If the team's own field is blank, the account's value does not replace it.
    given_by_accounts as (
      select giving.person_no, giving.attribute
      from giving
      inner join source_people on source_people.system = giving.system and source_people.entity = giving.entity
        and source_people.record_id = giving.record_id
      anti join fields on fields.system = giving.system and fields.attribute = giving.attribute
      where giving.attribute in (${accountAttributeList}) and source_people.account_id is not null
        and ${accountAttributeValue("source_people", "giving.attribute")} is null
    ),
    recorded as (
      select distinct records.person_no, given.attribute
      from given
      inner join records on records.system = given.system and records.entity = given.entity
          and records.record_id = given.record_id
      where given.is_recorded
    ),
    told as (
      select
        changes.system,
        case when changes.is_of_account then '(account)' else changes.entity end as entity,
        coalesce(fields.attribute, changes.attribute) as attribute,
        min(changes.occurred_at) as since
      from (select *, ${systemOfPeople} from changes) as changes
      left join fields on fields.system = changes.system_of_people and ${fieldKey("fields.field")} = ${fieldKey("changes.field")}
      where coalesce(fields.attribute, changes.attribute) is not null
      group by all
    ),
    -- A raw table is named by the product and its objects, e.g. raw.salesforce_leads.
    loaded as (
      select system, split_part(table_name, '_', 2) as objects, min(loaded_at) as since
      from loads
      where split_part(table_name, '_', 3) = ''
      group by system, objects
    ),
    judged as (
      select
        asked.dimension,
        asked.cycle_id,
        coalesce(firsts.observed_at > asked.mql_at, true)
          or (recorded.person_no is null and coalesce(least(told.since, loaded.since, persons.since) > asked.mql_at, true)) as is_later
      from asked
      left join firsts on firsts.person_no = asked.person_no and firsts.attribute = asked.attribute
      left join giving on giving.person_no = asked.person_no and giving.attribute = asked.attribute
      left join recorded on recorded.person_no = asked.person_no and recorded.attribute = asked.attribute
      left join given_by_accounts on given_by_accounts.person_no = asked.person_no
        and given_by_accounts.attribute = asked.attribute
      left join told on told.system = giving.system and told.attribute = asked.attribute
        and told.entity = case when given_by_accounts.person_no is null then giving.entity else '(account)' end
      left join loaded on loaded.system = giving.system and loaded.objects in (giving.entity, giving.entity || 's')
      -- Without an export of contacts, accounts that are persons give them.
      left join loaded as persons on persons.system = giving.system and persons.objects = 'accounts'
        and giving.entity = 'contact' and loaded.system is null
    )
    select
      dimension,
      min(cycle_id) filter (where is_later) as example,
      count(*) as cycles,
      count(*) filter (where is_later) as later_cycles
    from judged
    group by dimension`;
  },
});
