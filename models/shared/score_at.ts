/** Scores at chosen instants, e.g. at each MQL, computed by summing activities one by one. */
import { sql } from "kysely";
import type { ModelShape } from "../../src/table/model.js";
import { rulesCte, weightAtAge } from "./cap_groups.js";
import { idleMonths, monthNumber } from "./scoring.js";

/**
 * The CTE `silences`: one row per row of `asked` (version_no, person_no, asked_at) that has a scored activity at or before
 * asked_at. It has the number of the spell, the idle months since the spell began, and those since the last activity. A spell
 * is a series of activities without a silence so long that everything before it is forgotten. Reads `months` (active_months).
 */
export const idleMonthsAtInstants = sql`
    silences as (
      select
        asked.version_no,
        asked.person_no,
        asked.asked_at,
        max(months.spell_no) as spell_no,
        -- In the month of asked_at, the last activity before it is not known, but it is less than a month ago.
        ${idleMonths(sql`max(least(months.last_at, asked.asked_at))`, "asked.asked_at")} as silent_months,
        max(months.idle_months) + silent_months as idle_months
      from asked
      inner join months on months.version_no = asked.version_no and months.person_no = asked.person_no
        and months.first_at <= asked.asked_at
      group by asked.version_no, asked.person_no, asked.asked_at
    )`;

/**
 * CTEs with the points of a person's activities at the instants of `asked` (version_no, person_no, asked_at): `rules_worth`,
 * one row per asked row and rule, before caps; and `silences`, the idle months up to asked_at.
 * Reads `activities` (activities_scored), `kinds` (activity_kinds), `months` (active_months), `periods`, `stairs` and `caps`.
 * The points are the same as in engagement_instants, which uses running sums because it has far more instants.
 */
export const pointsAtInstants = (shape: ModelShape) => sql`${rulesCte(shape)},
    ${idleMonthsAtInstants},
    decayed_months as (
      select
        silences.version_no,
        silences.person_no,
        silences.asked_at,
        months.month_no,
        case when months.spell_no = silences.spell_no
          then pow(rules.kept_per_idle_month, silences.idle_months - months.idle_months) else 0 end as kept
      from silences
      inner join months on months.version_no = silences.version_no and months.person_no = silences.person_no
        and months.first_at <= silences.asked_at
      inner join rules on rules.version_no = silences.version_no
    ),
    kinds_worth as (
      select
        activities.version_no,
        activities.person_no,
        decayed_months.asked_at,
        activities.kind_no,
        sum(activities.hits)::bigint as hits,
        min(activities.occurred_at) as first_at,
        max(activities.occurred_at) as last_at,
        sum(activities.hits * kinds.points) as raw_points,
        sum(activities.hits * kinds.points * decayed_months.kept
          * ${weightAtAge(sql`epoch_us(decayed_months.asked_at) - epoch_us(activities.occurred_at)`, shape)}) as points
      from activities
      inner join kinds on kinds.kind_no = activities.kind_no
      inner join decayed_months on decayed_months.version_no = activities.version_no and decayed_months.person_no = activities.person_no
        and decayed_months.month_no = ${monthNumber("activities.occurred_at")} and decayed_months.asked_at >= activities.occurred_at
      inner join rules on rules.version_no = activities.version_no
      where kinds.is_scored
      group by activities.version_no, activities.person_no, decayed_months.asked_at, activities.kind_no
      union all
      -- Deductions count in full: they have neither weight nor decay.
      select
        activities.version_no,
        activities.person_no,
        asked.asked_at,
        activities.kind_no,
        sum(activities.hits)::bigint as hits,
        min(activities.occurred_at) as first_at,
        max(activities.occurred_at) as last_at,
        sum(activities.hits * kinds.points) as raw_points,
        raw_points as points
      from activities
      inner join kinds on kinds.kind_no = activities.kind_no
      inner join asked on asked.version_no = activities.version_no and asked.person_no = activities.person_no
        and asked.asked_at >= activities.occurred_at
      where kinds.points < 0
      group by activities.version_no, activities.person_no, asked.asked_at, activities.kind_no
    ),
    -- The grouping above is by a number, because the id of a rule would be a text in every row.
    rules_worth as (
      select
        kinds_worth.*,
        kinds.rule_id,
        kinds.lane_no,
        not kinds.is_scored as is_malus
      from kinds_worth
      inner join kinds on kinds.kind_no = kinds_worth.kind_no
    )`;
