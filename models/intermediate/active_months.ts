import { sql } from "kysely";
import { instant, pickColumns, type RowOf, whole } from "../../src/table/columns.js";
import { model } from "../../src/table/model.js";
import { idleMonths, monthNumber } from "../shared/scoring.js";
import { activities_scored } from "./activities_scored.js";
import { activity_kinds } from "./activity_kinds.js";
import { definition_periods } from "./definition_periods.js";

const columns = {
  ...pickColumns(activities_scored, "version_no", "person_no"),
  month_no: whole("Number of the month: 30 days of a fixed calendar, the same for all people"),
  spell_no: whole(
    "Number of the person's spell, from 0. A spell ends with a silence so long that earlier activities are worth nothing after it",
  ),
  idle_months: whole(
    "Full idle months before the first scored activity of the month, without silences between spells",
    "30 days",
  ),
  first_at: instant("First scored activity of the month, UTC"),
  last_at: instant("Last scored activity of the month, UTC"),
};

/**
 * Decay needs the idle months before each activity (scoring.md 3). They are equal for all activities of a month,
 * because a silence of 30 days always reaches into the next month. So silences are looked for between months, which are
 * far fewer than activities.
 */
export const active_months = model({
  name: "intermediate.active_months",
  about:
    "One row per version of the definition, person and month (30 days of a fixed calendar) with a scored activity, with the idle months before it.",
  materialized: "table",
  grain: ["version_no", "person_no", "month_no"],
  from: { activities: activities_scored, kinds: activity_kinds, periods: definition_periods },
  columns,
  select: () => sql<RowOf<typeof columns>>`
    with active as (
      select
        activities.version_no,
        activities.person_no,
        ${monthNumber("activities.occurred_at")} as month_no,
        min(activities.occurred_at) as first_at,
        max(activities.occurred_at) as last_at
      from activities
      inner join kinds on kinds.kind_no = activities.kind_no
      where kinds.is_scored
      group by activities.version_no, activities.person_no, month_no
    ),
    -- The full idle months of the silence that each month ends.
    silent as (
      select *, coalesce(${idleMonths(sql`lag(last_at) over so_far`, "first_at")}, 0) as ended_months
      from active
      window so_far as (partition by version_no, person_no order by month_no)
    ),
    marked as (
      select silent.*, coalesce(silent.ended_months >= periods.forgotten_after_months, false) as is_forgotten
      from silent
      inner join periods on periods.version_no = silent.version_no
    )
    select
      version_no,
      person_no,
      month_no,
      (count(*) filter (where is_forgotten) over so_far)::bigint as spell_no,
      coalesce(sum(ended_months) filter (where not is_forgotten) over so_far, 0)::bigint as idle_months,
      first_at,
      last_at
    from marked
    window so_far as (partition by version_no, person_no order by month_no)`,
});
