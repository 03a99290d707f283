import { sql } from "kysely";
import { instant, nullable, personal, type RowOf, text, whole } from "../../src/table/columns.js";
import { plainNumber } from "../../src/table/dialect.js";
import { model } from "../../src/table/model.js";
import { source_attributes } from "../canonical/source_attributes.js";
import { run_context } from "../run/run_context.js";
import { attributeChanges } from "../shared/attribute_changes.js";
import { person_records } from "./person_records.js";
import { records_described } from "./records_described.js";

const columns = {
  attribute: text("Attribute, as fit rules name it, or email"),
  value: nullable(personal(text("Its value; null: an observed blank"))),
  person_no: whole("The person's number in this build"),
  observed_at: instant("From when the person's records said so, UTC, not after the run's as-of"),
};

/** What a record itself can say. */
const recordAttributes = [
  "email",
  "job_title",
  "email_status",
  "industry",
  "country",
  "employee_count",
  "annual_revenue",
];
const eachAttribute = (said: (attribute: string) => string) => sql.raw(recordAttributes.map(said).join(", "));
const attributeList = eachAttribute((attribute) => attribute);

/**
 * At any instant the best record known then speaks: a value that only a later record has does not hold before it.
 * A custom attribute of the same name is believed instead of what a record says: the team mapped it on purpose.
 */
export const attributes_resolved = model({
  name: "intermediate.attributes_resolved",
  about: "One row per person, stated attribute and instant at which what the person's records say of it changed.",
  materialized: "table",
  grain: ["person_no", "attribute", "observed_at"],
  from: { records: records_described, ids: person_records, given: source_attributes, run: run_context },
  columns,
  select: () => sql<RowOf<typeof columns>>`
    with known as materialized (
      select records.person_no, records.preference, records.observed_at, ${attributeList}
      from (
        -- A number as a team would write it in a rule: 200, not 200.00.
        select * replace (
          employee_count::varchar as employee_count, ${plainNumber("annual_revenue")} as annual_revenue
        )
        from records
      ) as records
      cross join run
      where records.observed_at <= run.as_of
    ),
    joined as (select person_no from records where preference = 2),
    shared as (select * from known semi join joined on joined.person_no = known.person_no),
    instants as (select distinct person_no, observed_at from shared),
    spoken as (
      select person_no, observed_at, ${attributeList} from known anti join joined on joined.person_no = known.person_no
      union all
      select instants.person_no, instants.observed_at,
        ${eachAttribute((attribute) => `arg_min(shared.${attribute}, shared.preference) as ${attribute}`)}
      from instants
      inner join shared on shared.person_no = instants.person_no
      where shared.observed_at <= instants.observed_at
      group by instants.person_no, instants.observed_at
    ),
    -- A custom attribute changes within one record: whose records have it goes the long way round.
    custom as materialized (
      select given.attribute, given.value, records.person_no, records.preference, given.observed_at
      from given
      inner join ids on ids.system = given.system and ids.record_id = given.record_id
      inner join records on records.record_no = ids.record_no
    ),
    believed as materialized (
      select distinct person_no, attribute
      from custom
      where attribute in (${eachAttribute((attribute) => `'${attribute}'`)})
    ),
    stated as (
      select * from custom
      union all
      select said.attribute, said.value, said.person_no, said.preference, said.observed_at
      from (from known unpivot include nulls (value for attribute in (${attributeList}))) as said
      semi join believed on believed.person_no = said.person_no and believed.attribute = said.attribute
      anti join custom on custom.person_no = said.person_no and custom.attribute = said.attribute
        and custom.preference = said.preference
    ),
    told as (
      select stated.*,
        lead(stated.observed_at) over (partition by person_no, attribute, preference order by stated.observed_at) as until_at
      from stated
      cross join run
      where stated.observed_at <= run.as_of
    ),
    resolved as (
      select instants.attribute, arg_min(told.value, told.preference) as value, instants.person_no, instants.observed_at
      from (select distinct person_no, attribute, observed_at from told) as instants
      inner join told on told.person_no = instants.person_no and told.attribute = instants.attribute
      where told.observed_at <= instants.observed_at
        and (told.until_at is null or told.until_at > instants.observed_at)
      group by instants.attribute, instants.person_no, instants.observed_at
    )
    select said.* from ${attributeChanges("spoken", recordAttributes)} as said
    anti join believed on believed.person_no = said.person_no and believed.attribute = said.attribute
    union all
    select attribute, value, person_no, observed_at
    from resolved
    window said as (partition by person_no, attribute order by observed_at)
    qualify row_number() over said = 1 or value is distinct from lag(value) over said`,
});
