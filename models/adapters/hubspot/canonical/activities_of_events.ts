import { sql } from "kysely";
import { entityPart } from "../../../../src/table/canonical_entity.js";
import { comparisonKey, hashKey } from "../../../../src/table/dialect.js";
import { hubspot_addresses } from "../intermediate/hubspot_addresses.js";
import { internalValue } from "../shared/hubspot.js";
import { hubspot_event_participations } from "../staging/hubspot_event_participations.js";
import { hubspot_marketing_events } from "../staging/hubspot_marketing_events.js";

/** The asset begins with the kind of event, e.g. `WEBINAR: Spring launch`, so that an activity rule can ask for webinars. */
export const activities_of_events = entityPart({
  product: "hubspot",
  entity: "activities",
  from: {
    participations: hubspot_event_participations,
    events: hubspot_marketing_events,
    addresses: hubspot_addresses,
  },
  select: () => sql`
    with with_contacts as (
      select participations.* replace (coalesce(participations.contact_id, addresses.contact_id) as contact_id)
      from participations
      left join addresses on addresses.system = participations.system
        and addresses.address = ${comparisonKey("participations.email")} and participations.contact_id is null
    )
    select distinct
      with_contacts.system,
      'event:' || ${hashKey(
        "with_contacts.marketing_event_id",
        "with_contacts.contact_id",
        "with_contacts.attendance_state",
        "with_contacts.occurred_at",
      )} as activity_id,
      'contact' as entity,
      with_contacts.contact_id as record_id,
      'event:' || with_contacts.marketing_event_id as campaign_id,
      'MarketingEvent:' || ${internalValue(sql`with_contacts.attendance_state`)} as raw_type,
      nullif(concat_ws(': ', events.type, events.name), '') as asset,
      false as is_bot,
      with_contacts.occurred_at
    from with_contacts
    left join events on events.system = with_contacts.system
      and events.marketing_event_id = with_contacts.marketing_event_id
    where with_contacts.contact_id is not null`,
});
