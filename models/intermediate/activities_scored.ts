import { sql } from "kysely";
import { flag, instant, nullable, type RowOf, real, text, whole } from "../../src/columns.js";
import { model } from "../../src/model.js";
import { idleMonths } from "../../src/scoring.js";
import { engagement_rules } from "../sources/engagement_rules.js";
import { run_context } from "../sources/run_context.js";
import { activities } from "./activities.js";
import { definition_periods } from "./definition_periods.js";
import { engagement_rules_matched } from "./engagement_rules_matched.js";

const columns = {
  activity_type: text("Canonical type"),
  rule_id: nullable(text("The rule that it takes; null if none fits: its type raises a hand or makes hot")),
  version_no: whole("Version of the definition"),
  person_no: whole("The person's number in this build"),
  lane_no: whole("Cap that its points fall under; 0: uncapped"),
  spell_no: whole(
    "Which stretch it is of those that silences part so long that they leave nothing; 0 of what is not scored",
  ),
  idle_months: whole(
    "Full idle months before it, of the silences within the stretch; 0 of what is not scored",
    "30 days",
  ),
  hits: whole("Activities of that instant, type and rule"),
  points: real("Points of all of them before decay and recency; negative ones are a plain running sum", "points"),
  is_scored: flag("Whether the points are positive: they end a silence and make an evaluation instant"),
  is_hand_raiser: flag("Whether it bypasses the minimum: an evaluation instant whatever its points"),
  is_hot: flag("Whether it lifts an MQL to the hot tier"),
  occurred_at: instant("When, UTC"),
};

/** Decay needs no recursion: an activity keeps `kept ^ (months now - months at it)`, so the idle months before it are all. */
export const activities_scored = model({
  name: "intermediate.activities_scored",
  about:
    "One row per version, person, instant, activity type and rule: what the activities up to the end of its period are worth.",
  materialized: "table",
  grain: ["version_no", "person_no", "occurred_at", "activity_type", "rule_id"],
  from: {
    activities,
    rules: engagement_rules,
    matched: engagement_rules_matched,
    periods: definition_periods,
    run: run_context,
  },
  columns,
  select: () => sql<RowOf<typeof columns>>`
    with asset_types as (select distinct activity_type from rules where asset is not null),
    worth as (
      select activities.activity_type, matched.rule_id, periods.version_no, activities.person_no,
        min(matched.lane_no) as lane_no, count(*) as hits, sum(matched.points) as points,
        min(matched.points) > 0 as is_scored, bool_or(matched.is_hand_raiser) as is_hand_raiser,
        bool_or(matched.is_hot) as is_hot, min(periods.forgotten_after_months) as forgotten_after_months,
        activities.occurred_at
      from activities
      left join asset_types on asset_types.activity_type = activities.activity_type
      inner join matched on matched.activity_type = activities.activity_type
        and matched.asset_read is not distinct from
          case when asset_types.activity_type is not null then activities.asset end
      inner join periods on periods.definition_version = matched.definition_version
      cross join run
      where not activities.is_bot and activities.occurred_at <= run.as_of
        and coalesce(activities.occurred_at < periods.until_at, true)
      group by periods.version_no, activities.person_no, activities.occurred_at, activities.activity_type,
        matched.rule_id
    ),
    silent as (
      select *,
        coalesce(${idleMonths(sql`lag(occurred_at) over so_far`, "occurred_at")}, 0) as ended_months
      from worth
      where is_scored
      window so_far as (partition by version_no, person_no order by occurred_at)
    )
    select activity_type, rule_id, version_no, person_no, lane_no,
      coalesce(sum((ended_months >= forgotten_after_months)::bigint) over so_far, 0)::bigint as spell_no,
      (sum(case when ended_months >= forgotten_after_months then 0 else ended_months end) over so_far)::bigint
        as idle_months,
      hits, points, is_scored, is_hand_raiser, is_hot, occurred_at
    from silent
    -- Of one instant the activity that ended the silence goes first.
    window so_far as (
      partition by version_no, person_no order by occurred_at, ended_months desc rows unbounded preceding
    )
    union all
    select activity_type, rule_id, version_no, person_no, lane_no, 0, 0, hits, points, is_scored, is_hand_raiser, is_hot,
      occurred_at
    from worth
    where not is_scored`,
});
