import { sql } from "kysely";
import { nullable, oneOf, pickColumns, type RowOf, whole } from "../../src/table/columns.js";
import { model } from "../../src/table/model.js";
import { run_context } from "../run/run_context.js";
import { closings } from "./closings.js";
import { cycles_opened } from "./cycles_opened.js";
import { events_assigned } from "./events_assigned.js";
import { mqls_counted } from "./mqls_counted.js";

const columns = {
  ...pickColumns(mqls_counted, "person_id", "mql_origin"),
  role: nullable(
    oneOf(
      ["opening", "repeat", "blocked"],
      "opening: the MQL opens the cycle; repeat: it comes while the cycle is open; blocked: the cool-off after the cycle blocks it; null: it counts nowhere",
    ),
  ),
  cycle_no: nullable(
    whole(
      "By role: the cycle that the MQL opens, the cycle that was open when it came, or the cycle whose cool-off blocks it; null if it counts nowhere",
    ),
  ),
  ...pickColumns(mqls_counted, "mql_at"),
};

/** lifecycle.md 3 rules 1 and 4. */
export const mqls_assigned = model({
  name: "intermediate.mqls_assigned",
  about:
    "One row per MQL that counts under mql.source: its cycle, and whether it opens the cycle, repeats in it, or is blocked by its cool-off.",
  materialized: "table",
  grain: ["person_id", "mql_at"],
  from: { mqls: mqls_counted, cycles: cycles_opened, events: events_assigned, closings, run: run_context },
  columns,
  select: () => sql<RowOf<typeof columns>>`
    with turns as (
      select
        events.person_id,
        events.cycle_no,
        events.occurred_at,
        bool_or(events.stage = 'won' or closings.event_id is not null) as is_closed,
        bool_or(events.stage = 'won') as is_won
      from events
      left join closings on closings.event_id = events.event_id
      where events.is_forward or events.stage = 'won' or closings.event_id is not null
      group by events.person_id, events.cycle_no, events.occurred_at
    ),
    -- Whether a cycle is closed from each instant on. After a win it stays closed.
    states as (
      select
        person_id,
        cycle_no,
        occurred_at,
        is_closed or bool_or(is_won) over (
          partition by person_id, cycle_no
          order by occurred_at
          rows between unbounded preceding and current row
        ) as is_closed
      from turns
    ),
    first_wins as (select person_id, min(occurred_at) as won_at from events where stage = 'won' group by person_id),
    placed as (
      select mqls.person_id, mqls.mql_origin, mqls.mql_at, cycles.cycle_no, cycles.mql_at as opened_at
      from mqls
      asof left join cycles on cycles.person_id = mqls.person_id and cycles.mql_at <= mqls.mql_at
    ),
    stated as (
      select placed.*, states.is_closed
      from placed
      asof left join states on states.person_id = placed.person_id
        and states.cycle_no = placed.cycle_no
        and states.occurred_at < placed.mql_at
    ),
    judged as (
      select
        stated.person_id,
        stated.mql_origin,
        stated.mql_at,
        stated.cycle_no,
        case
          when stated.cycle_no is null then null
          when stated.mql_at = stated.opened_at then 'opening'
          when not coalesce(stated.is_closed, false) then 'repeat'
          when run.requalify_customers or first_wins.won_at is null or stated.mql_at <= first_wins.won_at
            then 'blocked'
        end as role
      from stated
      cross join run
      left join first_wins on first_wins.person_id = stated.person_id
    )
    select person_id, mql_origin, role, case when role is not null then cycle_no end as cycle_no, mql_at
    from judged`,
});
