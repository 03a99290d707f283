import { sql } from "kysely";
import { entityPart } from "../../../../src/table/canonical_entity.js";
import { trimToNull } from "../../../../src/table/dialect.js";
import { mailStatus } from "../../../shared/mail_status.js";
import { marketo_leads_gone } from "../intermediate/marketo_leads_gone.js";
import { marketo_leads } from "../staging/marketo_leads.js";

const mail = mailStatus(
  "is_email_invalid",
  "is_unsubscribed",
  "coalesce(is_email_invalid, is_unsubscribed) is not null",
);

/**
 * A lead that changed after its deletion is not deleted: either only the Salesforce record was deleted, or the lead came back.
 * A replica marks a lead only as long as it is gone.
 */
export const people = entityPart({
  product: "marketo",
  entity: "people",
  from: { leads: marketo_leads, gone: marketo_leads_gone },
  select: () => sql`
    select
      coalesce(leads.system, gone.system) as system,
      'leads' as entity,
      coalesce(leads.lead_id, gone.record_id) as record_id,
      leads.acquisition_program_id as campaign_id,
      gone.merged_into,
      leads.email,
      leads.full_name,
      leads.job_title,
      leads.company,
      leads.industry,
      leads.country,
      coalesce(${trimToNull("leads.lead_source")}, leads.original_source_type) as source,
      ${mail} as email_status,
      3::bigint as precedence,
      leads.employee_count,
      leads.annual_revenue,
      coalesce(leads.is_deleted, false) or gone.record_id is not null
        and (gone.merged_into is not null or coalesce(leads.modified_at <= gone.gone_at, true)) as is_deleted,
      coalesce(leads.is_anonymous, false) as is_anonymous,
      leads.created_at,
      leads.modified_at
    from leads
    full join gone on gone.system = leads.system and gone.record_id = leads.lead_id`,
});
