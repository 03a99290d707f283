import { sql } from "kysely";
import { instant, nullable, personal, pickColumns, type RowOf, text } from "../../src/table/columns.js";
import { comparisonKey, mailHost } from "../../src/table/dialect.js";
import { model } from "../../src/table/model.js";
import { email_domains } from "../lookups/email_domains.js";
import { regions } from "../lookups/regions.js";
import { run_context } from "../run/run_context.js";
import { attributeChanges } from "../shared/attribute_changes.js";
import { attributes_resolved } from "./attributes_resolved.js";
import { events_merged } from "./events_merged.js";
import { people_resolved } from "./people_resolved.js";
import { titles_matched } from "./titles_matched.js";

const columns = {
  ...pickColumns(people_resolved, "person_id"),
  attribute: text("Attribute under the name that fit rules use, e.g. seniority or a custom one"),
  value: nullable(
    personal(text("Value as text; elements of a list are separated by semicolons; null for an observed blank")),
  ),
  observed_at: instant("When the value first applied, as far as the sources show, UTC"),
};

/** Attributes that lookups derive from a stated one: from job_title, country and email. */
const titleAttributes = ["seniority", "department", "persona"];
const countryAttributes = ["region"];
const emailAttributes = ["email_domain", "email_domain_type", "is_student", "is_competitor"];
const derivedAttributes = [...titleAttributes, ...countryAttributes, ...emailAttributes, "is_customer"].map(
  (attribute) => sql.lit(attribute),
);

/** Derived attributes change with the stated one. If a source gives a derived attribute itself, that value is used instead. */
export const person_attributes = model({
  name: "intermediate.person_attributes",
  about:
    "One row per person, attribute and change of its value: every value that a fit rule can read, with its history.",
  materialized: "table",
  grain: ["person_id", "attribute", "observed_at"],
  from: {
    stated: attributes_resolved,
    people: people_resolved,
    titles: titles_matched,
    regions,
    domains: email_domains,
    events: events_merged,
    run: run_context,
  },
  columns,
  select: () => sql<RowOf<typeof columns>>`
    with addressed as materialized (
      select
        person_no,
        observed_at,
        value is null as is_blank,
        ${mailHost("value")} as host
      from stated
      where attribute = 'email'
    ),
    kinds as (
      select
        hosts.host,
        arg_max(domains.type, row(length(domains.domain), domains.type)) as type
      from (select distinct host from addressed) as hosts
      inner join domains on hosts.host = ${comparisonKey("domains.domain")}
        or (starts_with(domains.domain, '.') and ends_with(hosts.host, ${comparisonKey("domains.domain")}))
      group by hosts.host
    ),
    hosted as (
      select
        addressed.person_no,
        addressed.observed_at,
        addressed.host as email_domain,
        kinds.type as email_domain_type,
        case when not is_blank then (kinds.type is not distinct from 'student')::varchar end as is_student,
        case when not is_blank then (kinds.type is not distinct from 'competitor')::varchar end as is_competitor
      from addressed
      left join kinds on kinds.host = addressed.host
    ),
    titled as (
      select
        stated.person_no,
        stated.observed_at,
        titles.seniority,
        titles.department,
        titles.persona
      from stated
      left join titles on titles.job_title = stated.value
      where stated.attribute = 'job_title' and (stated.value is null or titles.job_title is not null)
    ),
    regional as (
      select
        ${comparisonKey("country")} as country,
        min(region) as region
      from regions
      group by ${comparisonKey("country")}
    ),
    placed as (
      select
        countries.country,
        coalesce(regional.region, 'Unmapped') as region
      from (select distinct value as country from stated where attribute = 'country' and value is not null) as countries
      left join regional on regional.country = ${comparisonKey("countries.country")}
    ),
    located as (
      select
        stated.person_no,
        stated.observed_at,
        placed.region
      from stated
      left join placed on placed.country = stated.value
      where stated.attribute = 'country'
    ),
    won as (select person_id, min(occurred_at) as won_at from events where stage = 'won' group by person_id),
    derived as (
      select attribute, value, person_no, observed_at from ${attributeChanges("titled", titleAttributes)}
      union all
      select attribute, value, person_no, observed_at from ${attributeChanges("located", countryAttributes)}
      union all
      select attribute, value, person_no, observed_at from ${attributeChanges("hosted", emailAttributes)}
      union all
      select
        'is_customer',
        'true',
        people.person_no,
        won.won_at
      from people
      inner join won on won.person_id = people.person_id
      union all
      select
        'is_customer',
        'false',
        people.person_no,
        -- A win may be older than the person's record; even then the person was not a customer before it.
        least(coalesce(people.created_at, won.won_at, run.as_of), won.won_at - interval 1 microsecond)
      from people
      cross join run
      left join won on won.person_id = people.person_id
      where coalesce(least(people.created_at, won.won_at), run.as_of) <= run.as_of
    ),
    given as (
      select distinct person_no, attribute
      from stated
      where attribute in (${sql.join(derivedAttributes)})
    ),
    changes as (
      select attribute, value, person_no, observed_at
      from stated
      where attribute <> 'email'
      union all
      select derived.*
      from derived
      anti join given on given.person_no = derived.person_no and given.attribute = derived.attribute
    )
    select
      people.person_id,
      changes.attribute,
      changes.value,
      changes.observed_at
    from changes
    inner join people on people.person_no = changes.person_no`,
});
