import { sql } from "kysely";
import { flag, nullable, personal, pickColumns, type RowOf, text } from "../../../../src/table/columns.js";
import { comparisonKey } from "../../../../src/table/dialect.js";
import { model } from "../../../../src/table/model.js";
import { activity_map } from "../../../lookups/activity_map.js";
import { missing_records } from "../../../run/missing_records.js";
import { withoutEnded } from "../../../shared/missing_records.js";
import { listMembershipType, standardTypes } from "../shared/pardot.js";
import { pardot_list_memberships } from "../staging/pardot_list_memberships.js";
import { pardot_lists } from "../staging/pardot_lists.js";
import { pardot_visitor_activities } from "../staging/pardot_visitor_activities.js";
import { pardot_visitors } from "../staging/pardot_visitors.js";

const columns = {
  ...pickColumns(pardot_visitor_activities, "system"),
  activity_id: text("Id of the activity; list-membership-<id> for a membership in a list"),
  record_id: nullable(text("Prospect who did it; null for an unknown visitor")),
  ...pickColumns(pardot_visitor_activities, "campaign_id"),
  raw_type: text(
    "What happened to which kind of asset, e.g. Success:Form; an unknown type has its number, e.g. 99:Form",
  ),
  asset: nullable(personal(text("Name or address of the page, form, email, file or list"))),
  is_of_person: flag("True if the prospect did it, or if the activity map names its type; false if Pardot did it"),
  ...pickColumns(pardot_visitor_activities, "occurred_at"),
};

/**
 * An activity is named by both `type` and `type_name`: only together do they tell a form that was filled from one that was
 * viewed. Lists that a rule fills are left out: to be on one is not an activity. So are memberships that the latest full export no longer has.
 */
export const pardot_activities_named = model({
  name: "intermediate.pardot_activities_named",
  about:
    "One row per Pardot activity, and per membership in a static list, with its type and whether the person did it.",
  materialized: "table",
  grain: ["system", "activity_id"],
  from: {
    activities: pardot_visitor_activities,
    visitors: pardot_visitors,
    memberships: pardot_list_memberships,
    lists: pardot_lists,
    map: activity_map,
    missing: missing_records,
  },
  columns,
  select: () => sql<RowOf<typeof columns>>`
    with named as (
      select
        activities.system,
        activities.activity_id,
        coalesce(activities.prospect_id, visitors.prospect_id) as record_id,
        activities.campaign_id,
        concat_ws(':', coalesce(standard.name, activities.type_id::varchar), activities.type_name) as raw_type,
        activities.asset,
        coalesce(standard.actor = 'person', true) as is_of_person,
        activities.occurred_at
      from activities
      left join ${standardTypes} on standard.type_id = activities.type_id
      left join visitors on visitors.system = activities.system and visitors.visitor_id = activities.visitor_id
      union all
      select
        memberships.system,
        'list-membership-' || memberships.list_membership_id as activity_id,
        memberships.prospect_id as record_id,
        null as campaign_id,
        ${sql.lit(listMembershipType)} as raw_type,
        lists.name as asset,
        false as is_of_person,
        memberships.created_at as occurred_at
      from memberships
      left join lists on lists.system = memberships.system and lists.list_id = memberships.list_id
      ${withoutEnded("raw.pardot_list_memberships", "memberships", "list_membership_id")}
      where not memberships.is_deleted and memberships.created_at is not null and not coalesce(lists.is_dynamic, false)
    ),
    mapped_types as (
      select distinct ${comparisonKey("raw_type")} as raw_type
      from map
      where ${comparisonKey("system")} = 'pardot'
    )
    select named.* replace (named.is_of_person or mapped_types.raw_type is not null as is_of_person)
    from named
    left join mapped_types on mapped_types.raw_type = ${comparisonKey("named.raw_type")}`,
});
