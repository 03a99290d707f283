import { sql } from "kysely";
import { flag, instant, nullable, oneOf, type RowOf, text } from "../../src/columns.js";
import { daysLater, keyOf } from "../../src/dialect.js";
import { stages } from "../../src/lifecycle.js";
import { model } from "../../src/model.js";
import { run_context } from "../sources/run_context.js";
import { definition_periods } from "./definition_periods.js";
import { events_recorded } from "./events_recorded.js";
import { mqls_counted } from "./mqls_counted.js";

const columns = {
  event_id: text("Key of person, stage, instant and opportunity"),
  person_id: text("Person"),
  system: text("Source"),
  entity: text("Object that says so"),
  record_id: text("Record that says so"),
  opportunity_id: nullable(text("Opportunity; null where the source names none")),
  owner_id: nullable(text("Who did it; null if the source does not say")),
  stage: oneOf(stages, "Stage reached, never mql"),
  detail: nullable(text("Raw reason")),
  is_approximate: flag("Whether the source gave no exact instant"),
  is_clamped: flag("Whether it was recorded before the MQL that it names"),
  is_link_ignored: flag("Whether it names an MQL before any cycle"),
  mql_at: nullable(instant("The MQL that the source links it to, UTC; null if none")),
  recorded_at: instant("As recorded, UTC"),
  occurred_at: instant("After clamping, UTC"),
  anchor_at: instant("It belongs to the latest cycle that began by then, UTC"),
  cool_off_until: instant("End of the cool-off that it would start, UTC"),
  other_open_at: nullable(
    instant("Of a loss: anchor of the latest other opportunity still open then, UTC; null if none"),
  ),
};

export const events_anchored = model({
  name: "intermediate.events_anchored",
  about: "One row per person, stage but mql, instant and opportunity, with what decides its cycle.",
  materialized: "table",
  grain: ["event_id"],
  from: { events: events_recorded, mqls: mqls_counted, periods: definition_periods, run: run_context },
  columns,
  select: () => sql<RowOf<typeof columns>>`
    with made as (
      select *, min(occurred_at) filter (where stage = 'opportunity' and opportunity_id is not null) over (
          partition by person_id, opportunity_id
        ) as made_at
      from events
    ),
    first_mqls as (select person_id, min(mql_at) as mql_at from mqls group by person_id),
    first_cycles as (
      select first_mqls.person_id, first_mqls.mql_at
      from first_mqls
      cross join run
      where run.requalify_customers or not exists (
        from made as wins
        where wins.person_id = first_mqls.person_id and wins.stage = 'won'
          and greatest(wins.occurred_at, wins.made_at) < first_mqls.mql_at
          and coalesce(wins.mql_at < first_mqls.mql_at, true)
      )
    ),
    linked as (
      select events.* exclude (mql_at, occurred_at), events.occurred_at as recorded_at,
        case when events.mql_at >= first_cycles.mql_at then events.mql_at end as mql_at,
        events.mql_at is not null and coalesce(events.mql_at < first_cycles.mql_at, true) as is_link_ignored
      from events
      left join first_cycles on first_cycles.person_id = events.person_id
      where events.stage <> 'mql'
    ),
    clamped as (
      select *, greatest(recorded_at, coalesce(mql_at, recorded_at)) as occurred_at,
        coalesce(recorded_at < mql_at, false) as is_clamped
      from linked
    ),
    moved as (
      select * exclude (occurred_at),
        case when stage in ('won', 'lost') then greatest(occurred_at, min(occurred_at) filter (
            where stage = 'opportunity' and opportunity_id is not null
          ) over (partition by person_id, opportunity_id)) else occurred_at end as occurred_at
      from clamped
    ),
    single as (
      select *, ${keyOf("person_id", "stage", "occurred_at", "opportunity_id")} as event_id
      from moved
      qualify row_number() over (
        partition by person_id, stage, occurred_at, opportunity_id order by mql_at nulls last, record_id, system, recorded_at
      ) = 1
    ),
    opened as (
      select person_id, opportunity_id, min(coalesce(mql_at, occurred_at)) as anchor_at, min(occurred_at) as opened_at
      from single
      where stage = 'opportunity' and opportunity_id is not null
      group by person_id, opportunity_id
    ),
    opportunities as (
      select opened.*, min(single.occurred_at) as closed_at
      from opened
      left join single on single.person_id = opened.person_id and single.opportunity_id = opened.opportunity_id
        and single.stage in ('won', 'lost')
      group by all
    ),
    others_open as (
      select lost.event_id, max(other.anchor_at) as other_open_at
      from single as lost
      inner join opportunities as other on other.person_id = lost.person_id
      where lost.stage = 'lost' and other.opened_at <= lost.occurred_at
        and (other.closed_at is null or other.closed_at > lost.occurred_at)
        and other.opportunity_id is distinct from lost.opportunity_id
      group by lost.event_id
    ),
    anchored as (
      select single.*, others_open.other_open_at,
        case when single.mql_at is not null then single.mql_at
          when single.stage in ('won', 'lost') then coalesce(opened.anchor_at, single.occurred_at)
          else single.occurred_at end as anchor_at
      from single
      left join opened on opened.person_id = single.person_id and opened.opportunity_id = single.opportunity_id
      left join others_open on others_open.event_id = single.event_id
    )
    select anchored.event_id, anchored.person_id, anchored.system, anchored.entity, anchored.record_id,
      anchored.opportunity_id, anchored.owner_id, anchored.stage, anchored.detail, anchored.is_approximate,
      anchored.is_clamped, anchored.is_link_ignored, anchored.mql_at, anchored.recorded_at, anchored.occurred_at,
      anchored.anchor_at, ${daysLater("anchored.occurred_at", sql`coalesce(periods.cool_off_days, 0)`)} as cool_off_until,
      anchored.other_open_at
    from anchored
    asof left join periods on periods.from_at <= anchored.occurred_at`,
});
