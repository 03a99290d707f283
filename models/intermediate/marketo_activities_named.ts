import { sql } from "kysely";
import { flag, instant, nullable, type RowOf, text } from "../../src/columns.js";
import { folded, quotedString } from "../../src/dialect.js";
import { model } from "../../src/model.js";
import { activityTypeRows, unansweredStatuses } from "../../src/systems/marketo.js";
import { marketo_activities } from "../staging/marketo_activities.js";
import { marketo_programs } from "../staging/marketo_programs.js";
import { activity_words } from "./activity_words.js";

const columns = {
  system: text("Source"),
  activity_id: text("Activity"),
  record_id: text("Lead that it is about"),
  campaign_id: nullable(text("Program; null if the activity names none")),
  raw_type: text(
    "Name of a standard type, else the id; of a new status in a program Program:<channel>:<status>; what was not done ends in its result",
  ),
  asset: nullable(
    text("Page, form, email, list or program; of a click in an email the email; null where it would name a human"),
  ),
  is_of_person: flag("Whether the person did it, or the activity map names its type; else the system did"),
  is_bot: flag("Whether Marketo marks it as a machine's"),
  has_malformed_attributes: flag("Whether its attributes are no JSON, and say nothing"),
  occurred_at: instant("When, UTC"),
};

const unanswered = sql.raw(unansweredStatuses.map(quotedString).join(", "));

/** What Marketo itself does with a lead is most of its log, and no sign of interest: it counts only where the team's map says so. A table, though a big one: the JSON is read once, whoever asks. */
export const marketo_activities_named = model({
  name: "intermediate.marketo_activities_named",
  about: "One row per Marketo activity: what it is called, and whether the person did it.",
  materialized: "table",
  grain: ["system", "activity_id"],
  from: { activities: marketo_activities, programs: marketo_programs, words: activity_words },
  columns,
  select: () => sql<RowOf<typeof columns>>`
    with named_by_map as (select distinct raw_type from words where system = 'marketo'),
    types as (
      select standard.type_id, standard.name, standard.told_of,
        standard.told_of = 'person' or named_by_map.raw_type is not null as is_of_person
      from ${activityTypeRows}
      left join named_by_map on named_by_map.raw_type = ${folded("standard.name")}
    ),
    plain as not materialized (
      select activities.system, activities.activity_id, activities.lead_id as record_id,
        activities.program_id as campaign_id, coalesce(types.name, activities.activity_type_id::varchar) as type_name,
        case when types.told_of = 'lead' then null
          else coalesce(nullif(trim(activities.primary_attribute_value), ''), activities.webpage_url) end as asset,
        coalesce(types.is_of_person, true) as is_of_person, activities.action_result,
        coalesce(activities.is_bot_activity, upper(activities.bot_activity_pattern) <> 'N/A', false) as is_bot,
        activities.has_malformed_attributes, activities.occurred_at
      from activities
      left join types on types.type_id = activities.activity_type_id
      where activities.activity_type_id <> 104
    ),
    progressed as not materialized (
      select activities.system, activities.activity_id, activities.lead_id as record_id,
        activities.primary_attribute_value_id as campaign_id, activities.action_result,
        case when activities.new_status is distinct from activities.old_status and activities.new_status is not null
          then 'Program:' || coalesce(programs.channel, '') || ':' || activities.new_status end as type_name,
        coalesce(programs.name, activities.primary_attribute_value) as asset,
        ${folded("activities.new_status")} in (${unanswered}) as is_unanswered,
        activities.has_malformed_attributes, activities.occurred_at
      from activities
      left join programs on programs.system = activities.system
        and programs.program_id = activities.primary_attribute_value_id
      where activities.activity_type_id = 104
    ),
    everything as not materialized (
      select * from plain
      union all by name
      select progressed.system, progressed.activity_id, progressed.record_id, progressed.campaign_id,
        coalesce(progressed.type_name, 'Change Status in Progression') as type_name, progressed.asset,
        progressed.type_name is not null and (not progressed.is_unanswered or named_by_map.raw_type is not null) as is_of_person,
        progressed.action_result, false as is_bot, progressed.has_malformed_attributes, progressed.occurred_at
      from progressed
      left join named_by_map on named_by_map.raw_type = ${folded("progressed.type_name")}
    )
    select system, activity_id, record_id, campaign_id,
      case when action_result in ('skipped', 'failed') then type_name || ' (' || action_result || ')'
        else type_name end as raw_type,
      asset, is_of_person and coalesce(action_result not in ('skipped', 'failed'), true) as is_of_person, is_bot,
      has_malformed_attributes, occurred_at
    from everything`,
});
