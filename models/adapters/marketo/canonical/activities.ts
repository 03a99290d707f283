import { sql } from "kysely";
import { entityPart } from "../../../../src/table/canonical_entity.js";
import { marketo_activities_named } from "../intermediate/marketo_activities_named.js";

export const activities = entityPart({
  product: "marketo",
  entity: "activities",
  from: { activities: marketo_activities_named },
  select: () => sql`
    select
      system,
      activity_id,
      'leads' as entity,
      record_id,
      campaign_id,
      raw_type,
      asset,
      is_bot,
      occurred_at
    from activities
    where is_of_person`,
});
