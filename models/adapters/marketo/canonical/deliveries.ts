import { sql } from "kysely";
import { filled } from "../../../../src/table/dialect.js";
import { part } from "../../../../src/table/united.js";
import { marketo_activities } from "../staging/marketo_activities.js";

export const deliveries = part({
  product: "marketo",
  entity: "deliveries",
  from: { activities: marketo_activities },
  select: () => sql`
    select distinct system, lead_id as record_id, ${filled("primary_attribute_value")} as asset,
      occurred_at as delivered_at
    from activities
    where activity_type_id = 7 and ${filled("primary_attribute_value")} is not null
      and coalesce(action_result not in ('skipped', 'failed'), true)`,
});
