import { sql } from "kysely";
import { flag, instant, nullable, pickColumns, type RowOf, whole } from "../../src/table/columns.js";
import { model } from "../../src/table/model.js";
import { run_context } from "../run/run_context.js";
import { events_anchored } from "./events_anchored.js";
import { mql_expiries } from "./mql_expiries.js";
import { mqls_counted } from "./mqls_counted.js";

const columns = {
  ...pickColumns(mqls_counted, "person_id", "mql_origin"),
  cycle_no: whole("Number of the person's cycle, from 1, in order of mql_at"),
  inside_cool_off: flag("True if a recorded MQL opened the cycle before the cool-off of the previous cycle had ended"),
  mql_is_approximate: flag("True if mql_at is approximate: the source gives only a date, or it was inferred"),
  mql_at: instant("When the cycle began: the instant of its MQL, UTC"),
  next_mql_at: nullable(instant("When the person's next cycle began, UTC; null if there is none")),
};

/**
 * lifecycle.md 3 rules 1 to 4. Each pass of the recursion finds the next cycle of all people at once: the first MQL after
 * a closing event that was not reopened, and for a computed MQL after the cool-off. Events later than that MQL cannot
 * change the choice, so events need no cycle yet. The recursion has no ASOF join: DuckDB 1.5 refuses one there if more
 * than a few rows are joined.
 */
export const cycles_opened = model({
  name: "intermediate.cycles_opened",
  about: "One row per MQL that opens a cycle.",
  materialized: "table",
  grain: ["person_id", "cycle_no"],
  from: { mqls: mqls_counted, events: events_anchored, expiries: mql_expiries, run: run_context },
  columns,
  select: () => sql<RowOf<typeof columns>>`
    with recursive first_wins as (
      select person_id, min(occurred_at) as won_at from events where stage = 'won' group by person_id
    ),
    -- MQLs that can open a cycle: all up to the person's first win, or all if customers can requalify.
    qualifying as materialized (
      select mqls.*, expiries.expires_at, expiries.cool_off_until as expired_cool_off_until
      from mqls
      cross join run
      left join first_wins on first_wins.person_id = mqls.person_id
      left join expiries on expiries.person_id = mqls.person_id and expiries.mql_at = mqls.mql_at
      where run.requalify_customers or first_wins.won_at is null or mqls.mql_at <= first_wins.won_at
    ),
    opened as (
      select *, 1::bigint as cycle_no, false as inside_cool_off
      from qualifying
      qualify row_number() over (partition by person_id order by mql_at) = 1
      union all
      select * from (
        -- All events from the open cycle on, as if no later cycle existed.
        with own_events as (
          select
            opened.person_id,
            events.stage,
            events.occurred_at,
            events.cool_off_until,
            events.stage in ('sal', 'sql', 'opportunity') as is_forward,
            events.stage in ('won', 'rejected', 'recycled')
              or (events.stage = 'lost' and coalesce(events.other_open_at < opened.mql_at, true)) as is_closing
          from opened
          inner join events on events.person_id = opened.person_id and events.anchor_at >= opened.mql_at
        ),
        decided as (
          select
            person_id,
            min(occurred_at) as decided_at,
            min(occurred_at) filter (where stage = 'won') as won_at
          from own_events
          group by person_id
        ),
        -- Instants at which the cycle closes or is reopened. After a win only wins count.
        turns as (
          select
            own_events.person_id,
            own_events.occurred_at,
            bool_or(own_events.is_closing) as is_closing,
            max(own_events.cool_off_until) as cool_off_until
          from own_events
          inner join decided on decided.person_id = own_events.person_id
          where (own_events.is_forward or own_events.is_closing)
            and (decided.won_at is null or own_events.occurred_at <= decided.won_at or own_events.stage = 'won')
          group by own_events.person_id, own_events.occurred_at
          union all
          select opened.person_id, opened.expires_at, true, opened.expired_cool_off_until
          from opened
          left join decided on decided.person_id = opened.person_id
          where opened.expires_at is not null
            and (decided.decided_at is null or decided.decided_at > opened.expires_at)
        ),
        bounded as (
          select *, lead(occurred_at) over (partition by person_id order by occurred_at) as next_at
          from turns
        ),
        -- The spans in which the cycle is closed, each with the time from which an MQL can open the next cycle.
        waiting as (
          select
            opened.person_id,
            opened.cycle_no,
            bounded.next_at,
            bounded.cool_off_until,
            case
              when opened.mql_origin = 'computed'
                then greatest(bounded.occurred_at + interval 1 microsecond, bounded.cool_off_until)
              else bounded.occurred_at + interval 1 microsecond
            end as from_at,
            opened.mql_at as start_at
          from bounded
          inner join opened on opened.person_id = bounded.person_id
          where bounded.is_closing
        )
        select
          qualifying.*,
          waiting.cycle_no + 1 as cycle_no,
          qualifying.mql_at < waiting.cool_off_until as inside_cool_off
        from waiting
        inner join qualifying on qualifying.person_id = waiting.person_id
          and qualifying.mql_at >= waiting.from_at
          and qualifying.mql_at > waiting.start_at
        where waiting.next_at is null or qualifying.mql_at <= waiting.next_at
        qualify row_number() over (
          partition by waiting.person_id
          order by qualifying.mql_at, waiting.from_at desc
        ) = 1
      )
    )
    select
      person_id,
      mql_origin,
      cycle_no,
      inside_cool_off,
      is_approximate as mql_is_approximate,
      mql_at,
      lead(mql_at) over (partition by person_id order by cycle_no) as next_mql_at
    from opened`,
});
