import { sql } from "kysely";
import { nullable, type RowOf, text } from "../../src/table/columns.js";
import { comparisonKey, matchesCell } from "../../src/table/dialect.js";
import { model } from "../../src/table/model.js";
import { source_campaigns } from "../canonical/source_campaigns.js";
import { channels } from "../lookups/channels.js";
import { people_resolved } from "./people_resolved.js";

const columns = {
  source: nullable(text("First-touch source, in the spelling of comparison")),
  medium: nullable(text("First-touch medium, in the spelling of comparison")),
  campaign_type: nullable(text("Type of the campaign, in the spelling of comparison")),
  channel: nullable(text("Channel; Unmapped: no rule fits; null: nothing is known to map")),
};

export const channels_matched = model({
  name: "intermediate.channels_matched",
  about: "One row per source, medium and campaign type that can meet, and its channel.",
  materialized: "table",
  grain: ["source", "medium", "campaign_type"],
  from: { people: people_resolved, campaigns: source_campaigns, rules: channels },
  columns,
  select: () => sql<RowOf<typeof columns>>`
    with origins as (
      select ${comparisonKey("source")} as source, ${comparisonKey("medium")} as medium from people
      union
      select null, null
    ),
    types as (
      select ${comparisonKey("type")} as campaign_type from campaigns
      union
      select null
    ),
    met as (select * from origins cross join types)
    select met.source, met.medium, met.campaign_type,
      coalesce(arg_min(rules.channel, rules.priority),
        case when coalesce(met.source, met.medium, met.campaign_type) is not null then 'Unmapped' end) as channel
    from met
    left join rules on ${matchesCell("rules.source", "met.source")} and ${matchesCell("rules.medium", "met.medium")}
      and ${matchesCell("rules.campaign_type", "met.campaign_type")}
    group by met.source, met.medium, met.campaign_type`,
});
