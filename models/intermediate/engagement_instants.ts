import { sql } from "kysely";
import { flag, instant, type RowOf, real, whole } from "../../src/columns.js";
import { rounded } from "../../src/dialect.js";
import { each, lanesOf, laneWorth, name, parametersOf, refuse, stepsOf } from "../../src/lanes.js";
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
    with rules as (
      select periods.version_no, min(periods.kept_per_idle_month) as kept_per_idle_month,
        min(periods.points_per_idle_month) as points_per_idle_month, min(periods.from_at) as from_at,
        min(periods.until_at) as until_at, max(stairs.change) filter (where stairs.step_no = 0) as change_0
        ${parametersOf(shape)}
      from periods
      inner join stairs on stairs.definition_version = periods.definition_version
      left join caps on caps.definition_version = periods.definition_version
      group by periods.version_no
      having ${refuse("recency steps", "max(stairs.step_no)", shape.recencySteps)}
        and ${refuse("cap groups", "coalesce(max(caps.lane_no), 0)", shape.capGroups)}
    ),
    changed as (select version_no, person_no, from_at as occurred_at from fits where is_change),
    happened as (
      select version_no, person_no, occurred_at, is_hand_raiser, is_hand_raiser or is_scored as is_evaluated, is_scored,
        spell_no, idle_months, malus, last_scored_at, lane_no, points
      from activities
      union all by name
      select changed.version_no, changed.person_no, changed.occurred_at, false as is_hand_raiser, true as is_evaluated,
        false as is_scored, coalesce(known.spell_no, 0) as spell_no, coalesce(known.idle_months, 0) as idle_months,
        coalesce(known.malus, 0) as malus, known.last_scored_at
      from changed
      asof left join (
        select activities.* from activities semi join changed using (version_no, person_no)
      ) as known on known.version_no = changed.version_no and known.person_no = changed.person_no
        and known.occurred_at <= changed.occurred_at
    ),
    instants as (
      select version_no, person_no, occurred_at as scored_at, bool_or(is_hand_raiser) as is_hand_raiser,
        bool_or(is_evaluated) as is_evaluated, min(spell_no) as spell_no, min(idle_months) as idle_months,
        min(malus) as malus, min(last_scored_at) as last_scored_at
        ${each(
          lanesOf(shape).map(
            (lane) => sql`sum(points) filter (where is_scored and lane_no = ${sql.lit(lane)}) as ${name("lane", lane)}`,
          ),
        )}
      from happened
      group by version_no, person_no, occurred_at
    ),
    prefixed as (
      select instants.version_no, instants.person_no, instants.spell_no, epoch_us(instants.scored_at) as scored_us,
        instants.scored_at, instants.is_hand_raiser, instants.is_evaluated, instants.malus,
        coalesce(${idleMonths("instants.last_scored_at", "instants.scored_at")}, 0) as silent_months,
        instants.idle_months, rules.* exclude (version_no)
        ${each(
          lanesOf(shape).map(
            (lane) =>
              sql`sum(instants.${name("lane", lane)} * pow(rules.kept_per_idle_month, -instants.idle_months)) over so_far
                as ${name("lane", lane)}`,
          ),
        )}
      from instants
      inner join rules on rules.version_no = instants.version_no
      window so_far as (
        partition by instants.version_no, instants.person_no, instants.spell_no order by instants.scored_at
      )
    ),
    stepped as (
      select *, idle_months + silent_months as months
        ${each(
          stepsOf(shape).flatMap((step) =>
            lanesOf(shape).map(
              (lane) => sql`last_value(${name("lane", lane)}) over (
                partition by version_no, person_no, spell_no order by scored_us
                range between unbounded preceding and ${name("after", step)} preceding
              ) as ${name("lane", lane, step)}`,
            ),
          ),
        )}
      from prefixed
    )
    select version_no, person_no,
      ${rounded(
        sql<number>`greatest(0::double, malus - silent_months * points_per_idle_month
          + ${sql.join(
            lanesOf(shape).map((lane) => laneWorth(lane, shape)),
            sql`
          + `,
          )})`,
        4,
      )} as engagement_score, is_hand_raiser, scored_at
    from stepped
    where is_evaluated and scored_at >= from_at and coalesce(scored_at < until_at, true)
      and scored_at <= (select as_of from run)`,
});
