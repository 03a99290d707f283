import { sql } from "kysely";
import { entityPart } from "../../../../src/table/canonical_entity.js";
import { pardot_prospects } from "../staging/pardot_prospects.js";
import { pardot_visitor_activities } from "../staging/pardot_visitor_activities.js";

/** Pardot has no history of fields but its lifecycle (`lifecycle_changes`). It does say when email to a prospect bounced for good, and when a prospect opted out. */
export const field_changes = entityPart({
  product: "pardot",
  entity: "field_changes",
  from: { prospects: pardot_prospects, activities: pardot_visitor_activities },
  select: () => sql`
    with changes as (
      select system, prospect_id as record_id, 'bounce' as change_id, 'invalid' as new_value, email_bounced_at as occurred_at
      from prospects
      where email_bounced_at is not null
      union all
      select system, prospect_id, activity_id, 'unsubscribed', occurred_at
      from activities
      -- Unsubscribe Page, Indirect Unsubscribe Open
      where type_id in (12, 35) and prospect_id is not null and occurred_at is not null
    )
    select
      system,
      'prospects' as entity,
      record_id,
      'email_status' as field,
      change_id,
      'email_status' as attribute,
      'valid' as old_value,
      new_value,
      occurred_at
    from changes`,
});
