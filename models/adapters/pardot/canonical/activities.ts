import { sql } from "kysely";
import { entityPart } from "../../../../src/table/canonical_entity.js";
import { pardot_activities_named } from "../intermediate/pardot_activities_named.js";

/** No activity is a bot's: Pardot filters those out itself. */
export const activities = entityPart({
  product: "pardot",
  entity: "activities",
  from: { activities: pardot_activities_named },
  select: () => sql`
    select
      system,
      activity_id,
      'prospects' as entity,
      record_id,
      campaign_id,
      raw_type,
      asset,
      false as is_bot,
      occurred_at
    from activities
    where is_of_person and record_id is not null`,
});
