import { sql } from "kysely";
import { entityPart } from "../../../../src/table/canonical_entity.js";
import { trimToNull } from "../../../../src/table/dialect.js";
import { marketo_activities } from "../staging/marketo_activities.js";

export const deliveries = entityPart({
  product: "marketo",
  entity: "deliveries",
  from: { activities: marketo_activities },
  select: () => sql`
    select distinct
      system,
      'leads' as entity,
      lead_id as record_id,
      ${trimToNull("primary_attribute_value")} as asset,
      occurred_at as delivered_at
    from activities
    where activity_type_id = 7 -- Email Delivered
      and ${trimToNull("primary_attribute_value")} is not null
      and coalesce(action_result not in ('skipped', 'failed'), true)`,
});
