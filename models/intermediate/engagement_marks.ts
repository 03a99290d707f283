import { sql } from "kysely";
import { flag, instant, nullable, pickColumns, type RowOf, real, whole } from "../../src/table/columns.js";
import { model } from "../../src/table/model.js";
import { run_context } from "../run/run_context.js";
import { idleMonthsAtInstants } from "../shared/score_at.js";
import { monthNumber } from "../shared/scoring.js";
import { active_months } from "./active_months.js";
import { activities_scored } from "./activities_scored.js";
import { activity_kinds } from "./activity_kinds.js";
import { fit_scores } from "./fit_scores.js";

const columns = {
  ...pickColumns(activities_scored, "version_no", "person_no"),
  ...pickColumns(active_months, "spell_no"),
  idle_months: whole("Full idle months up to the instant, without silences between spells", "30 days"),
  silent_months: whole("Full idle months since the last scored activity", "30 days"),
  malus: nullable(real("Sum of all negative points up to the instant; null if there are none", "points")),
  is_evaluated: flag(
    "True if the instant is an evaluation instant: a hand-raiser, a scored activity or a change of fit",
  ),
  occurred_at: instant("Instant from which the values of the row apply, UTC"),
  last_raised_at: nullable(instant("Last activity of a hand-raiser type up to the instant, UTC; null if none")),
  last_hot_at: nullable(instant("Last activity of a hot type up to the instant, UTC; null if none")),
};

/**
 * Marks are few. Their running sums are taken here, and engagement_instants, which has a row for each activity, only looks
 * them up.
 */
export const engagement_marks = model({
  name: "intermediate.engagement_marks",
  about:
    "One row per version of the definition, person and instant with a hand-raiser, a hot type, negative points or a change of fit: the values that apply from then on.",
  materialized: "table",
  grain: ["version_no", "person_no", "occurred_at"],
  from: {
    activities: activities_scored,
    kinds: activity_kinds,
    months: active_months,
    fits: fit_scores,
    run: run_context,
  },
  columns,
  select: () => sql<RowOf<typeof columns>>`
    with special as (
      select
        activities.version_no,
        activities.person_no,
        activities.occurred_at,
        kinds.is_scored,
        kinds.is_scored or kinds.is_hand_raiser as is_evaluated,
        case when kinds.is_hand_raiser then activities.occurred_at end as raised_at,
        case when kinds.is_hot then activities.occurred_at end as hot_at,
        case when not kinds.is_scored then activities.hits * kinds.points end as malus
      from activities
      inner join kinds on kinds.kind_no = activities.kind_no
      where not kinds.is_scored or kinds.is_hand_raiser or kinds.is_hot
      union all by name
      select
        version_no,
        person_no,
        from_at as occurred_at,
        false as is_scored,
        true as is_evaluated
      from fits
      cross join run
      where is_change and from_at <= as_of
    ),
    marks as (
      select
        version_no,
        person_no,
        occurred_at,
        bool_or(is_scored) as is_scored,
        bool_or(is_evaluated) as is_evaluated,
        sum(sum(malus)) over so_far as malus,
        max(max(raised_at)) over so_far as last_raised_at,
        max(max(hot_at)) over so_far as last_hot_at
      from special
      group by version_no, person_no, occurred_at
      window so_far as (partition by version_no, person_no order by occurred_at)
    ),
    -- The month of a scored activity has a row in months; for other marks the idle months are found here.
    asked as (select version_no, person_no, occurred_at as asked_at from marks where not is_scored),
    ${idleMonthsAtInstants}
    select
      marks.version_no,
      marks.person_no,
      coalesce(months.spell_no, silences.spell_no, 0) as spell_no,
      coalesce(months.idle_months, silences.idle_months, 0) as idle_months,
      coalesce(silences.silent_months, 0) as silent_months,
      marks.malus,
      marks.is_evaluated,
      marks.occurred_at,
      marks.last_raised_at,
      marks.last_hot_at
    from marks
    left join silences on silences.version_no = marks.version_no
      and silences.person_no = marks.person_no
      and silences.asked_at = marks.occurred_at
    left join months on months.version_no = marks.version_no
      and months.person_no = marks.person_no
      and months.month_no = case when marks.is_scored then ${monthNumber("marks.occurred_at")} end`,
});
