import { sql } from "kysely";
import { instant, nullable, type RowOf, text } from "../../src/columns.js";
import { model } from "../../src/model.js";
import { marketo_activities } from "../staging/marketo_activities.js";
import { marketo_deleted_leads } from "../staging/marketo_deleted_leads.js";

const columns = {
  system: text("Source"),
  record_id: text("The lead that is no more"),
  merged_into: nullable(text("Lead that it was merged into; null if it was deleted")),
  gone_at: nullable(instant("When that was, UTC; null if the export does not say")),
};

/** A merge tells more than the deletion of its loser, which Marketo may list too. */
export const marketo_leads_gone = model({
  name: "intermediate.marketo_leads_gone",
  about: "One row per Marketo lead that an activity or an extract says was merged away or deleted.",
  materialized: "table",
  grain: ["system", "record_id"],
  from: { activities: marketo_activities, deleted: marketo_deleted_leads },
  columns,
  select: () => sql<RowOf<typeof columns>>`
    with merges as (
      select system, unnest(regexp_extract_all(merged_ids, '\\d+')) as record_id, lead_id as merged_into,
        occurred_at as gone_at
      from activities
      where activity_type_id in (31, 32) and coalesce(action_result not in ('skipped', 'failed'), true)
    ),
    gone as (
      select * from merges where record_id <> merged_into
      union all
      select system, lead_id, null, occurred_at
      from activities
      where activity_type_id in (29, 37) and coalesce(action_result not in ('skipped', 'failed'), true)
      union all
      select system, lead_id, null, deleted_at from deleted
    )
    select * from gone
    qualify row_number() over (
      partition by system, record_id order by merged_into is null, gone_at desc nulls last, merged_into
    ) = 1`,
});
