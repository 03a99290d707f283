import { sql } from "kysely";
import { instant, nullable, oneOf, pickColumns, type RowOf, real, text, whole } from "../../src/table/columns.js";
import { model } from "../../src/table/model.js";
import { definition_caps } from "../run/definition_caps.js";
import { recency_stairs } from "../run/recency_stairs.js";
import { run_context } from "../run/run_context.js";
import { pointsAtInstants } from "../shared/score_at.js";
import { active_months } from "./active_months.js";
import { activities_scored } from "./activities_scored.js";
import { activity_kinds } from "./activity_kinds.js";
import { definition_periods } from "./definition_periods.js";
import { fit_hits } from "./fit_hits.js";
import { people_resolved } from "./people_resolved.js";

const columns = {
  ...pickColumns(definition_periods, "definition_version"),
  rule_id: text(
    "Id of the rule. Engagement also has rows that are not rules: cap:<group> (points over the cap), idle (idle months) and floor (lifts the score to 0)",
  ),
  axis: oneOf(["fit", "engagement"], "Score that the points add to"),
  ...pickColumns(people_resolved, "person_no"),
  hits: nullable(whole("Number of times that the rule matched; null for cap:<group>, idle and floor")),
  raw_points: nullable(real("Points before decay and recency; null for cap:<group>, idle and floor", "points")),
  points: real("Points after decay and recency, before caps; not rounded to 4 decimals as the scores are", "points"),
  first_at: nullable(instant("First hit, UTC; null for fit rules, cap:<group>, idle and floor")),
  last_at: nullable(instant("Last hit, UTC; null for fit rules, cap:<group>, idle and floor")),
};

export const points_now = model({
  name: "intermediate.points_now",
  about:
    "One row per person, axis and rule, as of the run: the points that make up each score. Caps, idle months and the floor have rows of their own.",
  materialized: "table",
  grain: ["person_no", "axis", "rule_id"],
  from: {
    people: people_resolved,
    activities: activities_scored,
    kinds: activity_kinds,
    months: active_months,
    hits: fit_hits,
    periods: definition_periods,
    stairs: recency_stairs,
    caps: definition_caps,
    run: run_context,
  },
  columns,
  select: (_, shape) => sql<RowOf<typeof columns>>`
    with today as (
      select periods.version_no, periods.definition_version, periods.points_per_idle_month, run.as_of
      from run
      inner join periods on periods.from_at <= run.as_of and coalesce(periods.until_at > run.as_of, true)
    ),
    asked as (
      select today.version_no, people.person_no, today.as_of as asked_at
      from people
      cross join today
    ),
    ${pointsAtInstants(shape)},
    earned as (
      select rule_id, person_no, hits, raw_points, points, first_at, last_at from rules_worth
      union all by name
      select
        'cap:' || caps.cap_group as rule_id,
        rules_worth.person_no,
        caps.cap - sum(rules_worth.points) as points
      from rules_worth
      cross join today
      inner join caps on caps.definition_version = today.definition_version and caps.lane_no = rules_worth.lane_no
      where not rules_worth.is_malus
      group by caps.cap_group, caps.cap, rules_worth.person_no
      -- Rounded to the digits that a row shows: sums of doubles vary with the order of rows, and a row of 0 points would
      -- come and go.
      having round(sum(rules_worth.points) - caps.cap, 12) > 0
      union all by name
      select
        'idle' as rule_id,
        silences.person_no,
        -silences.silent_months * today.points_per_idle_month as points
      from silences
      cross join today
      where silences.silent_months * today.points_per_idle_month > 0
    ),
    engaged as (
      select * from earned
      union all by name
      select 'floor' as rule_id, person_no, -sum(points) as points
      from earned
      group by person_no
      having round(sum(points), 12) < 0
    ),
    -- The fit rules that match as of the run; of alternatives, only the one that counts.
    fitting as (
      select hits.person_no, hits.rule_id, hits.points
      from hits
      inner join today on today.definition_version = hits.definition_version
      where hits.from_at <= today.as_of and coalesce(hits.until_at > today.as_of, true)
      qualify row_number() over (
        partition by hits.person_no, hits.alternatives
        order by abs(hits.points) desc, hits.rule_no
      ) = 1
    )
    select
      today.definition_version,
      engaged.rule_id,
      'engagement' as axis,
      engaged.person_no,
      engaged.hits,
      engaged.raw_points,
      round(engaged.points, 12) as points,
      engaged.first_at,
      engaged.last_at
    from engaged
    cross join today
    union all
    select
      today.definition_version,
      fitting.rule_id,
      'fit',
      fitting.person_no,
      1,
      fitting.points,
      fitting.points,
      null,
      null
    from fitting
    cross join today`,
});
