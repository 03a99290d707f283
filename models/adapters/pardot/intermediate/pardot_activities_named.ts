import { sql } from "kysely";
import { flag, instant, nullable, type RowOf, text } from "../../../../src/table/columns.js";
import { comparisonKey } from "../../../../src/table/dialect.js";
import { model } from "../../../../src/table/model.js";
import { activity_map } from "../../../lookups/activity_map.js";
import { activityTypeRows, listMembershipType } from "../shared/pardot.js";
import { pardot_list_memberships } from "../staging/pardot_list_memberships.js";
import { pardot_lists } from "../staging/pardot_lists.js";
import { pardot_visitor_activities } from "../staging/pardot_visitor_activities.js";
import { pardot_visitors } from "../staging/pardot_visitors.js";

const columns = {
  system: text("Source"),
  activity_id: text("Activity; of a membership in a list its id behind a word"),
  record_id: nullable(text("Prospect who did it; null while nobody knows whose browser it was")),
  campaign_id: nullable(text("Campaign of the asset; null if none")),
  raw_type: text("What happened, and to which kind of asset: Success:Form; of an unknown type its number"),
  asset: nullable(text("Page, form, email, file or list")),
  is_of_person: flag("Whether the prospect did it, or the activity map names its type; else the system did"),
  occurred_at: instant("When, UTC"),
};

/**
 * `type` alone does not tell a form that was filled from one that was seen, nor `type_name` a mail that was opened from
 * one that bounced: an activity goes by both. A list that a rule fills says nothing that the rule did not know.
 */
export const pardot_activities_named = model({
  name: "intermediate.pardot_activities_named",
  about:
    "One row per Pardot activity and membership in a static list: what it is called, and whether the person did it.",
  materialized: "table",
  grain: ["system", "activity_id"],
  from: {
    activities: pardot_visitor_activities,
    visitors: pardot_visitors,
    memberships: pardot_list_memberships,
    lists: pardot_lists,
    map: activity_map,
  },
  columns,
  select: () => sql<RowOf<typeof columns>>`
    with named as (
      select activities.system, activities.activity_id, coalesce(activities.prospect_id, visitors.prospect_id) as record_id,
        activities.campaign_id,
        concat_ws(':', coalesce(standard.name, activities.type_id::varchar), activities.type_name) as raw_type,
        activities.asset, coalesce(standard.is_of_person, true) as is_of_person, activities.occurred_at
      from activities
      left join ${activityTypeRows} on standard.type_id = activities.type_id
      left join visitors on visitors.system = activities.system and visitors.visitor_id = activities.visitor_id
      union all
      select memberships.system, 'list-membership-' || memberships.list_membership_id, memberships.prospect_id, null,
        ${sql.lit(listMembershipType)}, lists.name, false, memberships.created_at
      from memberships
      left join lists on lists.system = memberships.system and lists.list_id = memberships.list_id
      where not memberships.is_deleted and memberships.created_at is not null and not coalesce(lists.is_dynamic, false)
    ),
    known as (select distinct ${comparisonKey("raw_type")} as raw_type from map where ${comparisonKey("system")} = 'pardot')
    select named.* replace (named.is_of_person or known.raw_type is not null as is_of_person)
    from named
    left join known on known.raw_type = ${comparisonKey("named.raw_type")}`,
});
