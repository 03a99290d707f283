import { sql } from "kysely";
import { entityPart } from "../../../../src/table/canonical_entity.js";
import { hubspot_engagement_people } from "../intermediate/hubspot_engagement_people.js";

/** What people did themselves: replied, called, or booked a meeting. A booking is dated when it was made, not when the meeting starts. */
export const activities_of_engagements = entityPart({
  product: "hubspot",
  entity: "activities",
  from: { engagements: hubspot_engagement_people },
  select: () => sql`
    select
      system,
      'engagement:' || engagement_id || ':' || contact_id as activity_id,
      'contact' as entity,
      contact_id as record_id,
      case kind when 'email' then 'Email reply' when 'call' then 'Inbound call' else 'Meeting booked' end as raw_type,
      false as is_bot,
      case when kind = 'meeting' then coalesce(created_at, occurred_at) else occurred_at end as occurred_at
    from engagements
    where is_inbound`,
});
