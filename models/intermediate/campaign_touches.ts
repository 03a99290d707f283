import { sql } from "kysely";
import { flag, instant, nullable, pickColumns, type RowOf, text } from "../../src/table/columns.js";
import { model } from "../../src/table/model.js";
import { source_campaigns } from "../canonical/source_campaigns.js";
import { source_people } from "../canonical/source_people.js";
import { run_context } from "../run/run_context.js";
import { activities } from "./activities.js";
import { person_records } from "./person_records.js";

const columns = {
  ...pickColumns(person_records, "person_id"),
  ...pickColumns(activities, "system"),
  campaign_id: text("Campaign"),
  campaign_name: nullable(text("Name of the campaign; null if the source does not export it")),
  campaign_type: nullable(text("Type of the campaign as the source words it; null if the source does not export it")),
  is_activity: flag("True if the person did something; false if the campaign created one of the person's records"),
  is_first: flag("True for the person's earliest touch"),
  occurred_at: instant("When the campaign touched the person, UTC; never after the run's as-of"),
};

export const campaign_touches = model({
  name: "intermediate.campaign_touches",
  about:
    "One row per person, kind of touch (activity or record creation) and instant at which a campaign touched the person; if several campaigns did at once, the one with the smallest id.",
  materialized: "table",
  grain: ["person_id", "is_activity", "occurred_at"],
  from: {
    activities,
    people: source_people,
    records: person_records,
    campaigns: source_campaigns,
    run: run_context,
  },
  columns,
  select: () => sql<RowOf<typeof columns>>`
    with touched as (
      select person_id, system, campaign_id, true as is_activity, occurred_at
      from activities
      where campaign_id is not null and not is_bot
      union all
      select records.person_id, people.system, people.campaign_id, false, people.created_at
      from people
      inner join records on records.system = people.system
        and records.entity = people.entity
        and records.record_id = people.record_id
      where people.campaign_id is not null and people.created_at is not null
    ),
    single as (
      select touched.*
      from touched
      cross join run
      where touched.occurred_at <= run.as_of
      qualify row_number() over (
        partition by person_id, is_activity, occurred_at
        order by campaign_id, system
      ) = 1
    )
    select
      single.person_id,
      single.system,
      single.campaign_id,
      campaigns.name as campaign_name,
      campaigns.type as campaign_type,
      single.is_activity,
      row_number() over (
        partition by single.person_id
        order by single.occurred_at, single.campaign_id, single.is_activity
      ) = 1 as is_first,
      single.occurred_at
    from single
    left join campaigns on campaigns.system = single.system and campaigns.campaign_id = single.campaign_id`,
});
