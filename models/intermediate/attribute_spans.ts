import { sql } from "kysely";
import { flag, instant, nullable, personal, type RowOf, text, whole } from "../../src/table/columns.js";
import { model } from "../../src/table/model.js";
import { fit_rules } from "../run/fit_rules.js";
import { people_resolved } from "./people_resolved.js";
import { person_attributes } from "./person_attributes.js";

const columns = {
  attribute: text("Attribute that some fit rule reads"),
  value: nullable(personal(text("Its value; null: an observed blank"))),
  person_no: whole("The person's number in this build"),
  is_first: flag("Whether nothing was observed before: the value then holds from the beginning"),
  observed_at: instant("When it was first observed, UTC"),
  from_at: instant("From when it counts, UTC"),
  until_at: nullable(instant("When the value changed, UTC; null: it still is")),
};

export const attribute_spans = model({
  name: "intermediate.attribute_spans",
  about: "One row per person, attribute that a fit rule reads and value, and the span of time in which it counts.",
  materialized: "table",
  grain: ["person_no", "attribute", "observed_at"],
  from: { attributes: person_attributes, rules: fit_rules, people: people_resolved },
  columns,
  select: () => sql<RowOf<typeof columns>>`
    with "read" as materialized (
      select people.person_no, attributes.attribute, attributes.value, attributes.observed_at
      from attributes
      inner join people on people.person_id = attributes.person_id
      semi join rules on rules.attribute = attributes.attribute
    ),
    -- Of most people all was observed at one instant: nothing to put in order.
    seen as (
      select person_no, min(observed_at) < max(observed_at) as is_later_too from "read" group by person_no
    ),
    changed as (
      select "read".*, row_number() over said = 1 as is_first
      from "read"
      inner join seen on seen.person_no = "read".person_no
      where seen.is_later_too
      window said as (partition by "read".person_no, "read".attribute order by "read".observed_at)
      qualify is_first or "read".value is distinct from lag("read".value) over said
    )
    select "read".attribute, "read".value, "read".person_no, true as is_first, "read".observed_at,
      timestamp '0001-01-01' as from_at, null::timestamp as until_at
    from "read"
    inner join seen on seen.person_no = "read".person_no
    where not seen.is_later_too
    union all
    select attribute, value, person_no, is_first, observed_at,
      case when is_first then timestamp '0001-01-01' else observed_at end as from_at,
      lead(observed_at) over (partition by person_no, attribute order by observed_at) as until_at
    from changed`,
});
