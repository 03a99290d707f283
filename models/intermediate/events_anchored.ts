import { sql } from "kysely";
import { stages } from "../../src/base/lifecycle.js";
import { flag, instant, nullable, oneOf, type RowOf, text } from "../../src/table/columns.js";
import { addDays } from "../../src/table/dialect.js";
import { model } from "../../src/table/model.js";
import { definition_periods } from "./definition_periods.js";
import { events_placed } from "./events_placed.js";

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
  occurred_at: instant("After clamping, UTC; of a win or loss not before its opportunity"),
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
  from: { events: events_placed, periods: definition_periods },
  columns,
  select: () => sql<RowOf<typeof columns>>`
    with opened as (
      select person_id, opportunity_id, min(coalesce(mql_at, occurred_at)) as anchor_at, min(occurred_at) as opened_at
      from events
      where stage = 'opportunity' and opportunity_id is not null
      group by person_id, opportunity_id
    ),
    opportunities as (
      select opened.*, min(events.occurred_at) as closed_at
      from opened
      left join events on events.person_id = opened.person_id and events.opportunity_id = opened.opportunity_id
        and events.stage in ('won', 'lost')
      group by all
    ),
    others_open as (
      select lost.event_id, max(other.anchor_at) as other_open_at
      from events as lost
      inner join opportunities as other on other.person_id = lost.person_id
      where lost.stage = 'lost' and other.opened_at <= lost.occurred_at
        and (other.closed_at is null or other.closed_at > lost.occurred_at)
        and other.opportunity_id is distinct from lost.opportunity_id
      group by lost.event_id
    ),
    anchored as (
      select events.*, others_open.other_open_at,
        case when events.mql_at is not null then events.mql_at
          when events.stage in ('won', 'lost') then coalesce(opened.anchor_at, events.occurred_at)
          else events.occurred_at end as anchor_at
      from events
      left join opened on opened.person_id = events.person_id and opened.opportunity_id = events.opportunity_id
      left join others_open on others_open.event_id = events.event_id
    )
    select anchored.event_id, anchored.person_id, anchored.system, anchored.entity, anchored.record_id,
      anchored.opportunity_id, anchored.owner_id, anchored.stage, anchored.detail, anchored.is_approximate,
      anchored.is_clamped, anchored.is_link_ignored, anchored.mql_at, anchored.recorded_at, anchored.occurred_at,
      anchored.anchor_at, ${addDays("anchored.occurred_at", sql`coalesce(periods.cool_off_days, 0)`)} as cool_off_until,
      anchored.other_open_at
    from anchored
    asof left join periods on periods.from_at <= anchored.occurred_at`,
});
