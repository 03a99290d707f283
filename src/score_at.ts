import { sql } from "kysely";
import { idleMonths } from "./scoring.js";

/**
 * CTEs that say what the activities of `asked` (definition_version, person_no, asked_at) are worth then, summed one by one:
 * `rules_worth`, one row per asked row and rule, before caps; `silences`, the idle months up to asked_at.
 * Reads `activities` (activities_scored), `periods` and `stairs`; what `historyOf` says in prefix sums, said plainly.
 */
export const worthOfAsked = sql`
    silences as (
      select asked.definition_version, asked.person_no, asked.asked_at, max(activities.spell_no) as spell_no,
        max(activities.idle_months) + ${idleMonths(sql`max(activities.occurred_at)`, sql`asked.asked_at`)} as idle_months,
        ${idleMonths(sql`max(activities.occurred_at)`, sql`asked.asked_at`)} as silent_months
      from asked
      inner join activities on activities.definition_version = asked.definition_version
        and activities.person_no = asked.person_no
      where activities.is_scored and activities.occurred_at <= asked.asked_at
      group by asked.definition_version, asked.person_no, asked.asked_at
    ),
    rules_worth as (
      select asked.definition_version, asked.person_no, asked.asked_at, activities.rule_id,
        min(activities.cap_group) filter (where activities.is_scored) as cap_group, bool_or(not activities.is_scored) as is_malus,
        sum(activities.hits) filter (where stairs.step_no = 0)::bigint as hits, min(activities.occurred_at) as first_at,
        max(activities.occurred_at) as last_at, sum(activities.points) filter (where stairs.step_no = 0) as raw_points,
        sum(case when not activities.is_scored then activities.points
          when activities.spell_no < silences.spell_no then 0
          else activities.points * stairs.change
            * pow(periods.kept_per_idle_month, silences.idle_months - activities.idle_months) end) as points
      from asked
      inner join activities on activities.definition_version = asked.definition_version
        and activities.person_no = asked.person_no
      inner join periods on periods.definition_version = asked.definition_version
      inner join stairs on stairs.definition_version = asked.definition_version
      left join silences on silences.definition_version = asked.definition_version
        and silences.person_no = asked.person_no and silences.asked_at = asked.asked_at
      where activities.points <> 0 and (stairs.step_no = 0 or activities.is_scored)
        and activities.occurred_at + to_microseconds(stairs.after_us) <= asked.asked_at
      group by asked.definition_version, asked.person_no, asked.asked_at, activities.rule_id
    )`;
