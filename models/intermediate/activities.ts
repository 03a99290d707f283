import { sql } from "kysely";
import { flag, nullable, pickColumns, type RowOf, text } from "../../src/table/columns.js";
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
  ...pickColumns(source_activities, "activity_id"),
  ...pickColumns(person_records, "person_id"),
  activity_type: text("Canonical type, e.g. webinar_attendance; other if activity_map.csv does not map the raw type"),
  ...pickColumns(source_activities, "raw_type", "asset", "campaign_id"),
  channel: nullable(text("Channel by the type of the campaign alone; null if no campaign or type is known")),
  ...pickColumns(source_activities, "system"),
  ...pickColumns(person_records, "person_no"),
  is_mapped: flag("True if the source gives the canonical type or activity_map.csv maps the raw type"),
  is_bot: flag(
    "True if a machine did it: the source says so, or it is an open or click within two seconds of the delivery of the email. Such activities are kept but never scored",
  ),
  ...pickColumns(source_activities, "occurred_at"),
};

export const activities = model({
  name: "intermediate.activities",
  about:
    "One row per marketing activity of a person, e.g. a form fill or an email click; excluded records are left out.",
  materialized: "table",
  isShared: true,
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
    -- The rule of the activity map that applies to each raw type and asset: the one with the longest asset pattern.
    mapped as (
      select kinds.system, kinds.raw_type, kinds.asset, map.activity_type
      from kinds
      inner join systems on systems.system = kinds.system
      inner join map on lower(map.system) = systems.product
        and ${comparisonKey("map.raw_type")} = ${comparisonKey("kinds.raw_type")}
      where map.asset is null or ${matchesGlob("kinds.asset", "map.asset")}
      qualify row_number() over (
        partition by kinds.system, kinds.raw_type, kinds.asset
        order by map.asset is null, length(map.asset) desc, map.activity_type
      ) = 1
    ),
    -- A mail gateway opens an email and follows its links while it delivers it, sometimes just before the delivery is
    -- recorded. No human reads that fast.
    at_once as (
      select distinct activities.system, activities.activity_id
      from activities
      inner join deliveries on deliveries.system = activities.system
        and deliveries.entity = activities.entity
        and deliveries.record_id = activities.record_id
        and deliveries.asset = activities.asset
        and activities.occurred_at >= deliveries.delivered_at - interval 2 second
        and activities.occurred_at <= deliveries.delivered_at + interval 2 second
    )
    select
      activities.activity_id,
      records.person_id,
      coalesce(activities.activity_type, mapped.activity_type, 'other') as activity_type,
      activities.raw_type,
      activities.asset,
      activities.campaign_id,
      channels.channel,
      activities.system,
      records.person_no,
      coalesce(activities.activity_type, mapped.activity_type) is not null as is_mapped,
      activities.is_bot or (
        at_once.activity_id is not null
        and coalesce(activities.activity_type, mapped.activity_type) in ('email_open', 'email_click')
      ) as is_bot,
      activities.occurred_at
    from activities
    inner join records on records.system = activities.system
      and records.entity = activities.entity
      and records.record_id = activities.record_id
    left join mapped on mapped.system = activities.system
      and mapped.raw_type is not distinct from activities.raw_type
      and mapped.asset is not distinct from activities.asset
    left join at_once on at_once.system = activities.system and at_once.activity_id = activities.activity_id
    left join campaigns on campaigns.system = activities.system and campaigns.campaign_id = activities.campaign_id
    left join channels on channels.campaign_type = ${comparisonKey("campaigns.type")}
      and channels.source is null
      and channels.medium is null
    -- Earlier ones cannot be; marts.data_quality counts them.
    where activities.occurred_at >= timestamp '1970-01-01'`,
});
