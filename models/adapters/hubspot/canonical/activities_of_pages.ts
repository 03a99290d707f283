import { sql } from "kysely";
import { entityPart } from "../../../../src/table/canonical_entity.js";
import { hubspot_web_events } from "../staging/hubspot_web_events.js";

export const activities_of_pages = entityPart({
  product: "hubspot",
  entity: "activities",
  from: { events: hubspot_web_events },
  select: () => sql`
    select
      system,
      'web:' || web_event_id as activity_id,
      'contact' as entity,
      contact_id as record_id,
      type as raw_type,
      url as asset,
      false as is_bot,
      occurred_at
    from events
    where contact_id is not null`,
});
