import { sql } from "kysely";
import { entityPart } from "../../../../src/table/canonical_entity.js";
import { comparisonKey, hashKey } from "../../../../src/table/dialect.js";
import { hubspot_addresses } from "../intermediate/hubspot_addresses.js";
import { internalValue } from "../shared/hubspot.js";
import { hubspot_event_participations } from "../staging/hubspot_event_participations.js";
import { hubspot_marketing_events } from "../staging/hubspot_marketing_events.js";

/** The kind of the event stands before its name, so that a rule may ask for webinars. */
export const activities_of_events = entityPart({
  product: "hubspot",
  entity: "activities",
  from: {
    participations: hubspot_event_participations,
    events: hubspot_marketing_events,
    addresses: hubspot_addresses,
  },
  select: () => sql`
    with known as (
      select participations.* replace (coalesce(participations.contact_id, addresses.contact_id) as contact_id)
      from participations
      left join addresses on addresses.system = participations.system
        and addresses.address = ${comparisonKey("participations.email")} and participations.contact_id is null
    )
    select distinct known.system,
      'event:' || ${hashKey("known.marketing_event_id", "known.contact_id", "known.attendance_state", "known.occurred_at")}
        as activity_id,
      known.contact_id as record_id, 'event:' || known.marketing_event_id as campaign_id,
      'MarketingEvent:' || ${internalValue(sql`known.attendance_state`)} as raw_type,
      nullif(concat_ws(': ', events.type, events.name), '') as asset, false as is_bot, known.occurred_at
    from known
    left join events on events.system = known.system and events.marketing_event_id = known.marketing_event_id
    where known.contact_id is not null`,
});
