import { sql } from "kysely";
import { entityPart } from "../../../../src/table/canonical_entity.js";
import { dayIn } from "../../../../src/table/dialect.js";
import { run_context } from "../../../run/run_context.js";
import { hubspot_email_campaigns } from "../staging/hubspot_email_campaigns.js";
import { hubspot_forms } from "../staging/hubspot_forms.js";
import { hubspot_marketing_events } from "../staging/hubspot_marketing_events.js";

/** Forms, mailings and marketing events. Each kind numbers its own, so an id begins with the kind, e.g. `form:101`. */
export const campaigns = entityPart({
  product: "hubspot",
  entity: "campaigns",
  from: { forms: hubspot_forms, mailings: hubspot_email_campaigns, events: hubspot_marketing_events, run: run_context },
  select: () => sql`
    select system, 'form:' || form_id as campaign_id, name, 'Web Form' as type
    from forms
    union all by name
    select system, 'email:' || email_campaign_id as campaign_id, coalesce(name, subject) as name, 'Email' as type
    from mailings
    union all by name
    select
      events.system,
      'event:' || events.marketing_event_id as campaign_id,
      events.name,
      coalesce(events.type, 'Event') as type,
      ${dayIn("run.time_zone", "events.started_at")} as starts_on
    from events
    cross join run
    where not events.is_deleted`,
});
