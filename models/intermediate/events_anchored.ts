import { sql } from "kysely";
import { instant, nullable, pickColumns, type RowOf } from "../../src/table/columns.js";
import { addDays } from "../../src/table/dialect.js";
import { model } from "../../src/table/model.js";
import { definition_periods } from "./definition_periods.js";
import { events_placed } from "./events_placed.js";

const columns = {
  ...pickColumns(
    events_placed,
    "event_id",
    "person_id",
    "system",
    "entity",
    "record_id",
    "opportunity_id",
    "opportunity_key",
    "owner_id",
    "stage",
    "detail",
    "is_reason_mapped",
    "is_approximate",
    "is_clamped",
    "is_link_ignored",
    "mql_at",
    "recorded_at",
    "occurred_at",
  ),
  anchor_at: instant(
    "Instant that decides the cycle, UTC: the event belongs to the latest cycle that began at or before it",
  ),
  cool_off_until: instant("End of the cool-off that the event would start if it closes a cycle, UTC"),
  other_open_at: nullable(
    instant("For a loss: anchor_at of the latest other opportunity that was still open then, UTC; null if none was"),
  ),
};

/** lifecycle.md 3 rule 5: a link to an MQL goes first; a win or loss follows the opportunity event of its opportunity. */
export const events_anchored = model({
  name: "intermediate.events_anchored",
  about:
    "One row per person, stage (all but mql), instant and opportunity (without one, per linked MQL), with the instants that decide its cycle.",
  materialized: "table",
  grain: ["event_id"],
  from: { events: events_placed, periods: definition_periods },
  columns,
  select: () => sql<RowOf<typeof columns>>`
    with opened as (
      select
        person_id,
        opportunity_key,
        min(coalesce(mql_at, occurred_at)) as anchor_at,
        min(occurred_at) as opened_at
      from events
      where stage = 'opportunity' and opportunity_key is not null
      group by person_id, opportunity_key
    ),
    opportunities as (
      select opened.*, min(events.occurred_at) as closed_at
      from opened
      left join events on events.person_id = opened.person_id
        and events.opportunity_key = opened.opportunity_key
        and events.stage in ('won', 'lost')
      group by all
    ),
    others_open as (
      select lost.event_id, max(other.anchor_at) as other_open_at
      from events as lost
      inner join opportunities as other on other.person_id = lost.person_id
      where lost.stage = 'lost'
        and other.opened_at <= lost.occurred_at
        and (other.closed_at is null or other.closed_at > lost.occurred_at)
        and other.opportunity_key is distinct from lost.opportunity_key
      group by lost.event_id
    ),
    anchored as (
      select
        events.*,
        others_open.other_open_at,
        case
          when events.mql_at is not null then events.mql_at
          when events.stage in ('won', 'lost') then coalesce(opened.anchor_at, events.occurred_at)
          else events.occurred_at
        end as anchor_at
      from events
      left join opened on opened.person_id = events.person_id and opened.opportunity_key = events.opportunity_key
      left join others_open on others_open.event_id = events.event_id
    )
    select
      anchored.event_id,
      anchored.person_id,
      anchored.system,
      anchored.entity,
      anchored.record_id,
      anchored.opportunity_id,
      anchored.opportunity_key,
      anchored.owner_id,
      anchored.stage,
      anchored.detail,
      anchored.is_reason_mapped,
      anchored.is_approximate,
      anchored.is_clamped,
      anchored.is_link_ignored,
      anchored.mql_at,
      anchored.recorded_at,
      anchored.occurred_at,
      anchored.anchor_at,
      ${addDays("anchored.occurred_at", sql`coalesce(periods.cool_off_days, 0)`)} as cool_off_until,
      anchored.other_open_at
    from anchored
    asof left join periods on periods.from_at <= anchored.occurred_at`,
});
