import { sql } from "kysely";
import { flag, instant, type RowOf, real, whole } from "../../src/columns.js";
import { rounded } from "../../src/dialect.js";
import { each, laneSums, lanesOf, lanesWorth, name, rulesOf, stepsOf } from "../../src/lanes.js";
import { model } from "../../src/model.js";
import { idleMonths } from "../../src/scoring.js";
import { definition_caps } from "../sources/definition_caps.js";
import { recency_stairs } from "../sources/recency_stairs.js";
import { run_context } from "../sources/run_context.js";
import { activities_scored } from "./activities_scored.js";
import { definition_periods } from "./definition_periods.js";
import { fit_scores } from "./fit_scores.js";

const columns = {
  version_no: whole("Version of the definition in force at that instant"),
  person_no: whole("The person's number in this build"),
  engagement_score: real("Engagement then", "points"),
  is_hand_raiser: flag("Whether an activity of that instant raises a hand"),
  scored_at: instant("The evaluation instant, UTC"),
};

/**
 * Decay `c ^ (K now - K then)` is a prefix sum of points / c ^ K then, times c ^ K now. Recency is a stair that each
 * activity steps down as it ages: what has taken a step is the prefix sum of the moment that lies so long ago.
 */
export const engagement_instants = model({
  name: "intermediate.engagement_instants",
  about: "One row per person and evaluation instant: the engagement then.",
  materialized: "table",
  grain: ["person_no", "scored_at"],
  from: {
    activities: activities_scored,
    fits: fit_scores,
    periods: definition_periods,
    stairs: recency_stairs,
    caps: definition_caps,
    run: run_context,
  },
  columns,
  select: (_, shape) => sql<RowOf<typeof columns>>`
    with ${rulesOf(shape)},
    changed as (
      select version_no, person_no, from_at as occurred_at from fits cross join run where is_change and from_at <= as_of
    ),
    happened as (
      select version_no, person_no, occurred_at, is_hand_raiser, is_hand_raiser or is_scored as is_evaluated, is_scored,
        spell_no, idle_months, lane_no, points
      from activities
      union all by name
      select changed.*, false as is_hand_raiser, true as is_evaluated, false as is_scored from changed
    ),
    instants as (
      select version_no, person_no, occurred_at as scored_at, bool_or(is_hand_raiser) as is_hand_raiser,
        bool_or(is_evaluated) as is_evaluated, max(spell_no) as spell_no, max(idle_months) as idle_months,
        case when bool_or(is_scored) then occurred_at end as last_scored_at,
        sum(points) filter (where not is_scored) as malus
        ${laneSums(shape)}
      from happened
      group by version_no, person_no, occurred_at
    ),
    placed as (
      select * replace (
        max(spell_no) over so_far as spell_no, max(idle_months) over so_far as idle_months,
        max(last_scored_at) over so_far as last_scored_at, coalesce(sum(malus) over so_far, 0) as malus)
      from instants
      window so_far as (partition by version_no, person_no order by scored_at rows unbounded preceding)
    ),
    prefixed as (
      select placed.* exclude (last_scored_at), epoch_us(placed.scored_at) as scored_us, rules.* exclude (version_no),
        coalesce(${idleMonths("placed.last_scored_at", "placed.scored_at")}, 0) as silent_months
        ${each(
          lanesOf(shape).map(
            (lane) =>
              sql`sum(placed.${name("lane", lane)} * pow(rules.kept_per_idle_month, -placed.idle_months)) over so_far
                as ${name("sum", lane)}`,
          ),
        )}
      from placed
      inner join rules on rules.version_no = placed.version_no
      window so_far as (
        partition by placed.version_no, placed.person_no, placed.spell_no order by placed.scored_at
        rows unbounded preceding
      )
    ),
    stepped as (
      select *, idle_months + silent_months as months
        ${each(
          stepsOf(shape).flatMap((step) =>
            lanesOf(shape).map(
              (lane) => sql`last_value(${name("sum", lane)}) over (
                partition by version_no, person_no, spell_no order by scored_us
                range between unbounded preceding and ${name("after", step)} preceding
              ) as ${name("sum", lane, step)}`,
            ),
          ),
        )}
      from prefixed
    )
    select version_no, person_no,
      ${rounded(
        sql<number>`greatest(0::double, malus - silent_months * points_per_idle_month
          + ${lanesWorth(shape)})`,
        4,
      )} as engagement_score, is_hand_raiser, scored_at
    from stepped
    where is_evaluated and scored_at >= from_at and coalesce(scored_at < until_at, true)`,
});
