import { sql } from "kysely";
import type { ModelShape } from "../../src/table/model.js";
import { rulesCte, weightAtAge } from "./cap_groups.js";
import { idleMonths, monthNumber } from "./scoring.js";

/**
 * The CTE `silences`: of each row of `asked` (version_no, person_no, asked_at) behind a scored activity, its stretch and the
 * idle months, all of the stretch and those of the last silence. Reads `months` (active_months).
 */
export const idleMonthsAtInstants = sql`
    silences as (
      select asked.version_no, asked.person_no, asked.asked_at, max(months.spell_no) as spell_no,
        -- Of a month that goes on behind the instant, the last activity before it is not known, but is no month ago.
        ${idleMonths(sql`max(least(months.last_at, asked.asked_at))`, "asked.asked_at")} as silent_months,
        max(months.idle_months) + silent_months as idle_months
      from asked
      inner join months on months.version_no = asked.version_no and months.person_no = asked.person_no
        and months.first_at <= asked.asked_at
      group by asked.version_no, asked.person_no, asked.asked_at
    )`;

/**
 * CTEs that say what the activities of `asked` (version_no, person_no, asked_at) are worth then, summed one by one:
 * `rules_worth`, one row per asked row and rule, before caps; `silences`, the idle months up to asked_at.
 * Reads `activities` (activities_scored), `kinds` (activity_kinds), `months` (active_months), `periods`, `stairs` and
 * `caps`; what engagement_instants says in prefix sums, said plainly.
 */
export const pointsAtInstants = (shape: ModelShape) => sql`${rulesCte(shape)},
    ${idleMonthsAtInstants},
    left_of as (
      select silences.version_no, silences.person_no, silences.asked_at, months.month_no,
        case when months.spell_no = silences.spell_no
          then pow(rules.kept_per_idle_month, silences.idle_months - months.idle_months) else 0 end as kept
      from silences
      inner join months on months.version_no = silences.version_no and months.person_no = silences.person_no
        and months.first_at <= silences.asked_at
      inner join rules on rules.version_no = silences.version_no
    ),
    kinds_worth as (
      select activities.version_no, activities.person_no, left_of.asked_at, activities.kind_no,
        sum(activities.hits)::bigint as hits, min(activities.occurred_at) as first_at,
        max(activities.occurred_at) as last_at, sum(activities.hits * kinds.points) as raw_points,
        sum(activities.hits * kinds.points * left_of.kept
          * ${weightAtAge(sql`epoch_us(left_of.asked_at) - epoch_us(activities.occurred_at)`, shape)}) as points
      from activities
      inner join kinds on kinds.kind_no = activities.kind_no
      inner join left_of on left_of.version_no = activities.version_no and left_of.person_no = activities.person_no
        and left_of.month_no = ${monthNumber("activities.occurred_at")} and left_of.asked_at >= activities.occurred_at
      inner join rules on rules.version_no = activities.version_no
      where kinds.is_scored
      group by activities.version_no, activities.person_no, left_of.asked_at, activities.kind_no
      union all
      select activities.version_no, activities.person_no, asked.asked_at, activities.kind_no,
        sum(activities.hits)::bigint as hits, min(activities.occurred_at) as first_at,
        max(activities.occurred_at) as last_at, sum(activities.hits * kinds.points) as raw_points, raw_points as points
      from activities
      inner join kinds on kinds.kind_no = activities.kind_no
      inner join asked on asked.version_no = activities.version_no and asked.person_no = activities.person_no
        and asked.asked_at >= activities.occurred_at
      where kinds.points < 0
      group by activities.version_no, activities.person_no, asked.asked_at, activities.kind_no
    ),
    -- Activities are grouped by a number; a rule's name would be a text in every row.
    rules_worth as (
      select kinds_worth.*, kinds.rule_id, kinds.lane_no, not kinds.is_scored as is_malus
      from kinds_worth
      inner join kinds on kinds.kind_no = kinds_worth.kind_no
    )`;
