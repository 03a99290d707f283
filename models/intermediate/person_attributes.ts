import { sql } from "kysely";
import { instant, nullable, personal, type RowOf, text } from "../../src/columns.js";
import { folded } from "../../src/dialect.js";
import { model } from "../../src/model.js";
import { email_domains } from "../sources/email_domains.js";
import { regions } from "../sources/regions.js";
import { run_context } from "../sources/run_context.js";
import { attributes_resolved } from "./attributes_resolved.js";
import { events_recorded } from "./events_recorded.js";
import { people_resolved } from "./people_resolved.js";
import { titles_matched } from "./titles_matched.js";

const columns = {
  person_id: text("Person"),
  attribute: text("Attribute, as fit rules name it"),
  value: nullable(personal(text("Its value, elements of a list separated by semicolons; null: an observed blank"))),
  observed_at: instant("From when it was so, as far as the sources say, UTC"),
};

/** What a lookup makes of a stated attribute, for each of its values; a source that gives the attribute itself is believed. */
export const person_attributes = model({
  name: "intermediate.person_attributes",
  about: "One row per person, attribute and change of its value: all that a fit rule can read, with its history.",
  materialized: "table",
  grain: ["person_id", "attribute", "observed_at"],
  from: {
    stated: attributes_resolved,
    people: people_resolved,
    titles: titles_matched,
    regions,
    domains: email_domains,
    events: events_recorded,
    run: run_context,
  },
  columns,
  select: () => sql<RowOf<typeof columns>>`
    with hosts as (
      select email, case when contains(email, '@') then split_part(email, '@', -1) end as host
      from (select distinct value as email from stated where attribute = 'email' and value is not null)
    ),
    kinds as (
      select hosts.host, arg_max(domains.type, row(length(domains.domain), domains.type)) as type
      from (select distinct host from hosts) as hosts
      inner join domains on hosts.host = ${folded("domains.domain")}
        or (starts_with(domains.domain, '.') and ends_with(hosts.host, ${folded("domains.domain")}))
      group by hosts.host
    ),
    placed as (select ${folded("country")} as country, min(region) as region from regions group by ${folded("country")}),
    meant as (
      select 'job_title' as attribute, job_title as value, unnest([
        {'attribute': 'seniority', 'value': seniority}, {'attribute': 'department', 'value': department},
        {'attribute': 'persona', 'value': persona}]) as made
      from titles
      union all
      select 'country', countries.country, {'attribute': 'region', 'value': coalesce(placed.region, 'Unmapped')}
      from (select distinct value as country from stated where attribute = 'country' and value is not null) as countries
      left join placed on placed.country = ${folded("countries.country")}
      union all
      select 'email', hosts.email, unnest([
        {'attribute': 'email_domain', 'value': hosts.host}, {'attribute': 'email_domain_type', 'value': kinds.type},
        {'attribute': 'is_student', 'value': (kinds.type is not distinct from 'student')::varchar},
        {'attribute': 'is_competitor', 'value': (kinds.type is not distinct from 'competitor')::varchar}])
      from hosts
      left join kinds on kinds.host = hosts.host
      union all
      select words.attribute, null, {'attribute': words.made, 'value': null::varchar}
      from (values ('job_title', 'seniority'), ('job_title', 'department'), ('job_title', 'persona'),
        ('country', 'region'), ('email', 'email_domain'), ('email', 'email_domain_type'), ('email', 'is_student'),
        ('email', 'is_competitor')) as words(attribute, made)
    ),
    won as (select person_id, min(occurred_at) as won_at from events where stage = 'won' group by person_id),
    made as (
      select stated.person_no, meant.made.attribute as attribute, meant.made.value as value, stated.observed_at
      from stated
      inner join meant on meant.attribute = stated.attribute and meant.value is not distinct from stated.value
      union all
      select people.person_no, 'is_customer', 'true', won.won_at
      from people
      inner join won on won.person_id = people.person_id
      union all
      select people.person_no, 'is_customer', 'false',
        -- Whoever was won before the record was made had not been a customer before the win.
        least(coalesce(people.created_at, won.won_at, run.as_of), won.won_at - interval 1 microsecond)
      from people
      cross join run
      left join won on won.person_id = people.person_id
      where coalesce(least(people.created_at, won.won_at), run.as_of) <= run.as_of
    )
    select people.person_id, everything.attribute, everything.value, everything.observed_at
    from (
      select person_no, attribute, value, observed_at from stated where attribute <> 'email'
      union all
      select made.* from made
      anti join stated on stated.person_no = made.person_no and stated.attribute = made.attribute
    ) as everything
    inner join people on people.person_no = everything.person_no
    window said as (
      partition by everything.person_no, everything.attribute order by everything.observed_at
    )
    qualify row_number() over said = 1 or everything.value is distinct from lag(everything.value) over said`,
});
