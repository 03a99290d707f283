import { sql } from "kysely";
import { instant, nullable, pickColumns, type RowOf, text } from "../../../../src/table/columns.js";
import { model } from "../../../../src/table/model.js";
import { marketo_activities } from "../staging/marketo_activities.js";
import { marketo_deleted_leads } from "../staging/marketo_deleted_leads.js";

const columns = {
  ...pickColumns(marketo_deleted_leads, "system"),
  record_id: text("Lead that was merged away or deleted"),
  merged_into: nullable(text("Lead that it was merged into; null if it was deleted")),
  gone_at: nullable(instant("When it was merged or deleted, UTC; null if the export does not say")),
};

/** Marketo may also list the loser of a merge as deleted. The row is then the merge, because it names the surviving lead. */
export const marketo_leads_gone = model({
  name: "intermediate.marketo_leads_gone",
  about:
    "One row per Marketo lead that was merged away or deleted, according to an activity or the list of deleted leads.",
  materialized: "table",
  grain: ["system", "record_id"],
  from: { activities: marketo_activities, deleted: marketo_deleted_leads },
  columns,
  select: () => sql<RowOf<typeof columns>>`
    with merges_and_deletions as (
      select
        system,
        lead_id,
        activity_type_id in (31, 32) as is_merge,
        merged_ids,
        occurred_at as gone_at
      from activities
      -- The range is not needed, but makes the scan skip the other columns of all other activities. A list does not.
      where activity_type_id between 29 and 37 and activity_type_id in (29, 31, 32, 37)
        and coalesce(action_result not in ('skipped', 'failed'), true)
    ),
    gone as (
      select
        system,
        unnest(case when is_merge then regexp_extract_all(merged_ids, '\\d+') else [lead_id] end) as record_id,
        case when is_merge then lead_id end as merged_into,
        gone_at
      from merges_and_deletions
      union all
      select system, lead_id, null, deleted_at from deleted
    )
    select *
    from gone
    where record_id is distinct from merged_into
    qualify row_number() over (
      partition by system, record_id order by merged_into is null, gone_at desc nulls last, merged_into
    ) = 1`,
});
