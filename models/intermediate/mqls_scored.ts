import { sql } from "kysely";
import { nullable, oneOf, pickColumns, type RowOf } from "../../src/table/columns.js";
import { roundTo } from "../../src/table/dialect.js";
import { model } from "../../src/table/model.js";
import { definition_caps } from "../run/definition_caps.js";
import { recency_stairs } from "../run/recency_stairs.js";
import { pointsAtInstants } from "../shared/score_at.js";
import { isHotSince, mqlPath, mqlTier, paths } from "../shared/scoring.js";
import { active_months } from "./active_months.js";
import { activities_scored } from "./activities_scored.js";
import { activity_kinds } from "./activity_kinds.js";
import { cycles_opened } from "./cycles_opened.js";
import { definition_periods } from "./definition_periods.js";
import { fit_scores } from "./fit_scores.js";
import { mql_instants } from "./mql_instants.js";

const columns = {
  ...pickColumns(cycles_opened, "person_id"),
  ...pickColumns(mql_instants, "grade"),
  path: nullable(
    oneOf(
      paths,
      "Path by which the person qualified; null if the definition was not met. For a recorded MQL, hand_raiser also covers requests for sales in the 48 hours before it",
    ),
  ),
  tier: nullable(oneOf(["hot", "mql"], "Tier of the MQL: hot or mql; null if the person did not meet the definition")),
  ...pickColumns(mql_instants, "fit_score", "engagement_score", "total_score", "is_fit_backfilled"),
  ...pickColumns(cycles_opened, "mql_at"),
};

/**
 * The scores of a computed MQL are known already, because it is at an evaluation instant. A recorded MQL is between them,
 * so its scores are summed here (lifecycle.md 2).
 */
export const mqls_scored = model({
  name: "intermediate.mqls_scored",
  about: "One row per MQL that opened a cycle: its scores, path and tier as of mql_at; no rows without a definition.",
  materialized: "table",
  grain: ["person_id", "mql_at"],
  from: {
    cycles: cycles_opened,
    instants: mql_instants,
    fits: fit_scores,
    activities: activities_scored,
    kinds: activity_kinds,
    months: active_months,
    periods: definition_periods,
    stairs: recency_stairs,
    caps: definition_caps,
  },
  columns,
  select: (_, shape) => sql<RowOf<typeof columns>>`
    -- The recorded MQLs, each with the fit of its instant.
    with asked as (
      select
        fits.version_no,
        fits.person_id,
        fits.person_no,
        fits.grade,
        fits.fit_score,
        fits.disqualified_by is not null as is_disqualified,
        coalesce(cycles.mql_at < fits.known_from, false) as is_fit_backfilled,
        cycles.mql_at as asked_at
      from cycles
      inner join periods on periods.from_at <= cycles.mql_at and coalesce(periods.until_at > cycles.mql_at, true)
      inner join fits on fits.version_no = periods.version_no
        and fits.person_id = cycles.person_id
        and fits.from_at <= cycles.mql_at
        and coalesce(fits.until_at > cycles.mql_at, true)
      where cycles.mql_origin = 'recorded'
    ),
    ${pointsAtInstants(shape)},
    -- The points of each cap group under its cap, and negative points apart.
    laned as (
      select
        rules_worth.person_no,
        rules_worth.asked_at,
        case
          when rules_worth.is_malus then sum(rules_worth.points)
          else least(sum(rules_worth.points), coalesce(any_value(caps.cap), 'infinity'))
        end as points
      from rules_worth
      inner join periods on periods.version_no = rules_worth.version_no
      left join caps on caps.definition_version = periods.definition_version and caps.lane_no = rules_worth.lane_no
      group by rules_worth.person_no, rules_worth.asked_at, rules_worth.is_malus, rules_worth.lane_no
    ),
    earned as (
      select person_no, asked_at, sum(points) as points
      from laned
      group by person_no, asked_at
    ),
    recent as (
      select
        asked.person_no,
        asked.asked_at,
        bool_or(
          kinds.is_hand_raiser and activities.occurred_at >= asked.asked_at - interval 48 hours
        ) as is_hand_raiser,
        bool_or(kinds.is_hot and ${isHotSince("activities.occurred_at", "asked.asked_at")}) as is_hot
      from asked
      inner join periods on periods.version_no = asked.version_no
      inner join activities on activities.version_no = asked.version_no
        and activities.person_no = asked.person_no
        and activities.occurred_at <= asked.asked_at
      inner join kinds on kinds.kind_no = activities.kind_no
      where kinds.is_hand_raiser or kinds.is_hot
      group by asked.person_no, asked.asked_at
    ),
    scored as (
      select
        asked.*,
        coalesce(recent.is_hand_raiser, false) as is_hand_raiser,
        coalesce(recent.is_hot, false) as is_hot,
        ${roundTo(
          sql<number>`greatest(0::double, coalesce(earned.points, 0)
            - coalesce(silences.silent_months, 0) * periods.points_per_idle_month)`,
          4,
        )} as engagement_score
      from asked
      inner join periods on periods.version_no = asked.version_no
      left join earned on earned.person_no = asked.person_no and earned.asked_at = asked.asked_at
      left join silences on silences.person_no = asked.person_no and silences.asked_at = asked.asked_at
      left join recent on recent.person_no = asked.person_no and recent.asked_at = asked.asked_at
    ),
    totalled as (
      select *, ${roundTo(sql<number>`fit_score + engagement_score`, 4)} as total_score
      from scored
    ),
    judged as (
      select totalled.*, ${mqlPath} as path
      from totalled
      inner join periods on periods.version_no = totalled.version_no
    )
    select
      judged.person_id,
      judged.grade,
      judged.path,
      case when judged.path is not null then ${mqlTier(sql`is_hot`)} end as tier,
      judged.fit_score,
      judged.engagement_score,
      judged.total_score,
      judged.is_fit_backfilled,
      judged.asked_at as mql_at
    from judged
    inner join periods on periods.version_no = judged.version_no
    union all
    select
      instants.person_id,
      instants.grade,
      instants.path,
      instants.tier,
      instants.fit_score,
      instants.engagement_score,
      instants.total_score,
      instants.is_fit_backfilled,
      instants.scored_at
    from instants
    inner join cycles on cycles.person_id = instants.person_id and cycles.mql_at = instants.scored_at
    where cycles.mql_origin = 'computed'`,
});
