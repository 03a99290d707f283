import { sql } from "kysely";
import { noTaskType } from "../../../../src/base/task_kinds.js";
import { entityPart } from "../../../../src/table/canonical_entity.js";
import { source_systems } from "../../../run/source_systems.js";
import { task_kinds } from "../../../run/task_kinds.js";
import { countBySubject, qualityCheck } from "../../../shared/quality_checks.js";
import { isKnownTaskStatus, unknownTaskStatusCheck } from "../../../shared/task_status.js";
import { hubspot_addresses } from "../intermediate/hubspot_addresses.js";
import { hubspot_deals_merged } from "../intermediate/hubspot_deals_merged.js";
import { hubspot_engagement_people } from "../intermediate/hubspot_engagement_people.js";
import { hubspot_engagements_done } from "../intermediate/hubspot_engagements_done.js";
import { hubspot_contacts } from "../staging/hubspot_contacts.js";
import { hubspot_deals } from "../staging/hubspot_deals.js";
import { hubspot_email_events } from "../staging/hubspot_email_events.js";
import { hubspot_tasks } from "../staging/hubspot_tasks.js";

/** A source without time_zone in which every create date is written to the minute and without an offset: an export from the UI, in the user's zone and not in UTC. */
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
  having count(*) >= 3 and bool_and(coalesce(contacts.is_created_minute, false))`;

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

const withoutContact = `
  select
    done.system || ': ' || done.kind as subject,
    count(*) as count,
    count(*) / (select count(*) from done as all_done where all_done.system = done.system and all_done.kind = done.kind) as share,
    min(done.engagement_id) as example
  from done
  anti join people on people.system = done.system and people.engagement_id = done.engagement_id
  group by done.system, done.kind`;

const leftOutByKind = `
  select
    tasks.system || ': ' || coalesce(tasks.type, '${noTaskType}') as subject,
    count(*) as count,
    count(*) / (select count(*) from tasks) as share,
    min(tasks.engagement_id) as example
  from tasks
  inner join kinds on kinds.system = tasks.system
    and kinds.type = coalesce(lower(trim(nfc_normalize(tasks.type))), '${noTaskType}')
  where kinds.kind = 'none' and upper(trim(tasks.status)) = 'COMPLETED' and not tasks.is_deleted
  group by all`;

export const findings = entityPart({
  product: "hubspot",
  entity: "findings",
  from: {
    contacts: hubspot_contacts,
    deals: hubspot_deals,
    events: hubspot_email_events,
    addresses: hubspot_addresses,
    systems: source_systems,
    done: hubspot_engagements_done,
    people: hubspot_engagement_people,
    tasks: hubspot_tasks,
    kinds: task_kinds,
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
      countBySubject("system", "deals", "salesforce_opportunity_id is not null and not is_deleted", "deal_id"),
    )}
    union all
    ${qualityCheck("calls, emails, meetings and tasks without a contact", "info", withoutContact)}
    union all
    ${qualityCheck("completed tasks that task_kinds leaves out", "info", leftOutByKind)}
    union all
    ${qualityCheck(
      "tasks without a status, not counted as done",
      "info",
      countBySubject("system", "tasks", "status is null and not is_deleted", "engagement_id"),
    )}
    union all
    ${qualityCheck(
      unknownTaskStatusCheck,
      "warn",
      countBySubject(
        "system || ': ' || trim(status)",
        "tasks",
        `status is not null and not is_deleted and not ${isKnownTaskStatus("status")}`,
        "engagement_id",
      ),
    )}
    union all
    ${qualityCheck("deals merged into others", "info", countBySubject("system", "merged", "true", "deal_id"))}
    union all
    ${qualityCheck("deleted deals", "info", countBySubject("system", "deals", "is_deleted", "deal_id"))}`,
});
