import { sql } from "kysely";
import { entityPart } from "../../../../src/table/canonical_entity.js";
import { hubspot_engagement_people } from "../intermediate/hubspot_engagement_people.js";

/** A reply by email is not a touch of sales, but the person's own activity. A call is a touch in either direction. */
export const sales_touches = entityPart({
  product: "hubspot",
  entity: "sales_touches",
  from: { engagements: hubspot_engagement_people },
  select: () => sql`
    select
      system,
      engagement_id || ':' || contact_id as touch_id,
      'contact' as entity,
      contact_id as record_id,
      owner_id,
      deal_id as opportunity_id,
      kind,
      is_automated,
      occurred_at
    from engagements
    where kind <> 'email' or not is_inbound`,
});
