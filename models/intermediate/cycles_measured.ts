import { sql } from "kysely";
import { type FunnelStage, funnelStages, outcomes, type Stage } from "../../src/base/lifecycle.js";
import {
  flag,
  instant,
  nullable,
  oneOf,
  personal,
  pickColumns,
  type RowOf,
  text,
  whole,
} from "../../src/table/columns.js";
import { model } from "../../src/table/model.js";
import { closings } from "./closings.js";
import { cycles_opened } from "./cycles_opened.js";
import { events_assigned } from "./events_assigned.js";

const columns = {
  ...pickColumns(cycles_opened, "person_id"),
  opportunity_id: nullable(
    text("Opportunity of the cycle: the earliest won, else the latest opened; null if none of them has an id"),
  ),
  opportunity_key: nullable(text("Key of that opportunity, as system:id; null without one")),
  owner_id: nullable(text("Owner of the cycle's earliest event that names one; null if none does")),
  rejected_from: nullable(
    oneOf(
      ["mql", "sal", "sql", "opportunity"],
      "Furthest stage before the rejection; mql: sales refused the MQL; null unless the outcome is rejected or recycled",
    ),
  ),
  rejection_reason_raw: nullable(
    personal(
      text("Reason of the rejection as typed; null if none was given or the outcome is neither rejected nor recycled"),
    ),
  ),
  outcome: oneOf(
    outcomes,
    "State of the cycle as of the run: how it closed, else the furthest stage reached, else awaiting",
  ),
  cycle_no: whole(
    "Number of the person's cycle, from 1, in order of mql_at; 0 for an unqualified entry (before any MQL)",
  ),
  reversed_rejections: whole(
    "How often the cycle was rejected or recycled and then reached a later stage after all; a rejection while the cycle is already closed is not counted",
  ),
  sal_imputed: flag("True if SAL is inferred from a later stage: the cycle has no sal event of its own at sal_at"),
  sql_imputed: flag("True if SQL is inferred from a later stage: the cycle has no sql event of its own at sql_at"),
  opportunity_imputed: flag(
    "True if the opportunity is inferred from a win or loss: the cycle has no opportunity event of its own at opportunity_at",
  ),
  is_clamped: flag("True if an event of the cycle was recorded before the MQL it is linked to, and moved to that MQL"),
  is_expired: flag("True if the cycle closed because both sides were silent"),
  sal_is_approximate: flag("True if only the day of sal_at is known, or it was inferred; false without it"),
  sql_is_approximate: flag("True if only the day of sql_at is known, or it was inferred; false without it"),
  opportunity_is_approximate: flag(
    "True if only the day of opportunity_at is known, or it was inferred; false without it",
  ),
  won_is_approximate: flag("True if only the day of won_at is known, or it was inferred; false without it"),
  lost_is_approximate: flag("True if only the day of lost_at is known, or it was inferred; false without it"),
  rejected_is_approximate: flag("True if only the day of rejected_at is known, or it was inferred; false without it"),
  sal_at: nullable(instant("When the cycle first reached SAL or a later stage, UTC; null if it has not")),
  sql_at: nullable(instant("When the cycle first reached SQL or a later stage, UTC; null if it has not")),
  opportunity_at: nullable(instant("First opportunity, win or loss, UTC; null if not reached")),
  won_at: nullable(instant("First win, UTC; null if not won")),
  lost_at: nullable(instant("When the cycle was lost, UTC; null unless the outcome is lost")),
  rejected_at: nullable(
    instant("When the cycle was rejected or recycled, UTC; null unless the outcome is rejected or recycled"),
  ),
};

/** The stages that imply a stage, itself included. */
const impliedBy = {
  sal: ["sal", "sql", "opportunity", "won", "lost"],
  sql: ["sql", "opportunity", "won", "lost"],
  opportunity: ["opportunity", "won", "lost"],
  won: ["won"],
} satisfies Record<FunnelStage, readonly Stage[]>;

/** When a stage or one that implies it was first reached, and whether that instant is approximate: not if any event gives it exactly. */
const firstReached = (stage: FunnelStage) => {
  const isReached = sql`filter (where stage in (${sql.join(impliedBy[stage].map((one) => sql.lit(one)))}))`;
  return sql`min(occurred_at) ${isReached} as ${sql.ref(`${stage}_at`)},
        arg_min(is_approximate, row(occurred_at, is_approximate)) ${isReached} as ${sql.ref(`${stage}_is_approximate`)}`;
};

/** lifecycle.md 3: imputed stages, outcome and opportunity_id. */
export const cycles_measured = model({
  name: "intermediate.cycles_measured",
  about: "One row per cycle, unqualified entries included: the stages that it reached, and its outcome.",
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
      select
        person_id,
        cycle_no,
        ${sql.join(funnelStages.map(firstReached), sql`,\n        `)},
        list(occurred_at) filter (where stage = 'sal') as own_sal,
        list(occurred_at) filter (where stage = 'sql') as own_sql,
        list(occurred_at) filter (where stage = 'opportunity') as own_opportunity,
        arg_min(
          {'id': opportunity_id, 'key': opportunity_key}, row(occurred_at, opportunity_id, opportunity_key)
        ) filter (where stage = 'won' and opportunity_id is not null) as won_opportunity,
        arg_min(
          {'id': opportunity_id, 'key': opportunity_key}, row(-epoch_us(occurred_at), opportunity_id, opportunity_key)
        ) filter (where stage = 'opportunity' and opportunity_id is not null) as opened_opportunity,
        arg_min(owner_id, row(occurred_at, stage_order, event_id)) filter (where owner_id is not null) as owner_id,
        bool_or(is_clamped) as is_clamped
      from events
      where cycle_no is not null
      group by person_id, cycle_no
    ),
    -- The closing event that gives the outcome: the first since the cycle was opened or last reopened. Of rejections at one
    -- instant it is one with a standard reason.
    standing as (
      select *
      from closings
      where is_standing
      qualify row_number() over (
        partition by person_id, cycle_no
        order by occurred_at, stage <> 'lost', not is_reason_mapped, record_id nulls last, stage_order, event_id
      ) = 1
    ),
    reversed as (
      select person_id, cycle_no, count(*) as periods
      from closings
      where is_period_start and not is_standing and stage in ('rejected', 'recycled')
      group by person_id, cycle_no
    ),
    before_rejection as (
      select
        standing.person_id,
        standing.cycle_no,
        case max(case when events.stage in ('opportunity', 'lost') then 3 when events.stage = 'sql' then 2 else 1 end)
          when 3 then 'opportunity'
          when 2 then 'sql'
          else 'sal'
        end as stage
      from standing
      inner join events on events.person_id = standing.person_id and events.cycle_no = standing.cycle_no
      where events.stage in ('sal', 'sql', 'opportunity', 'lost')
        and row(events.occurred_at, events.stage_order) < row(standing.occurred_at, standing.stage_order)
      group by standing.person_id, standing.cycle_no
    )
    select
      all_cycles.person_id,
      coalesce(reached.won_opportunity, reached.opened_opportunity).id as opportunity_id,
      coalesce(reached.won_opportunity, reached.opened_opportunity).key as opportunity_key,
      reached.owner_id,
      case
        when standing.stage in ('rejected', 'recycled') then coalesce(before_rejection.stage, 'mql')
      end as rejected_from,
      case when standing.stage in ('rejected', 'recycled') then standing.detail end as rejection_reason_raw,
      case
        when reached.won_at is not null then 'won'
        when standing.stage is not null then standing.stage
        when reached.opportunity_at is not null then 'opportunity'
        when reached.sql_at is not null then 'sql'
        when reached.sal_at is not null then 'sal'
        else 'awaiting'
      end as outcome,
      all_cycles.cycle_no,
      coalesce(reversed.periods, 0) as reversed_rejections,
      reached.sal_at is not null
        and not coalesce(list_contains(reached.own_sal, reached.sal_at), false) as sal_imputed,
      reached.sql_at is not null
        and not coalesce(list_contains(reached.own_sql, reached.sql_at), false) as sql_imputed,
      reached.opportunity_at is not null
        and not coalesce(list_contains(reached.own_opportunity, reached.opportunity_at), false) as opportunity_imputed,
      coalesce(reached.is_clamped, false) as is_clamped,
      coalesce(standing.is_expiry, false) as is_expired,
      coalesce(reached.sal_is_approximate, false) as sal_is_approximate,
      coalesce(reached.sql_is_approximate, false) as sql_is_approximate,
      coalesce(reached.opportunity_is_approximate, false) as opportunity_is_approximate,
      coalesce(reached.won_is_approximate, false) as won_is_approximate,
      coalesce(standing.stage = 'lost' and standing.is_approximate, false) as lost_is_approximate,
      coalesce(standing.stage in ('rejected', 'recycled') and standing.is_approximate, false) as rejected_is_approximate,
      reached.sal_at,
      reached.sql_at,
      reached.opportunity_at,
      reached.won_at,
      case when standing.stage = 'lost' then standing.occurred_at end as lost_at,
      case when standing.stage in ('rejected', 'recycled') then standing.occurred_at end as rejected_at
    from all_cycles
    left join reached on reached.person_id = all_cycles.person_id and reached.cycle_no = all_cycles.cycle_no
    left join standing on standing.person_id = all_cycles.person_id and standing.cycle_no = all_cycles.cycle_no
    left join reversed on reversed.person_id = all_cycles.person_id and reversed.cycle_no = all_cycles.cycle_no
    left join before_rejection on before_rejection.person_id = all_cycles.person_id
      and before_rejection.cycle_no = all_cycles.cycle_no`,
});
