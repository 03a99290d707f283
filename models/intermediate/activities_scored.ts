import { sql } from "kysely";
import { instant, type RowOf, whole } from "../../src/table/columns.js";
import { model } from "../../src/table/model.js";
import { engagement_rules } from "../run/engagement_rules.js";
import { run_context } from "../run/run_context.js";
import { activities } from "./activities.js";
import { definition_periods } from "./definition_periods.js";
import { engagement_rules_matched } from "./engagement_rules_matched.js";

const columns = {
  version_no: whole("Version of the definition"),
  person_no: whole("The person's number in this build"),
  kind_no: whole("What it is and the rule that it takes, in activity_kinds; the version's own"),
  hits: whole("Activities of that instant and kind"),
  occurred_at: instant("When, UTC"),
};

/** Numbers only: the one table of scoring with a row for each activity is sorted, and read again and again. */
export const activities_scored = model({
  name: "intermediate.activities_scored",
  about:
    "One row per version, person, instant and kind of activity up to the end of the version's period, of those that matter to it.",
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
    select matched.version_no, activities.person_no, matched.kind_no, count(*) as hits, activities.occurred_at
    from activities
    left join asset_types on asset_types.activity_type = activities.activity_type
    inner join matched on matched.activity_type = activities.activity_type
      and matched.asset_read is not distinct from
        case when asset_types.activity_type is not null then activities.asset end
    inner join periods on periods.version_no = matched.version_no
    cross join run
    where not activities.is_bot and activities.occurred_at <= run.as_of
      and coalesce(activities.occurred_at < periods.until_at, true)
    group by matched.version_no, activities.person_no, matched.kind_no, activities.occurred_at
    -- No row depends on it: windows over rows that already lie in order cost half, and a person's lie together on disk.
    order by matched.version_no, activities.person_no, activities.occurred_at`,
});
