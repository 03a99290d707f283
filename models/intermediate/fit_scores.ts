import { sql } from "kysely";
import { flag, instant, nullable, oneOf, pickColumns, type RowOf, real, text } from "../../src/table/columns.js";
import { asInteger, roundTo } from "../../src/table/dialect.js";
import { model } from "../../src/table/model.js";
import { fit_rules } from "../run/fit_rules.js";
import { grades } from "../shared/scoring.js";
import { attribute_spans } from "./attribute_spans.js";
import { definition_periods } from "./definition_periods.js";
import { fit_hits } from "./fit_hits.js";
import { people_resolved } from "./people_resolved.js";

const columns = {
  ...pickColumns(definition_periods, "definition_version"),
  ...pickColumns(people_resolved, "person_id"),
  grade: oneOf(grades, "Grade of the fit score: A, B or C, the first whose minimum is reached, else D"),
  disqualified_by: nullable(
    text("Rules that disqualify the person, in the order of fit.csv, e.g. competitor, student; null if none does"),
  ),
  ...pickColumns(definition_periods, "version_no"),
  ...pickColumns(people_resolved, "person_no"),
  fit_score: real("Fit score: sum of the fit rules that count, rounded to 4 decimals", "points"),
  is_change: flag("True if an attribute that the version reads changed at from_at: an evaluation instant"),
  from_at: instant("Start of the span, UTC; the year 1 for the first span of a person"),
  until_at: nullable(instant("End of the span (not included), UTC; null for the last")),
  known_from: nullable(
    instant(
      "Time from which all observed attributes of the person that the version reads were known, UTC; at earlier instants the score uses values that were not known yet; null if none was ever observed",
    ),
  ),
};

/** The rules of fit are in scoring.md 2. */
export const fit_scores = model({
  name: "intermediate.fit_scores",
  about:
    "One row per version of the definition, person and span of time: fit score and grade. A new span begins when an attribute changes that the fit rules of the version read.",
  materialized: "table",
  isShared: true,
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
      -- Rules as numbers. Of the alternatives (choice_no) that match, the one with the greatest strength counts: most
      -- points, above or below zero, then the first row.
      select
        rules.*,
        periods.version_no::integer as version_no,
        dense_rank() over (
          order by rules.rule_group, case when rules.rule_group is null then rules.rule_id end
        ) as choice_no,
        row_number() over (
          partition by rules.definition_version
          order by abs(rules.points), rules.rule_no desc
        ) as strength
      from rules
      inner join periods on periods.definition_version = rules.definition_version
    ),
    -- Versions that read the same attributes share a reading, so that observations are looked at once for all of them.
    readings as (
      select version_no, min(version_no) over (partition by attributes) as reading_no
      from (
        select version_no, string_agg(distinct attribute, ' ' order by attribute) as attributes
        from judging
        group by version_no
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
      select reading_no, person_no, max(observed_at) as known_from
      from observed
      where is_first
      group by reading_no, person_no
    ),
    -- The start of each span: the beginning of time, and every change of an attribute.
    states as materialized (
      select
        ${asInteger("periods.version_no")} as version_no,
        ${asInteger("people.person_no")} as person_no,
        timestamp '0001-01-01' as from_at,
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
      select
        judging.version_no,
        ${asInteger("hits.person_no")} as person_no,
        hits.from_at,
        hits.until_at,
        judging.choice_no,
        judging.strength,
        case when judging.disqualifies then judging.rule_no end as disqualifier_no
      from hits
      inner join judging on judging.definition_version = hits.definition_version and judging.rule_no = hits.rule_no
    ),
    -- The rule of each choice that counts in each span.
    counted as (
      select
        states.version_no,
        states.person_no,
        states.from_at,
        max(hitting.strength) as strength
      from states
      inner join hitting on hitting.version_no = states.version_no and hitting.person_no = states.person_no
      where hitting.from_at <= states.from_at and coalesce(hitting.until_at > states.from_at, true)
      group by states.version_no, states.person_no, states.from_at, hitting.choice_no
    ),
    summed as (
      select
        counted.version_no,
        counted.person_no,
        counted.from_at,
        sum(judging.points) as points
      from counted
      inner join judging on judging.version_no = counted.version_no and judging.strength = counted.strength
      group by counted.version_no, counted.person_no, counted.from_at
    ),
    disqualified as (
      select
        states.version_no,
        states.person_no,
        states.from_at,
        string_agg(judging.rule_id, ', ' order by judging.rule_no) as rule_ids
      from states
      inner join hitting on hitting.version_no = states.version_no and hitting.person_no = states.person_no
      inner join judging on judging.version_no = hitting.version_no and judging.rule_no = hitting.disqualifier_no
      where hitting.from_at <= states.from_at and coalesce(hitting.until_at > states.from_at, true)
      group by states.version_no, states.person_no, states.from_at
    ),
    scored as (
      select
        states.*,
        ${roundTo(sql<number>`coalesce(summed.points, 0)`, 4)} as fit_score,
        disqualified.rule_ids as disqualified_by,
        lead(states.from_at) over (
          partition by states.version_no, states.person_no
          order by states.from_at
        ) as until_at
      from states
      left join summed on summed.version_no = states.version_no
        and summed.person_no = states.person_no
        and summed.from_at = states.from_at
      left join disqualified on disqualified.version_no = states.version_no
        and disqualified.person_no = states.person_no
        and disqualified.from_at = states.from_at
    )
    select
      periods.definition_version,
      people.person_id,
      case
        when scored.fit_score >= periods.min_fit_a then 'A'
        when scored.fit_score >= periods.min_fit_b then 'B'
        when scored.fit_score >= periods.min_fit_c then 'C'
        else 'D'
      end as grade,
      scored.disqualified_by,
      periods.version_no,
      people.person_no,
      scored.fit_score,
      scored.is_change,
      scored.from_at,
      scored.until_at,
      firsts.known_from
    from scored
    inner join periods on periods.version_no = scored.version_no
    inner join people on people.person_no = scored.person_no
    left join readings on readings.version_no = scored.version_no
    left join firsts on firsts.reading_no = readings.reading_no and firsts.person_no = scored.person_no`,
});
