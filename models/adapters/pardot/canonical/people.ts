import { sql } from "kysely";
import { entityPart } from "../../../../src/table/canonical_entity.js";
import { trimToNull } from "../../../../src/table/dialect.js";
import { mailStatus } from "../../../shared/mail_status.js";
import { pardot_prospects } from "../staging/pardot_prospects.js";
import { pardot_visitors } from "../staging/pardot_visitors.js";

const mail = mailStatus("email_bounced_at is not null", "has_opted_out", "has_opted_out is not null");

/** Several prospects may have the same address, so it is not a key. A prospect without a source gets that of its first visit that has one. */
export const people = entityPart({
  product: "pardot",
  entity: "people",
  from: { prospects: pardot_prospects, visitors: pardot_visitors },
  select: () => sql`
    with first_visits as (
      select *
      from visitors
      where prospect_id is not null and utm_source is not null
      qualify row_number() over (partition by system, prospect_id order by created_at nulls last, visitor_id) = 1
    )
    select
      prospects.system,
      'prospects' as entity,
      prospects.prospect_id as record_id,
      prospects.campaign_id,
      prospects.salesforce_owner_id as owner_id,
      prospects.email,
      prospects.full_name,
      prospects.job_title,
      prospects.company,
      prospects.industry,
      prospects.country,
      coalesce(${trimToNull("prospects.source")}, first_visits.utm_source) as source,
      case when ${trimToNull("prospects.source")} is null then first_visits.utm_medium end as medium,
      ${mail} as email_status,
      3::bigint as precedence,
      prospects.employee_count,
      prospects.annual_revenue,
      prospects.is_deleted,
      false as is_anonymous,
      prospects.created_at,
      prospects.modified_at
    from prospects
    left join first_visits on first_visits.system = prospects.system and first_visits.prospect_id = prospects.prospect_id`,
});
