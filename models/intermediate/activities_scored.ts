import { sql } from "kysely";
import { pickColumns, type RowOf, whole } from "../../src/table/columns.js";
import { model } from "../../src/table/model.js";
import { engagement_rules } from "../run/engagement_rules.js";
import { run_context } from "../run/run_context.js";
import { activities } from "./activities.js";
import { definition_periods } from "./definition_periods.js";
import { engagement_rules_matched } from "./engagement_rules_matched.js";

const columns = {
  ...pickColumns(definition_periods, "version_no"),
  ...pickColumns(activities, "person_no"),
  ...pickColumns(engagement_rules_matched, "kind_no"),
  hits: whole("Number of activities of this kind at this instant"),
  ...pickColumns(activities, "occurred_at"),
};

/** Holds only numbers and instants, sorted: it is the largest table of scoring and is read many times. */
export const activities_scored = model({
  name: "intermediate.activities_scored",
  about:
    "One row per version of the definition, person, instant and kind of activity that the version uses, up to the end of its period.",
  materialized: "table",
  grain: ["person_no", "occurred_at", "kind_no"],
  from: {
    activities,
    rules: engagement_rules,
    matched: engagement_rules_matched,
    periods: definition_periods,
    run: run_context,
  },
  columns,
  select: () => sql<RowOf<typeof columns>>`
    with asset_types as (select distinct activity_type from rules where asset is not null)
    select
      matched.version_no,
      activities.person_no,
      matched.kind_no,
      count(*) as hits,
      activities.occurred_at
    from activities
    left join asset_types on asset_types.activity_type = activities.activity_type
    inner join matched on matched.activity_type = activities.activity_type
      and matched.asset_read is not distinct from
        case when asset_types.activity_type is not null then activities.asset end
    inner join periods on periods.version_no = matched.version_no
    cross join run
    where not activities.is_bot
      and activities.occurred_at <= run.as_of
      and coalesce(activities.occurred_at < periods.until_at, true)
    group by matched.version_no, activities.person_no, matched.kind_no, activities.occurred_at
    -- For speed only: windows over rows that are already in order cost half, and a person's rows lie together on disk.
    order by matched.version_no, activities.person_no, activities.occurred_at`,
});
