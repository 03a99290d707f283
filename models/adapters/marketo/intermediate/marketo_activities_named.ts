import { sql } from "kysely";
import { flag, instant, nullable, type RowOf, text } from "../../../../src/table/columns.js";
import { comparisonKey, quotedString, trimToNull } from "../../../../src/table/dialect.js";
import { model } from "../../../../src/table/model.js";
import { activity_map } from "../../../lookups/activity_map.js";
import { activityAttribute, activityTypeRows, isBot, nonResponseStatuses } from "../shared/marketo.js";
import { marketo_activities } from "../staging/marketo_activities.js";
import { marketo_programs } from "../staging/marketo_programs.js";

const columns = {
  system: text("Source"),
  activity_id: text("Activity"),
  record_id: text("Lead that it is about"),
  campaign_id: nullable(text("Program; null if the activity names none, or the system did it")),
  raw_type: text(
    "Name of a standard type, else the id; of a new status in a program Program:<channel>:<status>; what was not done ends in its result",
  ),
  asset: nullable(
    text(
      "Page, form, email, list or program; of a click in an email the email; null where it would name a human; the page's path only of what a person did",
    ),
  ),
  is_of_person: flag("Whether the person did it, or the activity map names its type; else the system did"),
  is_bot: flag("Whether Marketo marks it as a machine's; false of what the system did"),
  occurred_at: instant("When, UTC"),
};

const nonResponseList = sql.raw(nonResponseStatuses.map(quotedString).join(", "));
const attributes = sql.ref<string | null>("attributes");

/**
 * What Marketo itself does with a lead is most of its log, and no sign of interest: it counts only where the team's map
 * says so. Attributes are therefore read here, of the rest alone, and not taken from staging, which would read all of
 * them. A table, though a big one: so this is done once, whoever asks.
 */
export const marketo_activities_named = model({
  name: "intermediate.marketo_activities_named",
  about: "One row per Marketo activity: what it is called, and whether the person did it.",
  materialized: "table",
  grain: ["system", "activity_id"],
  from: { activities: marketo_activities, programs: marketo_programs, map: activity_map },
  columns,
  select: () => sql<RowOf<typeof columns>>`
    with named_by_map as (
      select distinct coalesce(${comparisonKey("standard.name")}, ${comparisonKey("map.raw_type")}) as raw_type
      from map
      left join ${activityTypeRows} on standard.type_id::varchar = trim(map.raw_type)
      where ${comparisonKey("map.system")} = 'marketo'
    ),
    types as (
      select standard.type_id, standard.name, standard.told_of,
        standard.told_of = 'person' or named_by_map.raw_type is not null as is_of_person
      from ${activityTypeRows}
      left join named_by_map on named_by_map.raw_type = ${comparisonKey("standard.name")}
    ),
    met as not materialized (
      select activities.* exclude (new_status, old_status), coalesce(types.name, activities.activity_type_id::varchar) as type_name, types.told_of,
        coalesce(types.is_of_person, true) as is_of_person, coalesce(programs.name, activities.primary_attribute_value) as program,
        programs.channel, case when activities.is_progress then ${activityAttribute(attributes, "New Status")} end as new_status,
        case when activities.is_progress then ${activityAttribute(attributes, "Old Status")} end as old_status
      from (select *, activity_type_id = 104 as is_progress from activities) as activities
      left join types on types.type_id = activities.activity_type_id
      left join programs on programs.system = activities.system
        and programs.program_id = case when activities.is_progress then activities.primary_attribute_value_id end
    ),
    progressed as not materialized (
      select *, case when new_status is distinct from old_status
        then 'Program:' || coalesce(channel, '') || ':' || new_status end as progress
      from met
    ),
    judged as not materialized (
      select progressed.* replace (
          coalesce(progress, type_name) as type_name,
          case when is_progress then progress is not null
              and (named_by_map.raw_type is not null or ${comparisonKey("new_status")} not in (${nonResponseList}))
            else is_of_person end and coalesce(action_result not in ('skipped', 'failed'), true) as is_of_person)
      from progressed
      left join named_by_map on named_by_map.raw_type = ${comparisonKey("progressed.progress")}
    )
    select system, activity_id, lead_id as record_id,
      case when is_progress then primary_attribute_value_id
        when is_of_person then ${activityAttribute(attributes, "Program ID")} end as campaign_id,
      case when action_result in ('skipped', 'failed') then type_name || ' (' || action_result || ')'
        else type_name end as raw_type,
      case when is_progress then program
        when told_of = 'lead' then null
        else coalesce(${trimToNull("primary_attribute_value")},
          case when is_of_person then ${activityAttribute(attributes, "Webpage URL")} end) end as asset,
      is_of_person, not is_progress and is_of_person and ${isBot(attributes)} as is_bot, occurred_at
    from judged`,
});
