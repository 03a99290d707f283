import { sql } from "kysely";
import { flag, instant, nullable, type RowOf, real, text, whole } from "../../src/table/columns.js";
import { model } from "../../src/table/model.js";
import { fit_rules } from "../run/fit_rules.js";
import { attribute_spans } from "./attribute_spans.js";
import { fit_values_matched } from "./fit_values_matched.js";
import { people_resolved } from "./people_resolved.js";

const columns = {
  definition_version: text("Version of the definition"),
  rule_id: text("Rule that hits"),
  alternatives: text("Rules that share it are alternatives, of which one counts: the group, else the rule itself"),
  person_no: whole("The person's number in this build"),
  rule_no: whole("Place of the rule in its file"),
  points: real("Points of the rule", "points"),
  disqualifies: flag("Whether the person cannot be an MQL meanwhile"),
  from_at: instant("From when, UTC"),
  until_at: nullable(instant("Until before when, UTC; null: still")),
};

export const fit_hits = model({
  name: "intermediate.fit_hits",
  about: "One row per person, fit rule and span of time in which it hits, losers of groups included.",
  materialized: "table",
  grain: ["definition_version", "person_no", "rule_id", "from_at"],
  from: { spans: attribute_spans, matched: fit_values_matched, rules: fit_rules, people: people_resolved },
  columns,
  select: () => sql<RowOf<typeof columns>>`
    with judging as (
      select definition_version, rule_id, attribute, match, rule_no, points, disqualifies,
        coalesce('group:' || rule_group, 'rule:' || rule_id) as alternatives
      from rules
    ),
    -- The rules join the few values on which they hit, not the many people who have them.
    hitting as materialized (
      select judging.*, matched.value
      from matched
      inner join judging on judging.definition_version = matched.definition_version and judging.rule_id = matched.rule_id
    ),
    blanks as (select * from judging where match = 'is_null')
    select hitting.* exclude (attribute, match, value), spans.person_no, spans.from_at, spans.until_at
    from spans
    inner join hitting on hitting.attribute = spans.attribute and hitting.value is not distinct from spans.value
    union all
    select blanks.* exclude (attribute, match), people.person_no, timestamp '0001-01-01', null
    from blanks
    cross join people
    anti join (select spans.* from spans semi join blanks on blanks.attribute = spans.attribute) as known
      on known.person_no = people.person_no and known.attribute = blanks.attribute`,
});
