import { sql } from "kysely";
import { flag, instant, nullable, oneOf, type RowOf, real, text, whole } from "../../src/table/columns.js";
import { asInteger, roundTo } from "../../src/table/dialect.js";
import { model } from "../../src/table/model.js";
import { fit_rules } from "../run/fit_rules.js";
import { grades } from "../shared/scoring.js";
import { attribute_spans } from "./attribute_spans.js";
import { definition_periods } from "./definition_periods.js";
import { fit_hits } from "./fit_hits.js";
import { people_resolved } from "./people_resolved.js";

const columns = {
  definition_version: text("Version of the definition"),
  person_id: text("Person"),
  grade: oneOf(grades, "The first grade whose minimum is reached, else D"),
  disqualified_by: nullable(text("First rule that disqualifies; null if none does")),
  version_no: whole("Version of the definition"),
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
    with judging as (
      -- Rules as numbers: strength has the one that counts of alternatives, the first of equally many points, last.
      select rules.*, periods.version_no::integer as version_no,
        dense_rank() over (order by rules.rule_group, case when rules.rule_group is null then rules.rule_id end) as choice_no,
        row_number() over (
          partition by rules.definition_version order by abs(rules.points), rules.rule_no desc
        ) as strength
      from rules
      inner join periods on periods.definition_version = rules.definition_version
    ),
    -- Most versions read the same attributes: what was observed of them is looked at once.
    readings as (
      select version_no, min(version_no) over (partition by attributes) as reading_no
      from (
        select version_no, string_agg(distinct attribute, ' ' order by attribute) as attributes from judging group by version_no
      )
    ),
    "read" as (
      select distinct readings.reading_no, judging.attribute
      from readings
      inner join judging on judging.version_no = readings.version_no
    ),
    observed as (
      select "read".reading_no, ${asInteger("spans.person_no")} as person_no, spans.is_first, spans.observed_at
      from spans
      inner join "read" on "read".attribute = spans.attribute
    ),
    firsts as (
      select reading_no, person_no, max(observed_at) as known_from from observed where is_first group by reading_no, person_no
    ),
    states as materialized (
      select ${asInteger("periods.version_no")} as version_no, ${asInteger("people.person_no")} as person_no, timestamp '0001-01-01' as from_at,
        false as is_change
      from periods
      cross join people
      union all
      select distinct readings.version_no, observed.person_no, observed.observed_at, true
      from observed
      inner join readings on readings.reading_no = observed.reading_no
      where not observed.is_first
    ),
    hitting as (
      select judging.version_no, ${asInteger("hits.person_no")} as person_no, hits.from_at, hits.until_at, judging.choice_no,
        judging.strength, case when judging.disqualifies then judging.rule_no end as disqualifier_no
      from hits
      inner join judging on judging.definition_version = hits.definition_version and judging.rule_no = hits.rule_no
    ),
    counted as (
      select states.version_no, states.person_no, states.from_at, max(hitting.strength) as strength,
        min(hitting.disqualifier_no) as disqualifier_no
      from states
      inner join hitting on hitting.version_no = states.version_no and hitting.person_no = states.person_no
      where hitting.from_at <= states.from_at and coalesce(hitting.until_at > states.from_at, true)
      group by states.version_no, states.person_no, states.from_at, hitting.choice_no
    ),
    summed as (
      select counted.version_no, counted.person_no, counted.from_at, sum(judging.points) as points,
        min(counted.disqualifier_no) as disqualifier_no
      from counted
      inner join judging on judging.version_no = counted.version_no and judging.strength = counted.strength
      group by counted.version_no, counted.person_no, counted.from_at
    ),
    scored as (
      select states.*, ${roundTo(sql<number>`coalesce(summed.points, 0)`, 4)} as fit_score, summed.disqualifier_no,
        lead(states.from_at) over (partition by states.version_no, states.person_no order by states.from_at) as until_at
      from states
      left join summed on summed.version_no = states.version_no and summed.person_no = states.person_no
        and summed.from_at = states.from_at
    )
    select periods.definition_version, people.person_id,
      case when scored.fit_score >= periods.min_fit_a then 'A' when scored.fit_score >= periods.min_fit_b then 'B'
        when scored.fit_score >= periods.min_fit_c then 'C' else 'D' end as grade,
      judging.rule_id as disqualified_by, periods.version_no, people.person_no, scored.fit_score, scored.is_change,
      scored.from_at, scored.until_at, firsts.known_from
    from scored
    inner join periods on periods.version_no = scored.version_no
    inner join people on people.person_no = scored.person_no
    left join judging on judging.version_no = scored.version_no and judging.rule_no = scored.disqualifier_no
    left join readings on readings.version_no = scored.version_no
    left join firsts on firsts.reading_no = readings.reading_no and firsts.person_no = scored.person_no`,
});
