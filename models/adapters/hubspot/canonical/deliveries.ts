import { sql } from "kysely";
import { entityPart } from "../../../../src/table/canonical_entity.js";
import { comparisonKey } from "../../../../src/table/dialect.js";
import { hubspot_addresses } from "../intermediate/hubspot_addresses.js";
import { hubspot_email_campaigns } from "../staging/hubspot_email_campaigns.js";
import { hubspot_email_events } from "../staging/hubspot_email_events.js";

export const deliveries = entityPart({
  product: "hubspot",
  entity: "deliveries",
  from: { events: hubspot_email_events, mailings: hubspot_email_campaigns, addresses: hubspot_addresses },
  select: () => sql`
    select distinct
      events.system,
      'contact' as entity,
      addresses.contact_id as record_id,
      coalesce(mailings.name, mailings.subject) as asset,
      events.occurred_at as delivered_at
    from events
    inner join addresses on addresses.system = events.system and addresses.address = ${comparisonKey("events.recipient")}
    inner join mailings on mailings.system = events.system and mailings.email_campaign_id = events.email_campaign_id
    where upper(events.type) = 'DELIVERED' and coalesce(mailings.name, mailings.subject) is not null`,
});
