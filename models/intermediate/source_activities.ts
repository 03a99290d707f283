import { sql } from "kysely";
import { flag, instant, nullable, type RowOf, text } from "../../src/columns.js";
import { dayEndAsOf, dayIn, keyOf, momentAsOf } from "../../src/dialect.js";
import { model } from "../../src/model.js";
import { run_context } from "../sources/run_context.js";
import { mapped_activities } from "../staging/mapped_activities.js";
import { salesforce_campaign_members } from "../staging/salesforce_campaign_members.js";
import { salesforce_campaigns } from "../staging/salesforce_campaigns.js";
import { marketo_activities_named } from "./marketo_activities_named.js";

const columns = {
  system: text("Source"),
  activity_id: text("Activity; made of its own values where the source has no id"),
  record_id: text("Record of the person who did it"),
  campaign_id: nullable(text("Campaign; null if none")),
  raw_type: nullable(
    text(
      "Type as the source words it; of a campaign response CampaignMember:<type of the campaign>, of Marketo Program:<channel>:<status>",
    ),
  ),
  activity_type: nullable(text("Canonical type, where the source itself gives it")),
  asset: nullable(text("Page, form, email or campaign")),
  is_bot: flag("Whether the source marks it as a machine's"),
  occurred_at: instant("When, UTC; of a date its end, capped at the run's as-of"),
};

export const source_activities = model({
  name: "intermediate.source_activities",
  about: "One row per activity of marketing's side, of any source; campaign responses included.",
  materialized: "view",
  grain: ["system", "activity_id"],
  from: {
    mapped: mapped_activities,
    members: salesforce_campaign_members,
    campaigns: salesforce_campaigns,
    marketo: marketo_activities_named,
    run: run_context,
  },
  columns,
  select: () => sql<RowOf<typeof columns>>`
    with responses as (
      select members.system, members.campaign_member_id as activity_id,
        coalesce(members.contact_id, members.lead_id) as record_id, members.campaign_id,
        'CampaignMember:' || coalesce(campaigns.type, '') as raw_type, campaigns.name as asset,
        members.created_at, members.first_responded_date,
        case when members.first_responded_date is null
            or members.first_responded_date = ${dayIn("run.time_zone", "members.created_at")} then members.created_at
          else ${dayEndAsOf("run.time_zone", "members.first_responded_date", "run.as_of")} end as occurred_at
      from members
      cross join run
      left join campaigns on campaigns.system = members.system and campaigns.campaign_id = members.campaign_id
      where coalesce(members.has_responded, members.first_responded_date is not null) and not members.is_deleted
    ),
    dated as (
      select mapped.*,
        ${momentAsOf("mapped.occurred_at", "mapped.occurred_at_is_date", "run.time_zone", "run.as_of")} as happened_at
      from mapped
      cross join run
    )
    select system, activity_id, record_id, campaign_id, raw_type, null::varchar as activity_type, asset, false as is_bot, occurred_at
    from responses
    where occurred_at is not null and record_id is not null
    union all
    select system, activity_id, record_id, campaign_id, raw_type, null::varchar, asset, is_bot, occurred_at
    from marketo
    where is_of_person
    union all
    select system,
      coalesce(activity_id, ${keyOf("record_id", "happened_at", "raw_type", "activity_type", "asset", "campaign_id")}),
      record_id, campaign_id, raw_type, activity_type, asset, coalesce(is_bot, false), happened_at
    from dated
    qualify row_number() over (
      partition by system,
        coalesce(activity_id, ${keyOf("record_id", "happened_at", "raw_type", "activity_type", "asset", "campaign_id")})
      order by happened_at, record_id
    ) = 1`,
});
