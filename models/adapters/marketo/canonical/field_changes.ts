import { sql } from "kysely";
import { entityPart } from "../../../../src/table/canonical_entity.js";
import { marketo_field_changes } from "../intermediate/marketo_field_changes.js";
import { marketo_activities } from "../staging/marketo_activities.js";

export const field_changes = entityPart({
  product: "marketo",
  entity: "field_changes",
  from: { changes: marketo_field_changes, activities: marketo_activities },
  select: () => sql`
    select
      system,
      'leads' as entity,
      record_id,
      field,
      attribute,
      old_value,
      new_value,
      activity_id as change_id,
      occurred_at
    from changes
    union all by name
    select
      system,
      'leads' as entity,
      lead_id as record_id,
      'email_status' as field,
      'email_status' as attribute,
      'valid' as old_value,
      case activity_type_id when 8 then 'invalid' else 'unsubscribed' end as new_value,
      activity_id as change_id,
      occurred_at
    from activities
    -- Email Bounced, Unsubscribe Email
    where activity_type_id in (8, 9) and coalesce(action_result not in ('skipped', 'failed'), true)`,
});
