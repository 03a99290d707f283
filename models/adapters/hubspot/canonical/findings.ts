import { sql } from "kysely";
import { entityPart } from "../../../../src/table/canonical_entity.js";
import { source_systems } from "../../../run/source_systems.js";
import { countBySubject, qualityCheck } from "../../../shared/quality_checks.js";
import { hubspot_addresses } from "../intermediate/hubspot_addresses.js";
import { hubspot_deals_merged } from "../intermediate/hubspot_deals_merged.js";
import { hubspot_deals_mirrored } from "../intermediate/hubspot_deals_mirrored.js";
import { hubspot_contacts } from "../staging/hubspot_contacts.js";
import { hubspot_deals } from "../staging/hubspot_deals.js";
import { hubspot_email_events } from "../staging/hubspot_email_events.js";

/** A source without time_zone in which every create date is a whole minute: probably an export from the UI, in the user's zone and not in UTC. */
const timesToTheMinute = `
  select
    contacts.system as subject,
    count(*) as count,
    1 as share,
    min(contacts.contact_id) as example
  from contacts
  inner join systems on systems.system = contacts.system
  where systems.time_zone is null and contacts.created_at is not null
  group by contacts.system
  having count(*) >= 3 and bool_and(contacts.created_at = date_trunc('minute', contacts.created_at))`;

const unknownRecipients = `
  select
    events.system as subject,
    count(*) as count,
    count(*) / (select count(*) from events) as share,
    min(events.email_event_id) as example
  from events
  anti join addresses on addresses.system = events.system
    and addresses.address = lower(trim(nfc_normalize(events.recipient)))
  group by events.system`;

export const findings = entityPart({
  product: "hubspot",
  entity: "findings",
  from: {
    contacts: hubspot_contacts,
    deals: hubspot_deals,
    events: hubspot_email_events,
    addresses: hubspot_addresses,
    systems: source_systems,
    mirrored: hubspot_deals_mirrored,
    merged: hubspot_deals_merged,
  },
  select: () => sql`
    ${qualityCheck(
      "contacts with times to the minute, of a source without time_zone: taken for UTC",
      "warn",
      timesToTheMinute,
    )}
    union all
    ${qualityCheck("email events to addresses that no contact has", "info", unknownRecipients)}
    union all
    ${qualityCheck(
      "deals that cannot be dated",
      "warn",
      countBySubject("system", "deals", "created_at is null and not is_deleted", "deal_id"),
    )}
    union all
    ${qualityCheck(
      "deals that mirror Salesforce's opportunities",
      "info",
      countBySubject("system", "mirrored", "true", "deal_id"),
    )}
    union all
    ${qualityCheck("deals merged into others", "info", countBySubject("system", "merged", "true", "deal_id"))}
    union all
    ${qualityCheck("deleted deals", "info", countBySubject("system", "deals", "is_deleted", "deal_id"))}`,
});
