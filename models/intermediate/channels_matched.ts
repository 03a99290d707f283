import { sql } from "kysely";
import { nullable, type RowOf, text } from "../../src/table/columns.js";
import { comparisonKey, matchesCell } from "../../src/table/dialect.js";
import { model } from "../../src/table/model.js";
import { source_campaigns } from "../canonical/source_campaigns.js";
import { channels } from "../lookups/channels.js";
import { people_resolved } from "./people_resolved.js";

const columns = {
  source: nullable(text("First-touch source, trimmed and lower case; null if unknown")),
  medium: nullable(text("First-touch medium, trimmed and lower case; null if unknown")),
  campaign_type: nullable(text("Type of the campaign, trimmed and lower case; null if unknown")),
  channel: nullable(
    text(
      "Channel by channels.csv, e.g. Paid Search. If no rule fits: null if source, medium and campaign type are all unknown, else Unmapped",
    ),
  ),
};

export const channels_matched = model({
  name: "intermediate.channels_matched",
  about: "One row per possible combination of source, medium and campaign type, and its channel.",
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
    combinations as (select * from origins cross join types)
    select
      combinations.source,
      combinations.medium,
      combinations.campaign_type,
      coalesce(
        arg_min(rules.channel, rules.priority),
        case
          when coalesce(combinations.source, combinations.medium, combinations.campaign_type) is not null
            then 'Unmapped'
        end
      ) as channel
    from combinations
    left join rules on ${matchesCell("rules.source", "combinations.source")}
      and ${matchesCell("rules.medium", "combinations.medium")}
      and ${matchesCell("rules.campaign_type", "combinations.campaign_type")}
    group by combinations.source, combinations.medium, combinations.campaign_type`,
});
