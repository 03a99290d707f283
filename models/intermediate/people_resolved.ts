import { sql } from "kysely";
import { flag, instant, nullable, pickColumns, type RowOf, text } from "../../src/table/columns.js";
import { mailHost } from "../../src/table/dialect.js";
import { model } from "../../src/table/model.js";
import { source_attributes } from "../canonical/source_attributes.js";
import { personColumns, selectPreferredPersonColumns } from "../shared/person_columns.js";
import { account_domains } from "./account_domains.js";
import { person_records } from "./person_records.js";
import { records_described } from "./records_described.js";

const columns = {
  ...pickColumns(person_records, "person_id"),
  account_system: nullable(text("Source of the account; null without an account")),
  account_id: nullable(
    text("Account that a record names, else the account with the domain of the email address; null if neither"),
  ),
  owner_id: nullable(text("Owner of the person; null if no record names one")),
  ...pickColumns(records_described, "email"),
  ...personColumns,
  ...pickColumns(records_described, "company", "industry", "country"),
  source: nullable(text("First-touch source of the person's oldest record; null if that record has none")),
  medium: nullable(text("First-touch medium of the person's oldest record; null if that record has none")),
  persona_given: nullable(text("Persona from a custom attribute named persona; null if no source gives one")),
  ...pickColumns(person_records, "person_no"),
  ...pickColumns(records_described, "employee_count", "annual_revenue"),
  account_is_matched: flag("True if no record names the account and it was found by the domain of the email address"),
  created_at: nullable(instant("When the person's oldest record was created, UTC; null if no source says")),
};

/**
 * Each value is the first non-blank one in the order of records_described.preference; source and medium come from the
 * oldest record. An account that was found by the email domain gives only its id, not its industry or size.
 */
export const people_resolved = model({
  name: "intermediate.people_resolved",
  about: "One row per person: who they are, from all their records.",
  materialized: "table",
  grain: ["person_id"],
  from: {
    records: person_records,
    described: records_described,
    attributes: source_attributes,
    domains: account_domains,
  },
  columns,
  select: () => sql<RowOf<typeof columns>>`
    with named as (select person_no, person_id from records where join_reason = 'itself'),
    resolved as (
      select
        person_no,
        arg_min(system, preference) filter (where account_id is not null) as account_system,
        arg_min(account_id, preference) as account_id,
        arg_min(owner_id, preference) as owner_id,
        arg_min(email, preference) as email,
        ${selectPreferredPersonColumns()},
        arg_min(company, preference) as company,
        arg_min(industry, preference) as industry,
        arg_min(country, preference) as country,
        max(source) filter (where age_order = 1) as source,
        max(medium) filter (where age_order = 1) as medium,
        arg_min(employee_count, preference) as employee_count,
        arg_min(annual_revenue, preference) as annual_revenue,
        min(created_at) as created_at
      from described
      group by person_no
    ),
    given as (
      select records.record_no, arg_max(attributes.value, attributes.observed_at) as persona
      from attributes
      inner join records on records.system = attributes.system
        and records.entity = attributes.entity
        and records.record_id = attributes.record_id
      where attributes.attribute = 'persona' and attributes.value is not null
      group by records.record_no
    ),
    personas as (
      select described.person_no, arg_min(given.persona, described.preference) as persona_given
      from given
      inner join described on described.record_no = given.record_no
      group by described.person_no
    )
    select
      named.person_id,
      personas.persona_given,
      matched.account_id is not null as account_is_matched,
      resolved.* replace (
        coalesce(resolved.account_system, matched.account_system) as account_system,
        coalesce(resolved.account_id, matched.account_id) as account_id
      )
    from resolved
    left join (select * from domains where account_id is not null) as matched
      on matched.domain = case when resolved.account_id is null then ${mailHost("resolved.email")} end
    inner join named on named.person_no = resolved.person_no
    left join personas on personas.person_no = resolved.person_no`,
});
