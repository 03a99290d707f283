import { sql } from "kysely";
import { entityPart } from "../../../../src/table/canonical_entity.js";
import { pardot_activities_named } from "../intermediate/pardot_activities_named.js";

/** Pardot records when it sent an email, not when it was delivered. */
export const deliveries = entityPart({
  product: "pardot",
  entity: "deliveries",
  from: { activities: pardot_activities_named },
  select: () => sql`
    select distinct
      system,
      'prospects' as entity,
      record_id,
      asset,
      occurred_at as delivered_at
    from activities
    where raw_type = 'Sent:Email' and record_id is not null and asset is not null`,
});
