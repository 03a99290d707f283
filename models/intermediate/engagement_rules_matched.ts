import { sql } from "kysely";
import { flag, nullable, personal, pickColumns, type RowOf, real, text, whole } from "../../src/table/columns.js";
import { matchesGlob } from "../../src/table/dialect.js";
import { model } from "../../src/table/model.js";
import { definition_caps } from "../run/definition_caps.js";
import { definition_types } from "../run/definition_types.js";
import { definition_versions } from "../run/definition_versions.js";
import { engagement_rules } from "../run/engagement_rules.js";
import { activities } from "./activities.js";

const columns = {
  ...pickColumns(definition_versions, "definition_version"),
  ...pickColumns(activities, "activity_type"),
  asset_read: nullable(
    personal(text("Asset; null if the activity has none or if no rule for its type reads the asset")),
  ),
  rule_id: nullable(text("Rule that fits best; null if none fits and the type only raises a hand or makes hot")),
  ...pickColumns(definition_versions, "version_no"),
  kind_no: whole("Number of the version, type and rule together; a short join key, valid only within one build"),
  lane_no: whole("Number of the cap group that limits its points; 0 if they are not capped"),
  points: real("Points of one such activity before decay and recency; 0 without a rule", "points"),
  is_hand_raiser: flag("True if the type is one of mql.hand_raiser.activity_types: it needs no minimum score"),
  is_hot: flag("True if the type is one of tiers.hot.activity_types: it makes an MQL hot"),
};

/** Matches rules once per type and asset instead of once per activity. Which rule fits best: scoring.md 3. */
export const engagement_rules_matched = model({
  name: "intermediate.engagement_rules_matched",
  about:
    "One row per version of the definition and kind of activity (type and asset) that it uses, with the one rule that fits best.",
  materialized: "table",
  grain: ["definition_version", "activity_type", "asset_read"],
  from: {
    activities,
    versions: definition_versions,
    rules: engagement_rules,
    types: definition_types,
    caps: definition_caps,
  },
  columns,
  select: () => sql<RowOf<typeof columns>>`
    with asset_types as (select distinct activity_type from rules where asset is not null),
    kinds as (
      select distinct
        activities.activity_type,
        case when asset_types.activity_type is not null then activities.asset end as asset_read
      from activities
      left join asset_types on asset_types.activity_type = activities.activity_type
      where not activities.is_bot
    ),
    best as (
      select
        rules.definition_version,
        kinds.activity_type,
        kinds.asset_read,
        rules.rule_id,
        rules.cap_group,
        rules.points
      from kinds
      inner join rules on rules.activity_type = kinds.activity_type
      where rules.asset is null or ${matchesGlob("kinds.asset_read", "rules.asset")}
      qualify row_number() over (
        partition by rules.definition_version, kinds.activity_type, kinds.asset_read
        order by rules.asset is null, length(rules.asset) desc, rules.rule_no
      ) = 1
    ),
    listed as (
      select
        definition_version,
        activity_type,
        bool_or("use" = 'hand_raiser') as is_hand_raiser,
        bool_or("use" = 'hot') as is_hot
      from types
      group by definition_version, activity_type
    )
    select
      versions.definition_version,
      kinds.activity_type,
      kinds.asset_read,
      best.rule_id,
      versions.version_no,
      dense_rank() over (order by versions.version_no, kinds.activity_type, best.rule_id) as kind_no,
      coalesce(caps.lane_no, 0) as lane_no,
      coalesce(best.points, 0) as points,
      coalesce(listed.is_hand_raiser, false) as is_hand_raiser,
      coalesce(listed.is_hot, false) as is_hot
    from versions
    cross join kinds
    left join best on best.definition_version = versions.definition_version
      and best.activity_type = kinds.activity_type
      and best.asset_read is not distinct from kinds.asset_read
    left join listed on listed.definition_version = versions.definition_version
      and listed.activity_type = kinds.activity_type
    left join caps on caps.definition_version = versions.definition_version and caps.cap_group = best.cap_group
    where best.points <> 0 or listed.activity_type is not null`,
});
