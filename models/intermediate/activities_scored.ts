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
  definition_version: text("Version of the definition"),
  person_id: text("Person"),
  activity_type: text("Canonical type"),
  rule_id: nullable(text("The rule that it takes; null if none fits: its type raises a hand or makes hot")),
  cap_group: nullable(text("Cap that it falls under; null: uncapped")),
  person_no: whole("The person's number in this build"),
  spell_no: whole("Which stretch it is of those that silences part so long that they leave nothing"),
  idle_months: whole("Full idle months before it, of the silences within such stretches", "30 days"),
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
  grain: ["definition_version", "person_no", "occurred_at", "activity_type", "rule_id"],
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
      select matched.definition_version, min(activities.person_id) as person_id, activities.activity_type,
        matched.rule_id, min(matched.cap_group) as cap_group, activities.person_no, count(*) as hits,
        sum(matched.points) as points, min(matched.points) > 0 as is_scored,
        bool_or(matched.is_hand_raiser) as is_hand_raiser, bool_or(matched.is_hot) as is_hot,
        min(periods.forgotten_after_months) as forgotten_after_months, activities.occurred_at
      from activities
      left join asset_types on asset_types.activity_type = activities.activity_type
      inner join matched on matched.activity_type = activities.activity_type
        and matched.asset_read is not distinct from
          case when asset_types.activity_type is not null then activities.asset end
      inner join periods on periods.definition_version = matched.definition_version
      cross join run
      where not activities.is_bot and activities.occurred_at <= run.as_of
        and coalesce(activities.occurred_at < periods.until_at, true)
      group by matched.definition_version, activities.person_no, activities.occurred_at, activities.activity_type,
        matched.rule_id
    ),
    silent as (
      select *, ${idleMonths(
        sql`lag(occurred_at) over (
        partition by definition_version, person_no order by occurred_at)`,
        "occurred_at",
      )} as silent_months
      from worth
      where is_scored
    ),
    spelled as (
      select * exclude (forgotten_after_months, silent_months),
        coalesce(sum((silent_months >= forgotten_after_months)::bigint) over earlier, 0)::bigint as spell_no,
        coalesce(sum(silent_months) filter (
          where forgotten_after_months is null or silent_months < forgotten_after_months
        ) over earlier, 0)::bigint as idle_months
      from silent
      window earlier as (partition by definition_version, person_no order by occurred_at)
    )
    select * from spelled
    union all by name
    select * exclude (forgotten_after_months), 0::bigint as spell_no, 0::bigint as idle_months
    from worth
    where not is_scored`,
});
