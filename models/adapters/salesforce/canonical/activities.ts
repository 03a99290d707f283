import { sql } from "kysely";
import { entityPart } from "../../../../src/table/canonical_entity.js";
import { dayEndAsOf, dayIn } from "../../../../src/table/dialect.js";
import { run_context } from "../../../run/run_context.js";
import { salesforce_campaign_members } from "../staging/salesforce_campaign_members.js";
import { salesforce_campaigns } from "../staging/salesforce_campaigns.js";

/**
 * Responses to campaigns, dated at the first response. Salesforce keeps only the day of a response: a member created on
 * that day responded at its creation, any other at the end of the day.
 */
export const activities = entityPart({
  product: "salesforce",
  entity: "activities",
  from: { members: salesforce_campaign_members, campaigns: salesforce_campaigns, run: run_context },
  select: () => sql`
    with responses as (
      select
        members.system,
        members.campaign_member_id as activity_id,
        case when members.contact_id is not null then 'contact' else 'lead' end as entity,
        coalesce(members.contact_id, members.lead_id) as record_id,
        members.campaign_id,
        'CampaignMember:' || coalesce(campaigns.type, '') as raw_type,
        campaigns.name as asset,
        false as is_bot,
        case when members.first_responded_date is null
            or members.first_responded_date = ${dayIn("run.time_zone", "members.created_at")} then members.created_at
          else ${dayEndAsOf("run.time_zone", "members.first_responded_date", "run.as_of")} end as occurred_at
      from members
      cross join run
      left join campaigns on campaigns.system = members.system and campaigns.campaign_id = members.campaign_id
      where coalesce(members.has_responded, members.first_responded_date is not null) and not members.is_deleted
    )
    select * from responses where occurred_at is not null and record_id is not null`,
});
