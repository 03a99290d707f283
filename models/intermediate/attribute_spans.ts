import { sql } from "kysely";
import { flag, instant, nullable, pickColumns, type RowOf } from "../../src/table/columns.js";
import { model } from "../../src/table/model.js";
import { fit_rules } from "../run/fit_rules.js";
import { people_resolved } from "./people_resolved.js";
import { person_attributes } from "./person_attributes.js";

const columns = {
  ...pickColumns(person_attributes, "attribute", "value"),
  ...pickColumns(people_resolved, "person_no"),
  is_first: flag("True for the first value that was observed: it also counts for all time before"),
  ...pickColumns(person_attributes, "observed_at"),
  from_at: instant("Start of the span in which the value counts, UTC; the year 1 for the first value"),
  until_at: nullable(instant("End of the span (not included), when the value changed, UTC; null if it still counts")),
};

export const attribute_spans = model({
  name: "intermediate.attribute_spans",
  about: "One row per person, attribute that a fit rule reads, and span of time in which one value of it counts.",
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
    -- For most people all values were observed at one instant, so there is nothing to put in order.
    seen as (
      select person_no, min(observed_at) < max(observed_at) as is_later_too
      from "read"
      group by person_no
    ),
    changed as (
      select "read".*, row_number() over in_order = 1 as is_first
      from "read"
      inner join seen on seen.person_no = "read".person_no
      where seen.is_later_too
      window in_order as (partition by "read".person_no, "read".attribute order by "read".observed_at)
      qualify is_first or "read".value is distinct from lag("read".value) over in_order
    )
    select
      "read".attribute,
      "read".value,
      "read".person_no,
      true as is_first,
      "read".observed_at,
      timestamp '0001-01-01' as from_at,
      null::timestamp as until_at
    from "read"
    inner join seen on seen.person_no = "read".person_no
    where not seen.is_later_too
    union all
    select
      attribute,
      value,
      person_no,
      is_first,
      observed_at,
      case when is_first then timestamp '0001-01-01' else observed_at end as from_at,
      lead(observed_at) over (partition by person_no, attribute order by observed_at) as until_at
    from changed`,
});
