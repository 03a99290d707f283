import { sql } from "kysely";
import { nullable, type RowOf, text } from "../../src/table/columns.js";
import { comparisonKey } from "../../src/table/dialect.js";
import { model } from "../../src/table/model.js";
import { campaign_touches } from "./campaign_touches.js";
import { channels_matched } from "./channels_matched.js";
import { people_resolved } from "./people_resolved.js";

const columns = {
  person_id: text("Person"),
  first_campaign_id: nullable(text("Earliest campaign; null if none")),
  source: nullable(text("First-touch source, in the spelling of comparison")),
  medium: nullable(text("First-touch medium, in the spelling of comparison")),
  campaign_type: nullable(text("Type of the earliest campaign, in the spelling of comparison")),
  channel: nullable(text("Channel; Unmapped: no rule fits; null: nothing is known to map")),
};

export const people_channelled = model({
  name: "intermediate.people_channelled",
  about: "One row per person: the channel that its source, medium and first campaign give.",
  materialized: "view",
  grain: ["person_id"],
  from: { people: people_resolved, touches: campaign_touches, channels: channels_matched },
  columns,
  select: () => sql<RowOf<typeof columns>>`
    with begun as (
      select people.person_id, touches.campaign_id as first_campaign_id, ${comparisonKey("people.source")} as source,
        ${comparisonKey("people.medium")} as medium, ${comparisonKey("touches.campaign_type")} as campaign_type
      from people
      left join (select * from touches where is_first) as touches on touches.person_id = people.person_id
    )
    select begun.*, channels.channel
    from begun
    left join channels on channels.source is not distinct from begun.source
      and channels.medium is not distinct from begun.medium
      and channels.campaign_type is not distinct from begun.campaign_type`,
});
