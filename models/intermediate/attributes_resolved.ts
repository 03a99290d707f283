import { sql } from "kysely";
import { instant, nullable, personal, type RowOf, text, whole } from "../../src/columns.js";
import { model } from "../../src/model.js";
import { run_context } from "../sources/run_context.js";
import { record_attributes } from "./record_attributes.js";

const columns = {
  attribute: text("Attribute, as fit rules name it, or email"),
  value: nullable(personal(text("Its value; null: an observed blank"))),
  person_no: whole("The person's number in this build"),
  observed_at: instant("From when the person's records said so, UTC, not after the run's as-of"),
};

/** At any instant the best record known then speaks: a value that only a later record has does not hold before it. */
export const attributes_resolved = model({
  name: "intermediate.attributes_resolved",
  about: "One row per person, stated attribute and instant at which what the person's records say of it changed.",
  materialized: "table",
  grain: ["person_no", "attribute", "observed_at"],
  from: { stated: record_attributes, run: run_context },
  columns,
  select: () => sql<RowOf<typeof columns>>`
    with known as (
      select stated.*, count(*) over (partition by person_no, attribute) as sayings,
        lead(observed_at) over (partition by person_no, attribute, system, record_id order by observed_at) as until_at
      from stated
      cross join run
      where stated.observed_at <= run.as_of
    ),
    disputed as (select * from known where sayings > 1),
    instants as (select distinct person_no, attribute, observed_at from disputed),
    resolved as (
      select attribute, value, person_no, observed_at from known where sayings = 1
      union all
      select instants.attribute, arg_min(disputed.value, disputed.preference), instants.person_no, instants.observed_at
      from instants
      inner join disputed on disputed.person_no = instants.person_no and disputed.attribute = instants.attribute
      where disputed.observed_at <= instants.observed_at
        and (disputed.until_at is null or disputed.until_at > instants.observed_at)
      group by instants.attribute, instants.person_no, instants.observed_at
    )
    select attribute, value, person_no, observed_at
    from resolved
    window said as (partition by person_no, attribute order by observed_at)
    qualify row_number() over said = 1 or value is distinct from lag(value) over said`,
});
