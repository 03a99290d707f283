import { sql } from "kysely";
import { rulesOf, weightAt } from "./lanes.js";
import type { Shape } from "./model.js";
import { idleMonths } from "./scoring.js";

/**
 * CTEs that say what the activities of `asked` (version_no, person_no, asked_at) are worth then, summed one by one:
 * `rules_worth`, one row per asked row and rule, before caps; `silences`, the idle months up to asked_at.
 * Reads `activities` (activities_scored), `periods`, `stairs` and `caps`; what engagement_instants says in prefix sums, said plainly.
 */
export const worthOfAsked = (shape: Shape) => sql`${rulesOf(shape)},
    silences as (
      select asked.version_no, asked.person_no, asked.asked_at, max(activities.spell_no) as spell_no,
        max(activities.idle_months) + ${idleMonths(sql`max(activities.occurred_at)`, sql`asked.asked_at`)} as idle_months,
        ${idleMonths(sql`max(activities.occurred_at)`, sql`asked.asked_at`)} as silent_months
      from asked
      inner join activities on activities.version_no = asked.version_no
        and activities.person_no = asked.person_no
      where activities.is_scored and activities.occurred_at <= asked.asked_at
      group by asked.version_no, asked.person_no, asked.asked_at
    ),
    rules_worth as (
      select asked.version_no, asked.person_no, asked.asked_at, activities.rule_id,
        min(activities.lane_no) as lane_no, bool_or(not activities.is_scored) as is_malus,
        sum(activities.hits)::bigint as hits, min(activities.occurred_at) as first_at,
        max(activities.occurred_at) as last_at, sum(activities.points) as raw_points,
        sum(case when not activities.is_scored then activities.points
          when activities.spell_no < silences.spell_no then 0
          else activities.points * ${weightAt(sql`epoch_us(asked.asked_at) - epoch_us(activities.occurred_at)`, shape)}
            * pow(rules.kept_per_idle_month, silences.idle_months - activities.idle_months) end) as points
      from asked
      inner join activities on activities.version_no = asked.version_no
        and activities.person_no = asked.person_no
      inner join rules on rules.version_no = asked.version_no
      left join silences on silences.version_no = asked.version_no
        and silences.person_no = asked.person_no and silences.asked_at = asked.asked_at
      where activities.points <> 0 and activities.occurred_at <= asked.asked_at
      group by asked.version_no, asked.person_no, asked.asked_at, activities.rule_id
    )`;
