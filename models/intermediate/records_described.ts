import { sql } from "kysely";
import { instant, money, nullable, personal, pickColumns, type RowOf, text, whole } from "../../src/table/columns.js";
import { trimToNull } from "../../src/table/dialect.js";
import { model } from "../../src/table/model.js";
import { source_accounts } from "../canonical/source_accounts.js";
import { source_people } from "../canonical/source_people.js";
import { run_context } from "../run/run_context.js";
import { personColumns, selectTrimmedPersonColumns } from "../shared/person_columns.js";
import { person_records } from "./person_records.js";
import { records_judged } from "./records_judged.js";

const columns = {
  ...pickColumns(source_people, "system", "account_id", "owner_id"),
  ...pickColumns(records_judged, "email"),
  ...personColumns,
  company: nullable(personal(text("Company as typed, else the name of the account; null if neither is known"))),
  industry: nullable(
    text("Industry on the person's own records, as the source words it; else that of the account they name"),
  ),
  country: nullable(text("Country as typed, name or ISO code, else of the account")),
  ...pickColumns(source_people, "source", "medium", "email_status"),
  ...pickColumns(person_records, "record_no", "person_no"),
  preference: whole(
    "Rank of the record within the person, from 1: for each attribute, the first non-blank value in this order is used. Merged-away and deleted records come after all others. Within each of these two groups: CRM contacts, then CRM leads and mapped records, then marketing automation records; among equals, the most recently changed comes first",
  ),
  age_order: whole("Rank of the record within the person by created_at, oldest first; without a date last"),
  employee_count: nullable(
    whole("Number of employees on the person's own records; else that of the account they name"),
  ),
  annual_revenue: nullable(money("Annual revenue on the person's own records; else that of the account they name")),
  ...pickColumns(source_people, "created_at"),
  observed_at: instant(
    "Time from which the record's values count, UTC: created_at, else that of the person's oldest record, else the run's as-of",
  ),
};

export const records_described = model({
  name: "intermediate.records_described",
  about:
    "One row per kept record: what it says about its person, blanks as null, and its rank where the person's records disagree.",
  materialized: "table",
  grain: ["record_no"],
  from: {
    records: person_records,
    judged: records_judged,
    people: source_people,
    accounts: source_accounts,
    run: run_context,
  },
  columns,
  select: () => sql<RowOf<typeof columns>>`
    with described as materialized (
      select
        records.record_no,
        records.person_no,
        people.system,
        people.record_id,
        people.account_id,
        people.owner_id,
        judged.email,
        ${selectTrimmedPersonColumns("people")},
        coalesce(${trimToNull("people.company")}, accounts.name) as company,
        coalesce(${trimToNull("people.industry")}, accounts.industry) as industry,
        coalesce(${trimToNull("people.country")}, accounts.country) as country,
        ${trimToNull("people.source")} as source,
        ${trimToNull("people.medium")} as medium,
        people.email_status,
        coalesce(people.employee_count, accounts.employee_count) as employee_count,
        coalesce(people.annual_revenue, accounts.annual_revenue) as annual_revenue,
        people.precedence,
        judged.is_gone,
        people.created_at,
        people.modified_at
      from records
      inner join people on people.system = records.system
        and people.entity = records.entity
        and people.record_id = records.record_id
      inner join judged on judged.record_no = records.record_no
      left join accounts on accounts.system = people.system and accounts.account_id = people.account_id
    ),
    -- A CTE of its own: windows that also carry all the texts take several times as long.
    ranked as (
      select
        record_no,
        row_number() over (
          partition by person_no
          order by is_gone, precedence, modified_at desc nulls last, record_no
        ) as preference,
        row_number() over (
          partition by person_no
          order by created_at nulls last, record_id, system
        ) as age_order,
        coalesce(created_at, min(created_at) over (partition by person_no)) as known_at
      from described
    )
    select
      described.* exclude (record_id, precedence, is_gone, modified_at),
      ranked.preference,
      ranked.age_order,
      coalesce(ranked.known_at, run.as_of) as observed_at
    from described
    inner join ranked on ranked.record_no = described.record_no
    cross join run`,
});
