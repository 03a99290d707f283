import { sql } from "kysely";
import { instant, nullable, personal, type RowOf, text, whole } from "../../src/columns.js";
import { folded } from "../../src/dialect.js";
import { model } from "../../src/model.js";
import { run_context } from "../sources/run_context.js";
import { records_ranked } from "./records_ranked.js";
import { source_accounts } from "./source_accounts.js";
import { source_attributes } from "./source_attributes.js";
import { source_people } from "./source_people.js";

const columns = {
  system: text("Source"),
  record_id: text("Record"),
  attribute: text("Attribute, as fit rules name it, or email"),
  value: nullable(personal(text("Its value; null: an observed blank"))),
  person_no: whole("The number of the person whom the record describes"),
  preference: whole("1: its values hold where the person's records disagree"),
  observed_at: instant(
    "When it was first seen to be so, UTC; of a record without a date that of the person's oldest, else the run's as-of",
  ),
};

/** A number as a team would write it in a rule: 200, not 200.00. */
const written = (value: string) =>
  sql`regexp_replace(cast(${sql.ref(value)} as varchar), ${sql.lit("\\.0+$")}, '') as ${sql.ref(value.split(".").pop()!)}`;

/** A custom attribute of the same name is believed instead: the team mapped it on purpose. */
export const record_attributes = model({
  name: "intermediate.record_attributes",
  about:
    "One row per kept record, attribute and change of its value; what only the present is known of stands at the record's creation.",
  materialized: "view",
  grain: ["system", "record_id", "attribute", "observed_at"],
  from: {
    records: records_ranked,
    people: source_people,
    accounts: source_accounts,
    given: source_attributes,
    run: run_context,
  },
  columns,
  select: () => sql<RowOf<typeof columns>>`
    with stated as (
      select records.system, records.record_id, records.person_no, records.preference,
        coalesce(people.created_at, min(people.created_at) over (partition by records.person_no), run.as_of)
          as observed_at, ${folded("people.email")} as email,
        nullif(trim(people.job_title), '') as job_title, people.email_status,
        coalesce(nullif(trim(people.industry), ''), accounts.industry) as industry,
        coalesce(nullif(trim(people.country), ''), accounts.country) as country,
        coalesce(people.employee_count, accounts.employee_count)::varchar as employee_count,
        coalesce(people.annual_revenue, accounts.annual_revenue) as annual_revenue
      from records
      inner join people on people.system = records.system and people.record_id = records.record_id
      left join accounts on accounts.system = people.system and accounts.account_id = people.account_id
      cross join run
    ),
    worded as (select * replace (${written("annual_revenue")}) from stated)
    select said.*
    from (
      select system, record_id, attribute, value, person_no, preference, observed_at
      from worded
      unpivot include nulls (
        value for attribute in (email, job_title, email_status, industry, country, employee_count, annual_revenue)
      )
    ) as said
    anti join given on given.system = said.system and given.record_id = said.record_id
      and given.attribute = said.attribute
    union all
    select given.system, given.record_id, given.attribute, given.value, records.person_no, records.preference,
      given.observed_at
    from given
    inner join records on records.system = given.system and records.record_id = given.record_id`,
});
