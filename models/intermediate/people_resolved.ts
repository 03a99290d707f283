import { sql } from "kysely";
import { instant, money, nullable, personal, type RowOf, text, whole } from "../../src/columns.js";
import { folded } from "../../src/dialect.js";
import { model } from "../../src/model.js";
import { records_ranked } from "./records_ranked.js";
import { source_accounts } from "./source_accounts.js";
import { source_attributes } from "./source_attributes.js";
import { source_people } from "./source_people.js";

const columns = {
  person_id: text("Person"),
  account_system: nullable(text("Source of the account")),
  account_id: nullable(text("Account; null if no record names one")),
  owner_id: nullable(text("Owner; null if no record names one")),
  email: nullable(personal(text("Trimmed, lower case, Unicode NFC"))),
  full_name: nullable(personal(text("Full name"))),
  job_title: nullable(text("Job title as typed")),
  company: nullable(text("Company as typed, else the account's name")),
  industry: nullable(text("Industry of the person's company")),
  country: nullable(text("Country as typed or ISO code")),
  source: nullable(text("First-touch source of the oldest record; null if that has none")),
  medium: nullable(text("First-touch medium of the oldest record")),
  persona_given: nullable(text("Persona that a source itself gives, as the custom attribute persona; null if none")),
  person_no: whole("The person's number in this build"),
  employee_count: nullable(whole("Employees of the person's company")),
  annual_revenue: nullable(money("Annual revenue of the person's company")),
  created_at: nullable(instant("When the oldest record was made, UTC; null if no source says")),
};

/** Of each attribute the latest value that is not blank: of a CRM contact, else a CRM lead, else a MAP record; losers of merges last. */
export const people_resolved = model({
  name: "intermediate.people_resolved",
  about: "One row per person: who it is, of all records joined.",
  materialized: "table",
  grain: ["person_id"],
  from: { records: records_ranked, people: source_people, accounts: source_accounts, attributes: source_attributes },
  columns,
  select: () => sql<RowOf<typeof columns>>`
    with personas as (
      select system, record_id, arg_max(value, observed_at) as persona
      from attributes
      where attribute = 'persona' and value is not null
      group by system, record_id
    ),
    described as (
      select records.person_id, people.system as account_system, people.account_id, people.owner_id,
        ${folded("people.email")} as email, nullif(trim(people.full_name), '') as full_name,
        nullif(trim(people.job_title), '') as job_title,
        coalesce(nullif(trim(people.company), ''), accounts.name) as company,
        coalesce(nullif(trim(people.industry), ''), accounts.industry) as industry,
        coalesce(nullif(trim(people.country), ''), accounts.country) as country,
        nullif(trim(people.source), '') as source, nullif(trim(people.medium), '') as medium, personas.persona,
        coalesce(people.employee_count, accounts.employee_count) as employee_count,
        coalesce(people.annual_revenue, accounts.annual_revenue) as annual_revenue, people.created_at,
        records.person_no, records.preference, records.age_order
      from records
      inner join people on people.system = records.system and people.record_id = records.record_id
      left join accounts on accounts.system = people.system and accounts.account_id = people.account_id
      left join personas on personas.system = people.system and personas.record_id = people.record_id
    )
    select person_id, person_no, arg_min(account_system, preference) filter (where account_id is not null) as account_system,
      arg_min(account_id, preference) as account_id, arg_min(owner_id, preference) as owner_id,
      arg_min(email, preference) as email, arg_min(full_name, preference) as full_name,
      arg_min(job_title, preference) as job_title, arg_min(company, preference) as company,
      arg_min(industry, preference) as industry, arg_min(country, preference) as country,
      max(source) filter (where age_order = 1) as source, max(medium) filter (where age_order = 1) as medium,
      arg_min(persona, preference) as persona_given, arg_min(employee_count, preference) as employee_count,
      arg_min(annual_revenue, preference) as annual_revenue, min(created_at) as created_at
    from described
    group by person_id, person_no`,
});
