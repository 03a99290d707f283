import { sql } from "kysely";
import { stages } from "../../src/base/lifecycle.js";
import { flag, instant, nullable, pickColumns, type RowOf, text, whole } from "../../src/table/columns.js";
import { hashKey } from "../../src/table/dialect.js";
import { model } from "../../src/table/model.js";
import { cycles_opened } from "./cycles_opened.js";
import { events_anchored } from "./events_anchored.js";
import { mql_expiries } from "./mql_expiries.js";

const stageList = sql`[${sql.join(stages.map((stage) => sql.lit(stage)))}]`;

const columns = {
  ...pickColumns(events_anchored, "event_id", "person_id", "opportunity_id", "opportunity_key", "owner_id"),
  record_id: nullable(text("Id of the record that gives the event; null for an expiry")),
  ...pickColumns(events_anchored, "stage", "detail", "is_reason_mapped"),
  cycle_no: nullable(
    whole(
      "Cycle that the event belongs to; 0 for an unqualified entry (before any MQL); null if it belongs to none and counts nowhere",
    ),
  ),
  stage_order: whole("Order of the stage among events at one instant: sal 2, sql 3, ... recycled 8"),
  is_forward: flag("True for sal, sql and opportunity: the stages that can reopen a closed cycle"),
  ...pickColumns(events_anchored, "is_approximate", "is_clamped"),
  is_expiry: flag("True if the event is not recorded, but the cycle expired after silence on both sides"),
  ...pickColumns(events_anchored, "occurred_at"),
  next_mql_at: nullable(
    instant("When the cycle after the event's own began, UTC; for cycle 0 the first cycle; null if none did"),
  ),
};

/** lifecycle.md 3 rules 5 to 7: which cycle each event belongs to, cycle 0, and cycles that expire. */
export const events_assigned = model({
  name: "intermediate.events_assigned",
  about:
    "One row per person, stage (all but mql), instant and opportunity (without one, per linked MQL), with its cycle; expiries included.",
  materialized: "table",
  grain: ["event_id"],
  from: { events: events_anchored, cycles: cycles_opened, expiries: mql_expiries },
  columns,
  select: () => sql<RowOf<typeof columns>>`
    with owned as (
      select
        events.*,
        cycles.cycle_no as owner_cycle_no,
        cycles.next_mql_at as owner_next_mql_at,
        -- The first forward stage before any MQL: the start of cycle 0.
        min(events.occurred_at) filter (
          where cycles.cycle_no is null and events.stage in ('sal', 'sql', 'opportunity', 'won')
        ) over (partition by events.person_id) as entered_at
      from events
      asof left join cycles on cycles.person_id = events.person_id and cycles.mql_at <= events.anchor_at
    ),
    first_cycles as (select person_id, mql_at from cycles where cycle_no = 1),
    recorded as (
      select
        owned.event_id,
        owned.person_id,
        owned.opportunity_id,
        owned.opportunity_key,
        owned.owner_id,
        owned.record_id,
        owned.stage,
        owned.detail,
        owned.is_reason_mapped,
        case
          when owned.owner_cycle_no is not null then owned.owner_cycle_no
          when owned.occurred_at >= owned.entered_at then 0
        end as cycle_no,
        owned.is_approximate,
        owned.is_clamped,
        false as is_expiry,
        owned.occurred_at,
        case when owned.owner_cycle_no is null then first_cycles.mql_at else owned.owner_next_mql_at end as next_mql_at
      from owned
      left join first_cycles on first_cycles.person_id = owned.person_id
    ),
    decided as (
      select person_id, cycle_no, min(occurred_at) as decided_at
      from recorded
      group by person_id, cycle_no
    ),
    -- A cycle expires only if nothing happened in it before.
    expired as (
      select
        ${hashKey("cycles.person_id", sql.lit("expired"), "expiries.expires_at")} as event_id,
        cycles.person_id,
        null as opportunity_id,
        null as opportunity_key,
        null as owner_id,
        null as record_id,
        'recycled' as stage,
        null as detail,
        false as is_reason_mapped,
        cycles.cycle_no,
        false as is_approximate,
        false as is_clamped,
        true as is_expiry,
        expiries.expires_at as occurred_at,
        cycles.next_mql_at
      from cycles
      inner join expiries on expiries.person_id = cycles.person_id and expiries.mql_at = cycles.mql_at
      left join decided on decided.person_id = cycles.person_id and decided.cycle_no = cycles.cycle_no
      where decided.decided_at is null or decided.decided_at > expiries.expires_at
    ),
    everything as (select * from recorded union all by name select * from expired)
    select
      event_id,
      person_id,
      opportunity_id,
      opportunity_key,
      owner_id,
      record_id,
      stage,
      detail,
      is_reason_mapped,
      cycle_no,
      list_position(${stageList}, stage)::bigint as stage_order,
      stage in ('sal', 'sql', 'opportunity') as is_forward,
      is_approximate,
      is_clamped,
      is_expiry,
      occurred_at,
      next_mql_at
    from everything`,
});
