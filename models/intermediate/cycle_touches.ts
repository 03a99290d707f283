import { sql } from "kysely";
import { flag, instant, nullable, pickColumns, type RowOf } from "../../src/table/columns.js";
import { model } from "../../src/table/model.js";
import { cycles_opened } from "./cycles_opened.js";
import { events_assigned } from "./events_assigned.js";
import { sales_touches } from "./sales_touches.js";

const columns = {
  ...pickColumns(cycles_opened, "person_id", "cycle_no"),
  has_influenced_opportunity: flag(
    "True if an opportunity of the person, older than the MQL, was still open at mql_at",
  ),
  first_touch_at: nullable(
    instant(
      "First call, email, meeting or other completed task by a human of sales, from mql_at until the person's next cycle, UTC; null if none",
    ),
  ),
  meeting_at: nullable(
    instant("First meeting with sales, from mql_at until the person's next cycle, UTC; null if none"),
  ),
};

export const cycle_touches = model({
  name: "intermediate.cycle_touches",
  about:
    "One row per MQL cycle: when sales first touched the person, and whether an older opportunity was open at the MQL.",
  materialized: "table",
  grain: ["person_id", "cycle_no"],
  from: { cycles: cycles_opened, touches: sales_touches, events: events_assigned },
  columns,
  select: () => sql<RowOf<typeof columns>>`
    with by_people as (select person_id, kind, occurred_at from touches where not is_automated),
    meetings as (select person_id, occurred_at from by_people where kind = 'meeting'),
    opportunities as (
      select
        person_id,
        opportunity_key,
        min(occurred_at) filter (where stage = 'opportunity') as opened_at,
        min(occurred_at) filter (where stage in ('won', 'lost')) as closed_at
      from events
      where opportunity_key is not null
      group by person_id, opportunity_key
    ),
    influenced as (
      select distinct cycles.person_id, cycles.cycle_no
      from cycles
      inner join opportunities on opportunities.person_id = cycles.person_id
      where opportunities.opened_at < cycles.mql_at
        and (opportunities.closed_at is null or opportunities.closed_at >= cycles.mql_at)
    )
    select
      cycles.person_id,
      cycles.cycle_no,
      influenced.person_id is not null as has_influenced_opportunity,
      case
        when coalesce(by_people.occurred_at < cycles.next_mql_at, true) then by_people.occurred_at
      end as first_touch_at,
      case
        when coalesce(meetings.occurred_at < cycles.next_mql_at, true) then meetings.occurred_at
      end as meeting_at
    from cycles
    asof left join by_people on by_people.person_id = cycles.person_id and by_people.occurred_at >= cycles.mql_at
    asof left join meetings on meetings.person_id = cycles.person_id and meetings.occurred_at >= cycles.mql_at
    left join influenced on influenced.person_id = cycles.person_id and influenced.cycle_no = cycles.cycle_no`,
});
