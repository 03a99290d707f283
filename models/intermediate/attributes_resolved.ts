import { sql } from "kysely";
import { instant, nullable, personal, pickColumns, type RowOf, text } from "../../src/table/columns.js";
import { plainNumber } from "../../src/table/dialect.js";
import { model } from "../../src/table/model.js";
import { source_attributes } from "../canonical/source_attributes.js";
import { run_context } from "../run/run_context.js";
import { attributeChanges } from "../shared/attribute_changes.js";
import { person_records } from "./person_records.js";
import { records_described } from "./records_described.js";

const columns = {
  attribute: text("Name of the attribute as fit rules use it, e.g. job_title; also email and owner_id"),
  value: nullable(personal(text("Value from observed_at on; null if the field was blank then"))),
  ...pickColumns(person_records, "person_no"),
  observed_at: instant("When the person's records began to give this value, UTC; never after the run's as-of"),
};

/** The attributes that a record has columns for. */
const recordAttributes = [
  "email",
  "job_title",
  "email_status",
  "industry",
  "country",
  "employee_count",
  "annual_revenue",
  "owner_id",
];
const eachAttribute = (expression: (attribute: string) => string) =>
  sql.raw(recordAttributes.map(expression).join(", "));
const attributeList = eachAttribute((attribute) => attribute);

/**
 * At each instant the best record known by then counts, so a value that only a later record has does not hold before
 * that record existed (scoring.md 2). A custom attribute with the name of a record's column replaces it, because the team
 * mapped it on purpose. A record without an owner says nothing about the owner: only a history can say that there was none.
 */
export const attributes_resolved = model({
  name: "intermediate.attributes_resolved",
  about: "One row per person, attribute that their records give, and instant at which its value changed.",
  materialized: "table",
  grain: ["person_no", "attribute", "observed_at"],
  from: { records: records_described, ids: person_records, given: source_attributes, run: run_context },
  columns,
  select: () => sql<RowOf<typeof columns>>`
    with known as materialized (
      select records.person_no, records.preference, records.observed_at, ${attributeList}
      from (
        -- Numbers as a team writes them in a rule: 200, not 200.00.
        select * replace (
          employee_count::varchar as employee_count,
          ${plainNumber("annual_revenue")} as annual_revenue
        )
        from records
      ) as records
      cross join run
      where records.observed_at <= run.as_of
    ),
    -- People with several records: only for them must the best record of each instant be found.
    joined as (select person_no from records where preference = 2),
    shared as (select * from known semi join joined on joined.person_no = known.person_no),
    instants as (select distinct person_no, observed_at from shared),
    best_known as (
      select person_no, observed_at, ${attributeList}
      from known
      anti join joined on joined.person_no = known.person_no
      union all
      select
        instants.person_no,
        instants.observed_at,
        ${eachAttribute((attribute) => `arg_min(shared.${attribute}, shared.preference) as ${attribute}`)}
      from instants
      inner join shared on shared.person_no = instants.person_no
      where shared.observed_at <= instants.observed_at
      group by instants.person_no, instants.observed_at
    ),
    -- A custom attribute can change within one record, so each of its values has its own period (see spans).
    custom as materialized (
      select given.attribute, given.value, records.person_no, records.preference, given.observed_at
      from given
      inner join ids on ids.system = given.system and ids.entity = given.entity and ids.record_id = given.record_id
      inner join records on records.record_no = ids.record_no
    ),
    -- People for whom a custom attribute replaces a record's column.
    replaced as materialized (
      select distinct person_no, attribute
      from custom
      where attribute in (${eachAttribute((attribute) => `'${attribute}'`)})
    ),
    -- All custom values, and the column's values of those records that have no custom value.
    stated as (
      select * from custom
      union all
      select columns_of.attribute, columns_of.value, columns_of.person_no, columns_of.preference, columns_of.observed_at
      from (from known unpivot include nulls (value for attribute in (${attributeList}))) as columns_of
      semi join replaced on replaced.person_no = columns_of.person_no and replaced.attribute = columns_of.attribute
      anti join custom on custom.person_no = columns_of.person_no
        and custom.attribute = columns_of.attribute
        and custom.preference = columns_of.preference
      where columns_of.attribute <> 'owner_id' or columns_of.value is not null
    ),
    spans as (
      select
        stated.*,
        lead(stated.observed_at) over (
          partition by person_no, attribute, preference
          order by stated.observed_at
        ) as until_at
      from stated
      cross join run
      where stated.observed_at <= run.as_of
    ),
    -- At each instant of a change the value of the best record whose span contains it.
    resolved as (
      select
        instants.attribute,
        arg_min(spans.value, spans.preference) as value,
        instants.person_no,
        instants.observed_at
      from (select distinct person_no, attribute, observed_at from spans) as instants
      inner join spans on spans.person_no = instants.person_no and spans.attribute = instants.attribute
      where spans.observed_at <= instants.observed_at
        and (spans.until_at is null or spans.until_at > instants.observed_at)
      group by instants.attribute, instants.person_no, instants.observed_at
    )
    select columns_of.*
    from ${attributeChanges("best_known", recordAttributes)} as columns_of
    anti join replaced on replaced.person_no = columns_of.person_no and replaced.attribute = columns_of.attribute
    where columns_of.attribute <> 'owner_id' or columns_of.value is not null
    union all
    select attribute, value, person_no, observed_at
    from resolved
    window in_order as (partition by person_no, attribute order by observed_at)
    qualify row_number() over in_order = 1 or value is distinct from lag(value) over in_order`,
});
