import { sql } from "kysely";
import { entityPart } from "../../../../src/table/canonical_entity.js";
import { hashKey, instantAsOf } from "../../../../src/table/dialect.js";
import { run_context } from "../../../run/run_context.js";
import { mapped_activities } from "../staging/mapped_activities.js";

/** The id of a row that has none. Rows with the same values get the same id. */
const derivedId = hashKey("record_id", "happened_at", "raw_type", "activity_type", "asset", "campaign_id");

export const activities = entityPart({
  product: "mapped",
  entity: "activities",
  from: { activities: mapped_activities, run: run_context },
  select: () => sql`
    with dated as (
      select
        activities.*,
        ${instantAsOf("activities.occurred_at", "activities.occurred_at_is_date", "run.time_zone", "run.as_of")} as happened_at
      from activities
      cross join run
    )
    select
      system,
      coalesce(activity_id, ${derivedId}) as activity_id,
      'people' as entity,
      record_id,
      campaign_id,
      raw_type,
      activity_type,
      asset,
      coalesce(is_bot, false) as is_bot,
      happened_at as occurred_at
    from dated
    qualify row_number() over (
      partition by system, coalesce(activity_id, ${derivedId}) order by happened_at, record_id
    ) = 1`,
});
