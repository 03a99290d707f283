import { sql } from "kysely";
import { flag, nullable, oneOf, pickColumns, type RowOf, real } from "../../src/table/columns.js";
import { roundTo } from "../../src/table/dialect.js";
import { model } from "../../src/table/model.js";
import { run_context } from "../run/run_context.js";
import { isHotSince, mqlPath, mqlTier, tiers } from "../shared/scoring.js";
import { activities_scored } from "./activities_scored.js";
import { activity_kinds } from "./activity_kinds.js";
import { definition_periods } from "./definition_periods.js";
import { fit_scores } from "./fit_scores.js";
import { points_now } from "./points_now.js";

/** The action for each quadrant, named fit/engagement (scoring.md 5). */
const actions = {
  "high/high": "route_to_sales",
  "high/medium": "sdr_awareness_queue",
  "high/low": "targeted_campaign",
  "middle/high": "manual_review",
  "middle/medium": "monitor_account",
  "middle/low": "nurture",
  "low/high": "monitor_account",
  "low/medium": "monitor_account",
  "low/low": "discard",
  disqualified: "excluded",
} as const;

const quadrants = Object.keys(actions) as (keyof typeof actions)[];

const columns = {
  ...pickColumns(fit_scores, "person_id", "grade"),
  tier: nullable(oneOf(tiers, "Tier as of the run: hot, mql or mql_light; null if none is reached")),
  quadrant: oneOf(quadrants, "Quadrant as fit/engagement, e.g. high/medium; disqualified if a rule disqualifies"),
  action: oneOf(Object.values(actions), "Suggested action for the quadrant"),
  ...pickColumns(fit_scores, "disqualified_by", "person_no", "fit_score"),
  engagement_score: real("Engagement score as of the run, rounded to 4 decimals", "points"),
  total_score: real("Fit score plus engagement score", "points"),
  is_disqualified: flag("True if a disqualifying fit rule matches: the person cannot be an MQL"),
};

export const people_scored = model({
  name: "intermediate.people_scored",
  about: "One row per person: scores, tier and suggested action as of the run; no rows without a definition.",
  materialized: "table",
  grain: ["person_id"],
  from: {
    fits: fit_scores,
    points: points_now,
    activities: activities_scored,
    kinds: activity_kinds,
    periods: definition_periods,
    run: run_context,
  },
  columns,
  select: () => sql<RowOf<typeof columns>>`
    with earned as (
      select person_no, sum(points) as points from points where axis = 'engagement' group by person_no
    ),
    scored as (
      select
        fits.person_id,
        fits.person_no,
        fits.definition_version,
        fits.grade,
        fits.fit_score,
        fits.disqualified_by,
        fits.disqualified_by is not null as is_disqualified,
        run.as_of,
        ${roundTo(sql<number>`greatest(0::double, coalesce(earned.points, 0))`, 4)} as engagement_score
      from run
      inner join periods on periods.from_at <= run.as_of and coalesce(periods.until_at > run.as_of, true)
      inner join fits on fits.definition_version = periods.definition_version
        and fits.from_at <= run.as_of
        and coalesce(fits.until_at > run.as_of, true)
      left join earned on earned.person_no = fits.person_no
    ),
    recent as (
      select
        activities.person_no,
        bool_or(kinds.is_hand_raiser and activities.occurred_at = run.as_of) as is_hand_raiser,
        bool_or(kinds.is_hot and ${isHotSince("activities.occurred_at", "run.as_of")}) as is_hot
      from run
      inner join periods on periods.from_at <= run.as_of and coalesce(periods.until_at > run.as_of, true)
      inner join activities on activities.version_no = periods.version_no
        and activities.occurred_at <= run.as_of
      inner join kinds on kinds.kind_no = activities.kind_no
      where kinds.is_hand_raiser or kinds.is_hot
      group by activities.person_no
    ),
    judged as (
      select
        scored.*,
        ${roundTo(sql<number>`fit_score + engagement_score`, 4)} as total_score,
        coalesce(recent.is_hand_raiser, false) as is_hand_raiser,
        coalesce(recent.is_hot, false) as is_hot
      from scored
      left join recent on recent.person_no = scored.person_no
    ),
    placed as (
      select
        judged.*,
        ${mqlPath} as path,
        case
          when is_disqualified then 'disqualified'
          else
            case
              when contains(periods.high_fit_grades, grade) then 'high'
              when grade = 'D' then 'low'
              else 'middle'
            end
            || '/'
            || case
              when engagement_score >= periods.quadrant_high then 'high'
              when engagement_score >= periods.quadrant_medium then 'medium'
              else 'low'
            end
        end as quadrant
      from judged
      inner join periods on periods.definition_version = judged.definition_version
    )
    select
      placed.person_id,
      placed.grade,
      ${mqlTier(sql`is_hot`)} as tier,
      placed.quadrant,
      case placed.quadrant
        ${sql.join(
          Object.entries(actions).map(([quadrant, action]) => sql`when ${sql.lit(quadrant)} then ${sql.lit(action)}`),
          sql` `,
        )}
      end as action,
      placed.disqualified_by,
      placed.person_no,
      placed.fit_score,
      placed.engagement_score,
      placed.total_score,
      placed.is_disqualified
    from placed
    inner join periods on periods.definition_version = placed.definition_version`,
});
