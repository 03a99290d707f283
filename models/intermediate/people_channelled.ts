import { sql } from "kysely";
import { nullable, pickColumns, type RowOf, text } from "../../src/table/columns.js";
import { comparisonKey } from "../../src/table/dialect.js";
import { model } from "../../src/table/model.js";
import { campaign_touches } from "./campaign_touches.js";
import { channels_matched } from "./channels_matched.js";
import { people_resolved } from "./people_resolved.js";

const columns = {
  ...pickColumns(people_resolved, "person_id"),
  first_campaign_id: nullable(text("The person's earliest campaign; null if none touched the person")),
  ...pickColumns(channels_matched, "source", "medium", "campaign_type", "channel"),
};

export const people_channelled = model({
  name: "intermediate.people_channelled",
  about: "One row per person: the channel by their source, medium and first campaign.",
  materialized: "view",
  grain: ["person_id"],
  from: { people: people_resolved, touches: campaign_touches, channels: channels_matched },
  columns,
  select: () => sql<RowOf<typeof columns>>`
    with first_touched as (
      select
        people.person_id,
        touches.campaign_id as first_campaign_id,
        ${comparisonKey("people.source")} as source,
        ${comparisonKey("people.medium")} as medium,
        ${comparisonKey("touches.campaign_type")} as campaign_type
      from people
      left join (select * from touches where is_first) as touches on touches.person_id = people.person_id
    )
    select first_touched.*, channels.channel
    from first_touched
    left join channels on channels.source is not distinct from first_touched.source
      and channels.medium is not distinct from first_touched.medium
      and channels.campaign_type is not distinct from first_touched.campaign_type`,
});
