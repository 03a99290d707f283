import { sql } from "kysely";
import { flag, oneOf, pickColumns, type RowOf, whole } from "../../src/table/columns.js";
import { model } from "../../src/table/model.js";
import { events_assigned } from "./events_assigned.js";

const columns = {
  ...pickColumns(events_assigned, "event_id", "person_id"),
  stage: oneOf(["lost", "rejected", "recycled"], "How the event closes the cycle"),
  ...pickColumns(events_assigned, "record_id", "detail", "is_reason_mapped"),
  cycle_no: whole("Cycle that the event closes; 0 for an unqualified entry"),
  ...pickColumns(events_assigned, "stage_order", "is_approximate", "is_expiry"),
  is_standing: flag("True if no later event has reopened the cycle and it has no win"),
  is_period_start: flag("True if the cycle was open until this event; false if it was closed already"),
  ...pickColumns(events_assigned, "occurred_at"),
};

/** lifecycle.md 3 rules 2 and 3: what closes a cycle, and what reopens it. */
export const closings = model({
  name: "intermediate.closings",
  about:
    "One row per rejection or loss that closes a cycle; losses while another opportunity is open, and wins, are left out.",
  materialized: "table",
  grain: ["event_id"],
  from: { events: events_assigned },
  columns,
  select: () => sql<RowOf<typeof columns>>`
    with owned as (
      select *, min(occurred_at) filter (where stage = 'won') over (partition by person_id, cycle_no) as won_at
      from events
      where cycle_no is not null
    ),
    opened as (
      select person_id, opportunity_key, min(cycle_no) as cycle_no, min(occurred_at) as opened_at
      from owned
      where stage = 'opportunity' and opportunity_key is not null
      group by person_id, opportunity_key
    ),
    closed as (
      select person_id, opportunity_key, min(occurred_at) as closed_at
      from owned
      where stage in ('won', 'lost') and opportunity_key is not null
      group by person_id, opportunity_key
    ),
    -- Losses during which another opportunity of the cycle is open.
    held_open as (
      select distinct lost.event_id
      from owned as lost
      inner join opened on opened.person_id = lost.person_id and opened.cycle_no = lost.cycle_no
      left join closed on closed.person_id = opened.person_id and closed.opportunity_key = opened.opportunity_key
      where lost.stage = 'lost'
        and opened.opened_at <= lost.occurred_at
        and opened.opportunity_key is distinct from lost.opportunity_key
        and (closed.closed_at is null or closed.closed_at > lost.occurred_at)
    ),
    -- After a win nothing closes or reopens a cycle. A stage after the next cycle began reopens nothing.
    turns as (
      select
        owned.*,
        owned.is_forward and (owned.next_mql_at is null or owned.occurred_at < owned.next_mql_at) as is_reopening,
        owned.stage in ('rejected', 'recycled') or (owned.stage = 'lost' and held_open.event_id is null) as is_closing
      from owned
      left join held_open on held_open.event_id = owned.event_id
      where owned.won_at is null or owned.occurred_at < owned.won_at
    ),
    followed as (
      select
        *,
        max(occurred_at) filter (where is_reopening) over (partition by person_id, cycle_no) as last_reopened_at,
        max(occurred_at) filter (where is_reopening) over so_far as reopened_at
      from turns
      window so_far as (
        partition by person_id, cycle_no
        order by occurred_at, stage_order
        rows between unbounded preceding and current row
      )
    )
    select
      event_id,
      person_id,
      stage,
      record_id,
      detail,
      is_reason_mapped,
      cycle_no,
      stage_order,
      is_approximate,
      is_expiry,
      won_at is null and coalesce(occurred_at >= last_reopened_at, true) as is_standing,
      row_number() over (
        partition by person_id, cycle_no, reopened_at
        order by occurred_at, stage_order, event_id
      ) = 1 as is_period_start,
      occurred_at
    from followed
    where is_closing`,
});
