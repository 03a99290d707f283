import { sql } from "kysely";
import { entityPart } from "../../../../src/table/canonical_entity.js";
import { comparisonKey } from "../../../../src/table/dialect.js";
import { hubspot_addresses } from "../intermediate/hubspot_addresses.js";
import { hubspot_email_campaigns } from "../staging/hubspot_email_campaigns.js";
import { hubspot_email_events } from "../staging/hubspot_email_events.js";
import { hubspot_email_status_changes } from "../staging/hubspot_email_status_changes.js";

/** What the recipient did. All other events are HubSpot's own: SENT, DELIVERED, DEFERRED, DROPPED, ... */
const typesOfRecipients = sql.join(
  ["OPEN", "CLICK", "BOUNCE", "STATUSCHANGE", "SPAMREPORT", "FORWARD", "PRINT", "REPLY"].map((type) => sql.lit(type)),
);

/** A change of a subscription carries its new status in the type: `STATUSCHANGE:UNSUBSCRIBED`. */
export const activities_of_emails = entityPart({
  product: "hubspot",
  entity: "activities",
  from: {
    events: hubspot_email_events,
    changes: hubspot_email_status_changes,
    mailings: hubspot_email_campaigns,
    addresses: hubspot_addresses,
  },
  select: () => sql`
    select
      events.system,
      'email:' || events.email_event_id as activity_id,
      'contact' as entity,
      addresses.contact_id as record_id,
      'email:' || events.email_campaign_id as campaign_id,
      concat_ws(':', upper(events.type), case when upper(events.type) = 'STATUSCHANGE'
        then upper(coalesce(events.subscription_status, changes.subscription_status)) end) as raw_type,
      coalesce(mailings.name, mailings.subject) as asset,
      coalesce(events.is_filtered, false) as is_bot,
      events.occurred_at
    from events
    inner join addresses on addresses.system = events.system and addresses.address = ${comparisonKey("events.recipient")}
    left join changes on changes.system = events.system and changes.email_event_id = events.email_event_id
    left join mailings on mailings.system = events.system and mailings.email_campaign_id = events.email_campaign_id
    where upper(events.type) in (${typesOfRecipients})`,
});
