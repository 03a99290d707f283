import { sql } from "kysely";
import { flag, instant, pickColumns, type RowOf, real } from "../../src/table/columns.js";
import { asInteger, instantOfMicros, packStruct, roundTo } from "../../src/table/dialect.js";
import { model } from "../../src/table/model.js";
import { definition_caps } from "../run/definition_caps.js";
import { recency_stairs } from "../run/recency_stairs.js";
import {
  capGroupColumn,
  capGroupNumbers,
  cappedWorth,
  numberedColumn,
  recencyStepNumbers,
  rulesCte,
  trailingColumns,
} from "../shared/cap_groups.js";
import { monthNumber } from "../shared/scoring.js";
import { active_months } from "./active_months.js";
import { activities_scored } from "./activities_scored.js";
import { activity_kinds } from "./activity_kinds.js";
import { definition_periods } from "./definition_periods.js";
import { engagement_marks } from "./engagement_marks.js";

const columns = {
  ...pickColumns(definition_periods, "version_no"),
  ...pickColumns(activities_scored, "person_no"),
  engagement_score: real("Engagement score, rounded to 4 decimals", "points"),
  is_hand_raiser: flag("True if an activity of a hand-raiser type is at this instant"),
  scored_at: instant("The evaluation instant, UTC"),
  ...pickColumns(engagement_marks, "last_hot_at"),
};

/**
 * Computes scoring.md 3 with two sorts by person instead of summing all activities again at each instant.
 *
 * With K full idle months up to an instant and c the share kept per idle month, decay is c ^ (K now - K then). So the
 * sum of points / c ^ K then over all activities so far, times c ^ K now, is their worth.
 *
 * Recency changes the weight of an activity by a step when it reaches an age. The activities that have reached that age
 * are those up to an earlier moment (the instant minus the age), so their sum is the running sum at that moment.
 */
export const engagement_instants = model({
  name: "intermediate.engagement_instants",
  about: "One row per person and evaluation instant: the engagement score, by the version of the definition in force.",
  materialized: "table",
  isShared: true,
  grain: ["person_no", "scored_at"],
  from: {
    activities: activities_scored,
    kinds: activity_kinds,
    months: active_months,
    marks: engagement_marks,
    periods: definition_periods,
    stairs: recency_stairs,
    caps: definition_caps,
  },
  columns,
  select: (_, shape) => sql<RowOf<typeof columns>>`
    with ${rulesCte(shape)},
    -- Scored activities, with points / c ^ K in the column of their cap group, and marks.
    happened as (
      select
        activities.version_no,
        activities.person_no,
        activities.occurred_at,
        true as is_evaluated,
        months.spell_no,
        months.idle_months as months,
        0 as silent_months
        ${trailingColumns(
          capGroupNumbers(shape).map(
            (no) => sql`case when kinds.lane_no = ${sql.lit(no)} then activities.hits * kinds.points
              * pow(rules.kept_per_idle_month, -months.idle_months) end as ${numberedColumn(capGroupColumn(no))}`,
          ),
        )}
      from activities
      inner join kinds on kinds.kind_no = activities.kind_no
      inner join months on months.version_no = activities.version_no
        and months.person_no = activities.person_no
        and months.month_no = ${monthNumber("activities.occurred_at")}
      inner join rules on rules.version_no = activities.version_no
      where kinds.is_scored
      union all by name
      select
        version_no,
        person_no,
        occurred_at,
        is_evaluated,
        spell_no,
        idle_months as months,
        silent_months,
        ${packStruct({ malus: "malus", raised_at: "last_raised_at", hot_at: "last_hot_at" })} as mark
      from marks
    ),
    -- Numbers of few bytes make the sorts faster.
    narrow as (
      select
        * exclude (occurred_at) replace (
          ${asInteger("version_no")} as version_no,
          ${asInteger("person_no")} as person_no,
          ${asInteger("spell_no")} as spell_no,
          ${asInteger("months")} as months,
          ${asInteger("silent_months")} as silent_months),
        epoch_us(occurred_at) as at_us
      from happened
    ),
    -- The running sums of each cap group within the spell.
    summed as (
      select
        * exclude (${sql.join(capGroupNumbers(shape).map((no) => numberedColumn(capGroupColumn(no))))}),
        ${packStruct({
          spell_no: "spell_no",
          ...Object.fromEntries(
            capGroupNumbers(shape).map((no) => [
              capGroupColumn(no),
              sql`sum(${numberedColumn(capGroupColumn(no))}) over so_far`,
            ]),
          ),
        })} as earned
      from narrow
      window so_far as (partition by version_no, person_no, spell_no order by at_us)
    ),
    -- For each step of recency, the running sums at that earlier moment.
    stepped as (
      select
        summed.* replace (last_value(mark ignore nulls) over so_far as mark),
        lead(at_us) over so_far is distinct from at_us as is_last,
        -- Any other row at the instant of a mark is a scored activity, so the instant is evaluated.
        is_evaluated or lag(at_us) over so_far is not distinct from at_us as is_instant
        ${trailingColumns(
          recencyStepNumbers(shape).map(
            (step) => sql`last_value(earned) over (
              partition by summed.version_no, person_no order by at_us
              range between unbounded preceding and ${numberedColumn("after", step)} preceding
            ) as ${numberedColumn("aged", step)}`,
          ),
        )}
      from summed
      inner join rules on rules.version_no = summed.version_no
      window so_far as (partition by summed.version_no, person_no order by at_us)
    )
    select
      rules.version_no,
      person_no::bigint as person_no,
      ${roundTo(
        sql<number>`greatest(0::double, coalesce(mark.malus, 0) - silent_months * points_per_idle_month
          + ${cappedWorth(shape)})`,
        4,
      )} as engagement_score,
      coalesce(mark.raised_at = ${instantOfMicros("at_us")}, false) as is_hand_raiser,
      ${instantOfMicros("at_us")} as scored_at,
      mark.hot_at as last_hot_at
    from stepped
    inner join rules on rules.version_no = stepped.version_no
    where is_last
      and is_instant
      and at_us >= epoch_us(rules.from_at)
      and coalesce(at_us < epoch_us(rules.until_at), true)`,
});
