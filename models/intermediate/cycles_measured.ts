import { sql } from "kysely";
import { outcomes } from "../../src/base/lifecycle.js";
import { flag, instant, nullable, oneOf, type RowOf, text, whole } from "../../src/table/columns.js";
import { model } from "../../src/table/model.js";
import { closings } from "./closings.js";
import { cycles_opened } from "./cycles_opened.js";
import { events_assigned } from "./events_assigned.js";

const columns = {
  person_id: text("Person"),
  opportunity_id: nullable(text("Earliest won opportunity, else the latest opened; null if none has an id")),
  owner_id: nullable(text("Who did the earliest of its stages; null if no source says")),
  rejected_from: nullable(oneOf(["mql", "sal", "sql", "opportunity"], "Furthest stage before the rejection")),
  rejection_reason_raw: nullable(text("Reason as typed; null if none was given")),
  outcome: oneOf(outcomes, "Where the cycle stands as of now"),
  cycle_no: whole("0: unqualified entry; from 1 in order of mql_at"),
  reversed_rejections: whole("Periods that a rejection closed and a later stage voided"),
  sal_imputed: flag("SAL was reached, and no event of its own stands at sal_at"),
  sql_imputed: flag("SQL was reached, and no event of its own stands at sql_at"),
  opportunity_imputed: flag("The opportunity was reached, and no event of its own stands at opportunity_at"),
  is_clamped: flag("Whether an event of it was recorded before the MQL that it names"),
  is_expired: flag("Whether silence closed it"),
  sal_at: nullable(instant("First SAL or later stage, UTC")),
  sql_at: nullable(instant("First SQL or later stage, UTC")),
  opportunity_at: nullable(instant("First opportunity, win or loss, UTC")),
  won_at: nullable(instant("First win, UTC")),
  lost_at: nullable(instant("When it was lost, UTC; null unless the outcome is lost")),
  rejected_at: nullable(instant("When it was rejected or recycled, UTC; null unless that is the outcome")),
};

export const cycles_measured = model({
  name: "intermediate.cycles_measured",
  about: "One row per cycle, unqualified entries included: how far it came, and how it stands.",
  materialized: "table",
  grain: ["person_id", "cycle_no"],
  from: { cycles: cycles_opened, events: events_assigned, closings },
  columns,
  select: () => sql<RowOf<typeof columns>>`
    with all_cycles as (
      select person_id, cycle_no from cycles
      union
      select person_id, cycle_no from events where cycle_no = 0
    ),
    reached as (
      select person_id, cycle_no,
        min(occurred_at) filter (where stage in ('sal', 'sql', 'opportunity', 'won', 'lost')) as sal_at,
        min(occurred_at) filter (where stage in ('sql', 'opportunity', 'won', 'lost')) as sql_at,
        min(occurred_at) filter (where stage in ('opportunity', 'won', 'lost')) as opportunity_at,
        min(occurred_at) filter (where stage = 'won') as won_at,
        list(occurred_at) filter (where stage = 'sal') as own_sal,
        list(occurred_at) filter (where stage = 'sql') as own_sql,
        list(occurred_at) filter (where stage = 'opportunity') as own_opportunity,
        arg_min(opportunity_id, row(occurred_at, opportunity_id)) filter (where stage = 'won' and opportunity_id is not null)
          as won_opportunity_id,
        arg_min(opportunity_id, row(-epoch_us(occurred_at), opportunity_id))
          filter (where stage = 'opportunity' and opportunity_id is not null) as opened_opportunity_id,
        arg_min(opportunity_id, row(-epoch_us(occurred_at), opportunity_id))
          filter (where stage = 'lost' and opportunity_id is not null) as lost_opportunity_id,
        arg_min(owner_id, row(occurred_at, stage_order, event_id)) filter (where owner_id is not null) as owner_id,
        bool_or(is_clamped) as is_clamped
      from events
      where cycle_no is not null
      group by person_id, cycle_no
    ),
    standing as (
      select * from closings
      where is_standing
      qualify row_number() over (partition by person_id, cycle_no order by occurred_at, stage_order, event_id) = 1
    ),
    reversed as (
      select person_id, cycle_no, count(*) as periods
      from closings
      where is_period_start and not is_standing and stage in ('rejected', 'recycled')
      group by person_id, cycle_no
    ),
    before_rejection as (
      select standing.person_id, standing.cycle_no,
        case max(case when events.stage in ('opportunity', 'lost') then 3 when events.stage = 'sql' then 2 else 1 end)
          when 3 then 'opportunity' when 2 then 'sql' else 'sal' end as stage
      from standing
      inner join events on events.person_id = standing.person_id and events.cycle_no = standing.cycle_no
      where events.stage in ('sal', 'sql', 'opportunity', 'lost')
        and row(events.occurred_at, events.stage_order) < row(standing.occurred_at, standing.stage_order)
      group by standing.person_id, standing.cycle_no
    )
    select all_cycles.person_id,
      coalesce(reached.won_opportunity_id, reached.opened_opportunity_id, reached.lost_opportunity_id) as opportunity_id,
      reached.owner_id,
      case when standing.stage in ('rejected', 'recycled') then coalesce(before_rejection.stage, 'mql') end as rejected_from,
      case when standing.stage in ('rejected', 'recycled') then standing.detail end as rejection_reason_raw,
      case when reached.won_at is not null then 'won'
        when standing.stage is not null then standing.stage
        when reached.opportunity_at is not null then 'opportunity'
        when reached.sql_at is not null then 'sql'
        when reached.sal_at is not null then 'sal'
        else 'awaiting' end as outcome,
      all_cycles.cycle_no,
      coalesce(reversed.periods, 0) as reversed_rejections,
      reached.sal_at is not null and not coalesce(list_contains(reached.own_sal, reached.sal_at), false) as sal_imputed,
      reached.sql_at is not null and not coalesce(list_contains(reached.own_sql, reached.sql_at), false) as sql_imputed,
      reached.opportunity_at is not null
        and not coalesce(list_contains(reached.own_opportunity, reached.opportunity_at), false) as opportunity_imputed,
      coalesce(reached.is_clamped, false) as is_clamped,
      coalesce(standing.is_expiry, false) as is_expired,
      reached.sal_at, reached.sql_at, reached.opportunity_at, reached.won_at,
      case when standing.stage = 'lost' then standing.occurred_at end as lost_at,
      case when standing.stage in ('rejected', 'recycled') then standing.occurred_at end as rejected_at
    from all_cycles
    left join reached on reached.person_id = all_cycles.person_id and reached.cycle_no = all_cycles.cycle_no
    left join standing on standing.person_id = all_cycles.person_id and standing.cycle_no = all_cycles.cycle_no
    left join reversed on reversed.person_id = all_cycles.person_id and reversed.cycle_no = all_cycles.cycle_no
    left join before_rejection
      on before_rejection.person_id = all_cycles.person_id and before_rejection.cycle_no = all_cycles.cycle_no`,
});
