import { sql } from "kysely";
import { flag, instant, nullable, oneOf, type RowOf, real, text, whole } from "../../src/columns.js";
import { rounded } from "../../src/dialect.js";
import { model } from "../../src/model.js";
import { grades } from "../../src/scoring.js";
import { fit_rules } from "../sources/fit_rules.js";
import { attribute_spans } from "./attribute_spans.js";
import { definition_periods } from "./definition_periods.js";
import { fit_hits } from "./fit_hits.js";
import { people_resolved } from "./people_resolved.js";

const columns = {
  definition_version: text("Version of the definition"),
  person_id: text("Person"),
  grade: oneOf(grades, "The first grade whose minimum is reached, else D"),
  disqualified_by: nullable(text("First rule that disqualifies; null if none does")),
  person_no: whole("The person's number in this build"),
  fit_score: real("Sum of the hits that count", "points"),
  is_change: flag("Whether an attribute that the version reads changed at from_at: an evaluation instant"),
  from_at: instant("From when, UTC; the first row holds from the beginning"),
  until_at: nullable(instant("Until before when, UTC; null: still")),
  known_from: nullable(instant("Before it the score looks ahead: an attribute was first observed then, UTC")),
};

export const fit_scores = model({
  name: "intermediate.fit_scores",
  about: "One row per version, person and span of time without a change in what its fit rules read: fit and grade.",
  materialized: "table",
  grain: ["definition_version", "person_no", "from_at"],
  from: {
    periods: definition_periods,
    people: people_resolved,
    rules: fit_rules,
    spans: attribute_spans,
    hits: fit_hits,
  },
  columns,
  select: () => sql<RowOf<typeof columns>>`
    with "read" as (select distinct definition_version, attribute from rules),
    observed as (
      select "read".definition_version, spans.person_no, spans.is_first, spans.observed_at
      from spans
      inner join "read" on "read".attribute = spans.attribute
    ),
    firsts as (
      select definition_version, person_no, max(observed_at) as known_from
      from observed
      where is_first
      group by definition_version, person_no
    ),
    states as (
      select periods.definition_version, people.person_no, timestamp '0001-01-01' as from_at, false as is_change
      from periods
      cross join people
      union all
      select distinct definition_version, person_no, observed_at, true from observed where not is_first
    ),
    counted as (
      select states.definition_version, states.person_no, states.from_at,
        arg_max(hits.points, row(abs(hits.points), -hits.rule_no)) as points,
        arg_min(hits.rule_id, hits.rule_no) filter (where hits.disqualifies) as disqualified_by,
        min(hits.rule_no) filter (where hits.disqualifies) as disqualifier_no
      from states
      inner join hits on hits.definition_version = states.definition_version and hits.person_no = states.person_no
        and hits.from_at <= states.from_at and coalesce(hits.until_at > states.from_at, true)
      group by states.definition_version, states.person_no, states.from_at, hits.alternatives
    ),
    summed as (
      select definition_version, person_no, from_at, sum(points) as points,
        arg_min(disqualified_by, disqualifier_no) as disqualified_by
      from counted
      group by definition_version, person_no, from_at
    ),
    scored as (
      select states.*, ${rounded(sql<number>`coalesce(summed.points, 0)`, 4)} as fit_score, summed.disqualified_by
      from states
      left join summed on summed.definition_version = states.definition_version
        and summed.person_no = states.person_no and summed.from_at = states.from_at
    )
    select scored.definition_version, people.person_id,
      case when scored.fit_score >= periods.min_fit_a then 'A' when scored.fit_score >= periods.min_fit_b then 'B'
        when scored.fit_score >= periods.min_fit_c then 'C' else 'D' end as grade,
      scored.disqualified_by, scored.person_no, scored.fit_score, scored.is_change, scored.from_at,
      lead(scored.from_at) over (
        partition by scored.definition_version, scored.person_no order by scored.from_at
      ) as until_at, firsts.known_from
    from scored
    inner join periods on periods.definition_version = scored.definition_version
    inner join people on people.person_no = scored.person_no
    left join firsts on firsts.definition_version = scored.definition_version and firsts.person_no = scored.person_no`,
});
