import { sql } from "kysely";
import { flag, instant, nullable, type RowOf, text, whole } from "../../src/table/columns.js";
import { comparisonKey, matchesGlob } from "../../src/table/dialect.js";
import { model } from "../../src/table/model.js";
import { source_activities } from "../canonical/source_activities.js";
import { source_campaigns } from "../canonical/source_campaigns.js";
import { source_deliveries } from "../canonical/source_deliveries.js";
import { source_systems } from "../run/source_systems.js";
import { activity_words } from "./activity_words.js";
import { channels_matched } from "./channels_matched.js";
import { person_records } from "./person_records.js";

const columns = {
  activity_id: text("Activity"),
  person_id: text("Person who did it"),
  activity_type: text("Canonical type; other: not mapped"),
  raw_type: nullable(text("Type as the source words it")),
  asset: nullable(text("Page, form, email or campaign")),
  campaign_id: nullable(text("Campaign; null if none")),
  channel: nullable(text("Channel that the type of the campaign says; null without a campaign type")),
  system: text("Source"),
  person_no: whole("The person's number in this build"),
  is_mapped: flag("Whether the source or the activity map names its type"),
  is_bot: flag(
    "Whether it is a machine's: the source says so, or it opened or clicked a mail within two seconds of its delivery; kept, never scored",
  ),
  occurred_at: instant("When, UTC"),
};

export const activities = model({
  name: "intermediate.activities",
  about: "One row per activity of marketing's side, of people who are kept.",
  materialized: "table",
  grain: ["system", "activity_id"],
  from: {
    activities: source_activities,
    records: person_records,
    systems: source_systems,
    map: activity_words,
    campaigns: source_campaigns,
    deliveries: source_deliveries,
    channels: channels_matched,
  },
  columns,
  select: () => sql<RowOf<typeof columns>>`
    with kinds as (
      select distinct activities.system, activities.raw_type, activities.asset
      from activities
      where activities.activity_type is null
    ),
    mapped as (
      select kinds.system, kinds.raw_type, kinds.asset, map.activity_type
      from kinds
      inner join systems on systems.system = kinds.system
      inner join map on lower(map.system) = systems.product and ${comparisonKey("map.raw_type")} = ${comparisonKey("kinds.raw_type")}
      where map.asset is null or ${matchesGlob("kinds.asset", "map.asset")}
      qualify row_number() over (
        partition by kinds.system, kinds.raw_type, kinds.asset
        order by map.asset is null, length(map.asset) desc, map.activity_type
      ) = 1
    ),
    -- A gateway opens a mail and follows its links as it lets it through, now and then before that is noted; nobody reads that fast.
    at_once as (
      select distinct activities.system, activities.activity_id
      from activities
      inner join deliveries on deliveries.system = activities.system and deliveries.record_id = activities.record_id
        and deliveries.asset = activities.asset and activities.occurred_at >= deliveries.delivered_at - interval 2 second
        and activities.occurred_at <= deliveries.delivered_at + interval 2 second
    )
    select activities.activity_id, records.person_id,
      coalesce(activities.activity_type, mapped.activity_type, 'other') as activity_type, activities.raw_type,
      activities.asset, activities.campaign_id, channels.channel, activities.system, records.person_no,
      coalesce(activities.activity_type, mapped.activity_type) is not null as is_mapped, activities.is_bot or (at_once.activity_id is not null
        and coalesce(activities.activity_type, mapped.activity_type) in ('email_open', 'email_click')) as is_bot,
      activities.occurred_at
    from activities
    inner join records on records.system = activities.system and records.record_id = activities.record_id
    left join mapped on mapped.system = activities.system
      and mapped.raw_type is not distinct from activities.raw_type
      and mapped.asset is not distinct from activities.asset
    left join at_once on at_once.system = activities.system and at_once.activity_id = activities.activity_id
    left join campaigns on campaigns.system = activities.system and campaigns.campaign_id = activities.campaign_id
    left join channels on channels.campaign_type = ${comparisonKey("campaigns.type")}
      and channels.source is null and channels.medium is null`,
});
