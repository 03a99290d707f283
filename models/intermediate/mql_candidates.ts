import { sql } from "kysely";
import { type RowOf, text, whole } from "../../src/columns.js";
import { model } from "../../src/model.js";
import { definition_caps } from "../sources/definition_caps.js";
import { recency_stairs } from "../sources/recency_stairs.js";
import { activities_scored } from "./activities_scored.js";
import { definition_periods } from "./definition_periods.js";
import { fit_scores } from "./fit_scores.js";

const columns = {
  definition_version: text("Version of the definition"),
  person_no: whole("The person's number in this build"),
};

/** Most people never come near: whom no decay, cap or timing could keep below is found in one sum, the rest is not walked through. */
export const mql_candidates = model({
  name: "intermediate.mql_candidates",
  about:
    "One row per version and person who may have been an MQL: had the grade, and raised a hand or could have had the points.",
  materialized: "table",
  grain: ["definition_version", "person_no"],
  from: {
    activities: activities_scored,
    fits: fit_scores,
    periods: definition_periods,
    stairs: recency_stairs,
    caps: definition_caps,
  },
  columns,
  select: () => sql<RowOf<typeof columns>>`
    with weights as (
      select definition_version, max(change) filter (where step_no = 0) as heaviest from stairs group by definition_version
    ),
    laned as (
      select definition_version, person_no, cap_group, bool_or(is_hand_raiser) as has_raised,
        coalesce(sum(points) filter (where is_scored), 0) as points
      from activities
      group by definition_version, person_no, cap_group
    ),
    most as (
      select laned.definition_version, laned.person_no, bool_or(laned.has_raised) as has_raised,
        sum(least(laned.points * weights.heaviest, coalesce(caps.cap, 'infinity'))) as engagement
      from laned
      inner join weights on weights.definition_version = laned.definition_version
      left join caps on caps.definition_version = laned.definition_version and caps.cap_group = laned.cap_group
      group by laned.definition_version, laned.person_no
    ),
    fitting as (
      select fits.definition_version, fits.person_no, max(fits.fit_score) as fit,
        bool_or(contains(periods.scored_grades, fits.grade)) as has_scored_grade,
        bool_or(contains(periods.hand_raiser_grades, fits.grade)) as has_raiser_grade
      from fits
      inner join periods on periods.definition_version = fits.definition_version
      where fits.disqualified_by is null
      group by fits.definition_version, fits.person_no
    )
    select fitting.definition_version, fitting.person_no
    from fitting
    inner join periods on periods.definition_version = fitting.definition_version
    left join most on most.definition_version = fitting.definition_version and most.person_no = fitting.person_no
    where (fitting.has_raiser_grade and coalesce(most.has_raised, false))
      or (fitting.has_scored_grade and 0.001 + coalesce(most.engagement, 0) >= case periods.mode
        when 'combined' then periods.min_total - fitting.fit else periods.min_engagement end)`,
});
