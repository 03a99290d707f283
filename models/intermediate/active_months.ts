import { sql } from "kysely";
import { instant, type RowOf, whole } from "../../src/table/columns.js";
import { model } from "../../src/table/model.js";
import { idleMonths, monthNumber } from "../shared/scoring.js";
import { activities_scored } from "./activities_scored.js";
import { activity_kinds } from "./activity_kinds.js";
import { definition_periods } from "./definition_periods.js";

const columns = {
  version_no: whole("Version of the definition"),
  person_no: whole("The person's number in this build"),
  month_no: whole("Which 30 days of a fixed calendar"),
  spell_no: whole("Which stretch it is of those that silences part so long that they leave nothing"),
  idle_months: whole("Full idle months before its first scored activity, of the silences within stretches", "30 days"),
  first_at: instant("Its first scored activity, UTC"),
  last_at: instant("Its last scored activity, UTC"),
};

/**
 * A silence of 30 days holds the border of two such months, so within one nobody is idle: what decay asks of an
 * activity is known of its month, and silences are looked for among months, which are far fewer than activities.
 */
export const active_months = model({
  name: "intermediate.active_months",
  about:
    "One row per version, person and 30 days of a fixed calendar in which an activity was scored: the idle months before.",
  materialized: "table",
  grain: ["version_no", "person_no", "month_no"],
  from: { activities: activities_scored, kinds: activity_kinds, periods: definition_periods },
  columns,
  select: () => sql<RowOf<typeof columns>>`
    with active as (
      select activities.version_no, activities.person_no, ${monthNumber("activities.occurred_at")} as month_no,
        min(activities.occurred_at) as first_at, max(activities.occurred_at) as last_at
      from activities
      inner join kinds on kinds.kind_no = activities.kind_no
      where kinds.is_scored
      group by activities.version_no, activities.person_no, month_no
    ),
    silent as (
      select *, coalesce(${idleMonths(sql`lag(last_at) over so_far`, "first_at")}, 0) as ended_months
      from active
      window so_far as (partition by version_no, person_no order by month_no)
    ),
    parted as (
      select silent.*, coalesce(silent.ended_months >= periods.forgotten_after_months, false) as is_forgotten
      from silent
      inner join periods on periods.version_no = silent.version_no
    )
    select version_no, person_no, month_no, (count(*) filter (where is_forgotten) over so_far)::bigint as spell_no,
      coalesce(sum(ended_months) filter (where not is_forgotten) over so_far, 0)::bigint as idle_months, first_at, last_at
    from parted
    window so_far as (partition by version_no, person_no order by month_no)`,
});
