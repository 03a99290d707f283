import { sql } from "kysely";
import { instant, nullable, pickColumns, type RowOf, text } from "../../src/table/columns.js";
import { model } from "../../src/table/model.js";
import { fit_rules } from "../run/fit_rules.js";
import { attribute_spans } from "./attribute_spans.js";
import { fit_values_matched } from "./fit_values_matched.js";
import { people_resolved } from "./people_resolved.js";

const columns = {
  ...pickColumns(fit_rules, "definition_version", "rule_id"),
  alternatives: text(
    "Rules with the same text here are alternatives, and only one of them counts: group:<group>, or rule:<rule_id> for a rule without a group",
  ),
  ...pickColumns(people_resolved, "person_no"),
  ...pickColumns(fit_rules, "rule_no", "points", "disqualifies"),
  from_at: instant("Start of the span in which the rule matches, UTC; the year 1 if it matches from the beginning"),
  until_at: nullable(instant("End of the span (not included), UTC; null if the rule still hits")),
};

export const fit_hits = model({
  name: "intermediate.fit_hits",
  about:
    "One row per person, fit rule and span of time in which the rule matches, including rules that lose within their group.",
  materialized: "table",
  grain: ["definition_version", "person_no", "rule_id", "from_at"],
  from: { spans: attribute_spans, matched: fit_values_matched, rules: fit_rules, people: people_resolved },
  columns,
  select: () => sql<RowOf<typeof columns>>`
    with judging as (
      select
        definition_version,
        rule_id,
        attribute,
        match,
        rule_no,
        points,
        disqualifies,
        coalesce('group:' || rule_group, 'rule:' || rule_id) as alternatives
      from rules
    ),
    -- Rules are joined to the few values that they match, not to the many people who have these values.
    hitting as materialized (
      select judging.*, matched.value
      from matched
      inner join judging on judging.definition_version = matched.definition_version
        and judging.rule_id = matched.rule_id
    ),
    blanks as (select * from judging where match = 'is_null')
    select hitting.* exclude (attribute, match, value), spans.person_no, spans.from_at, spans.until_at
    from spans
    inner join hitting on hitting.attribute = spans.attribute and hitting.value is not distinct from spans.value
    union all
    -- Rules of match is_null also match people whose attribute was never observed.
    select blanks.* exclude (attribute, match), people.person_no, timestamp '0001-01-01', null
    from blanks
    cross join people
    anti join (select spans.* from spans semi join blanks on blanks.attribute = spans.attribute) as known
      on known.person_no = people.person_no and known.attribute = blanks.attribute`,
});
