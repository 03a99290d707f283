import { sql } from "kysely";
import { flag, nullable, personal, pickColumns, type RowOf, text } from "../../../../src/table/columns.js";
import { comparisonKey, quotedString, trimToNull } from "../../../../src/table/dialect.js";
import { model } from "../../../../src/table/model.js";
import { activity_map } from "../../../lookups/activity_map.js";
import { activityAttribute, isBot, nonResponseStatuses, standardTypes } from "../shared/marketo.js";
import { marketo_activities } from "../staging/marketo_activities.js";
import { marketo_programs } from "../staging/marketo_programs.js";

const columns = {
  ...pickColumns(marketo_activities, "system", "activity_id"),
  record_id: text("Lead that the activity is about"),
  campaign_id: nullable(text("Program; null if the activity names none, or if the system acted")),
  raw_type: text(
    "Name of a standard type, else its id; for a new status in a program Program:<channel>:<status>, e.g. Program:Webinar:Attended; ends in (skipped) or (failed) if it was not done",
  ),
  asset: nullable(
    personal(
      text(
        "Page, form, email, list or program; for a click in an email the email; null where it would be a person's name; the path of a page only if the person acted",
      ),
    ),
  ),
  is_of_person: flag("True if the person acted, or if the activity map has the type; false if the system acted"),
  is_bot: flag("True if Marketo says that a bot did it; false for all activities of the system"),
  ...pickColumns(marketo_activities, "occurred_at"),
};

const nonResponseList = sql.raw(nonResponseStatuses.map(quotedString).join(", "));
const attributes = sql.ref<string | null>("attributes");

/**
 * Most of Marketo's log is what the system does, e.g. Change Data Value. That does not show interest, so it counts only
 * if the team's activity map has the type. Parsing the JSON attributes is expensive, so it happens here for the other
 * activities only, and not in staging. It is a table, although a big one, so that it happens once.
 */
export const marketo_activities_named = model({
  name: "intermediate.marketo_activities_named",
  about: "One row per Marketo activity: the name of its type, and whether the person or the system acted.",
  materialized: "table",
  grain: ["system", "activity_id"],
  from: { activities: marketo_activities, programs: marketo_programs, map: activity_map },
  columns,
  select: () => sql<RowOf<typeof columns>>`
    with mapped_types as (
      select distinct
        coalesce(${comparisonKey("standard.name")}, ${comparisonKey("map.raw_type")}) as raw_type
      from map
      left join ${standardTypes} on standard.type_id::varchar = trim(map.raw_type)
      where ${comparisonKey("map.system")} = 'marketo'
    ),
    types as (
      select
        standard.type_id,
        standard.name,
        standard.actor,
        standard.actor = 'person' or mapped_types.raw_type is not null as is_of_person
      from ${standardTypes}
      left join mapped_types on mapped_types.raw_type = ${comparisonKey("standard.name")}
    ),
    typed as not materialized (
      select
        activities.* exclude (new_status, old_status),
        coalesce(types.name, activities.activity_type_id::varchar) as type_name,
        types.actor,
        coalesce(types.is_of_person, true) as is_of_person,
        coalesce(programs.name, activities.primary_attribute_value) as program,
        programs.channel,
        case when activities.is_progress then ${activityAttribute(attributes, "New Status")} end as new_status,
        case when activities.is_progress then ${activityAttribute(attributes, "Old Status")} end as old_status
      from (
        select *, activity_type_id = 104 as is_progress -- Change Status in Progression
        from activities
      ) as activities
      left join types on types.type_id = activities.activity_type_id
      left join programs on programs.system = activities.system
        and programs.program_id = case when activities.is_progress then activities.primary_attribute_value_id end
    ),
    progressed as not materialized (
      select
        *,
        case when new_status is distinct from old_status
          then 'Program:' || coalesce(channel, '') || ':' || new_status end as progress
      from typed
    ),
    attributed as not materialized (
      select progressed.* replace (
          coalesce(progress, type_name) as type_name,
          case when is_progress then progress is not null
              and (mapped_types.raw_type is not null or ${comparisonKey("new_status")} not in (${nonResponseList}))
            else is_of_person end and coalesce(action_result not in ('skipped', 'failed'), true) as is_of_person)
      from progressed
      left join mapped_types on mapped_types.raw_type = ${comparisonKey("progressed.progress")}
    )
    select
      system,
      activity_id,
      lead_id as record_id,
      case when is_progress then primary_attribute_value_id
        when is_of_person then ${activityAttribute(attributes, "Program ID")} end as campaign_id,
      case when action_result in ('skipped', 'failed') then type_name || ' (' || action_result || ')'
        else type_name end as raw_type,
      case when is_progress then program
        when actor = 'system_on_lead' then null
        else coalesce(${trimToNull("primary_attribute_value")},
          case when is_of_person then ${activityAttribute(attributes, "Webpage URL")} end) end as asset,
      is_of_person,
      not is_progress and is_of_person and ${isBot(attributes)} as is_bot,
      occurred_at
    from attributed`,
});
