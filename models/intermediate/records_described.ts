import { sql } from "kysely";
import { instant, money, nullable, oneOf, personal, type RowOf, text, whole } from "../../src/table/columns.js";
import { trimToNull } from "../../src/table/dialect.js";
import { model } from "../../src/table/model.js";
import { source_accounts } from "../canonical/source_accounts.js";
import { plainTexts, source_people } from "../canonical/source_people.js";
import { run_context } from "../run/run_context.js";
import { person_records } from "./person_records.js";
import { records_judged } from "./records_judged.js";

const columns = {
  system: text("Source of the record, and of its account"),
  account_id: nullable(text("Account of the record")),
  owner_id: nullable(text("Owner of the record")),
  email: nullable(personal(text("Trimmed, lower case, Unicode NFC"))),
  ...plainTexts,
  company: nullable(text("Company as typed, else the account's name")),
  industry: nullable(text("Industry of the company, else of the account")),
  country: nullable(text("Country as typed or ISO code, else of the account")),
  source: nullable(text("First-touch source as the source words it")),
  medium: nullable(text("First-touch medium")),
  email_status: nullable(
    oneOf(["invalid", "unsubscribed", "valid"], "Whether mail reaches it; null if the source does not say"),
  ),
  record_no: whole("The record's number in this build"),
  person_no: whole("The number of the person whom it describes"),
  preference: whole(
    "1: its values hold where records disagree; a CRM contact's before a CRM lead's before a MAP record's, losers of merges last",
  ),
  age_order: whole("1: the person's oldest record"),
  employee_count: nullable(whole("Employees of the company, else of the account")),
  annual_revenue: nullable(money("Annual revenue of the company, else of the account")),
  created_at: nullable(instant("When the record was made, UTC")),
  observed_at: instant(
    "Since when its word counts, UTC: since it was made; without a date, since the person's oldest one, else since the run's as-of",
  ),
};

export const records_described = model({
  name: "intermediate.records_described",
  about:
    "One row per kept record: what it says of its person, blanks as nulls, and whose word holds where records disagree.",
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
      select records.record_no, records.person_no, people.system, people.record_id, people.account_id, people.owner_id,
        judged.email,
        ${sql.join(Object.keys(plainTexts).map((name) => sql`${trimToNull(`people.${name}`)} as ${sql.ref(name)}`))},
        coalesce(${trimToNull("people.company")}, accounts.name) as company,
        coalesce(${trimToNull("people.industry")}, accounts.industry) as industry,
        coalesce(${trimToNull("people.country")}, accounts.country) as country,
        ${trimToNull("people.source")} as source, ${trimToNull("people.medium")} as medium, people.email_status,
        coalesce(people.employee_count, accounts.employee_count) as employee_count,
        coalesce(people.annual_revenue, accounts.annual_revenue) as annual_revenue, people.precedence,
        judged.is_gone, people.created_at, people.modified_at
      from records
      inner join people on people.system = records.system and people.record_id = records.record_id
      inner join judged on judged.record_no = records.record_no
      left join accounts on accounts.system = people.system and accounts.account_id = people.account_id
    ),
    -- Apart, for windows that carry all the texts along take several times as long.
    ranked as (
      select record_no,
        row_number() over (
          partition by person_no order by is_gone, precedence, modified_at desc nulls last, record_no
        ) as preference,
        row_number() over (partition by person_no order by created_at nulls last, record_id, system) as age_order,
        coalesce(created_at, min(created_at) over (partition by person_no)) as known_at
      from described
    )
    select described.* exclude (record_id, precedence, is_gone, modified_at), ranked.preference, ranked.age_order,
      coalesce(ranked.known_at, run.as_of) as observed_at
    from described
    inner join ranked on ranked.record_no = described.record_no
    cross join run`,
});
