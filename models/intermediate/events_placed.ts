import { sql } from "kysely";
import { stages } from "../../src/base/lifecycle.js";
import { flag, instant, nullable, oneOf, pickColumns, type RowOf, text } from "../../src/table/columns.js";
import { hashKey } from "../../src/table/dialect.js";
import { model } from "../../src/table/model.js";
import { run_context } from "../run/run_context.js";
import { events_merged } from "./events_merged.js";
import { mqls_counted } from "./mqls_counted.js";

const columns = {
  event_id: text(
    "Key of the event: a hash of person, stage, instant and opportunity (of two events without one, also of the linked MQL), the same in every run",
  ),
  ...pickColumns(
    events_merged,
    "person_id",
    "system",
    "entity",
    "record_id",
    "opportunity_id",
    "opportunity_key",
    "owner_id",
  ),
  stage: oneOf(stages, "Stage reached, e.g. sql; never mql"),
  ...pickColumns(events_merged, "detail", "is_reason_mapped", "is_approximate"),
  is_clamped: flag("True if the event was recorded before the MQL that its source links it to, and moved to that MQL"),
  is_link_ignored: flag(
    "True if the source links the event to an MQL, but the person has no cycle or only later ones: the link is ignored",
  ),
  mql_at: nullable(instant("MQL that the source links the event to, UTC; null without a link or if it is ignored")),
  recorded_at: instant("When the stage was reached, as the source records it, UTC"),
  occurred_at: instant(
    "When the stage was reached, UTC: recorded_at, but not before the linked MQL, and for a win or loss not before its opportunity",
  ),
};

/**
 * Moves events that a cycle could not hold otherwise: an event before the MQL that it is linked to, and a win or loss
 * before the opportunity itself (lifecycle.md 2). A person who was a customer before any MQL has no cycle, so their links
 * are ignored.
 */
export const events_placed = model({
  name: "intermediate.events_placed",
  about:
    "One row per person, stage (all but mql), instant and opportunity (without one, per linked MQL): when the event counts.",
  materialized: "table",
  grain: ["event_id"],
  from: { events: events_merged, mqls: mqls_counted, run: run_context },
  columns,
  select: () => sql<RowOf<typeof columns>>`
    with dated as (
      select
        *,
        min(occurred_at) filter (where stage = 'opportunity' and opportunity_key is not null) over (
          partition by person_id, opportunity_key
        ) as made_at
      from events
    ),
    first_mqls as (select person_id, min(mql_at) as mql_at from mqls group by person_id),
    -- The start of each person's first cycle; none for a person who was won before their first MQL.
    first_cycles as (
      select first_mqls.person_id, first_mqls.mql_at
      from first_mqls
      cross join run
      where run.requalify_customers or not exists (
        from dated as wins
        where wins.person_id = first_mqls.person_id
          and wins.stage = 'won'
          and greatest(wins.occurred_at, wins.made_at) < first_mqls.mql_at
          and coalesce(wins.mql_at < first_mqls.mql_at, true)
      )
    ),
    linked as (
      select
        events.* exclude (tellings, mql_at, occurred_at),
        events.occurred_at as recorded_at,
        case when events.mql_at >= first_cycles.mql_at then events.mql_at end as mql_at,
        events.mql_at is not null and coalesce(events.mql_at < first_cycles.mql_at, true) as is_link_ignored
      from events
      left join first_cycles on first_cycles.person_id = events.person_id
      where events.stage <> 'mql'
    ),
    clamped as (
      select
        *,
        greatest(recorded_at, mql_at) as clamped_at,
        coalesce(recorded_at < mql_at, false) as is_clamped
      from linked
    ),
    placed as (
      select
        * exclude (clamped_at),
        case
          when stage in ('won', 'lost') then greatest(
            clamped_at,
            min(clamped_at) filter (where stage = 'opportunity' and opportunity_key is not null) over (
              partition by person_id, opportunity_key
            )
          )
          else clamped_at
        end as occurred_at
      from clamped
    ),
    linked_events as (
      select
        placed.*,
        min(mql_at) over (partition by person_id, stage, occurred_at, opportunity_key) as first_linked_at
      from placed
    ),
    told_apart as (
      select
        * exclude (first_linked_at),
        case when opportunity_key is null and mql_at > first_linked_at then mql_at end as other_linked_at
      from linked_events
    )
    select
      ${hashKey("told_apart.person_id", "told_apart.stage", "told_apart.occurred_at", sql`coalesce(told_apart.opportunity_key, told_apart.other_linked_at::varchar)`)} as event_id,
      told_apart.* exclude (other_linked_at)
    from told_apart
    cross join run
    where told_apart.occurred_at <= run.as_of
    -- Events that were moved to one instant are one event: of rejections one with a standard reason, then the smallest record.
    qualify row_number() over (
      partition by told_apart.person_id, told_apart.stage, told_apart.occurred_at, told_apart.opportunity_key,
        told_apart.other_linked_at
      order by
        told_apart.stage in ('rejected', 'recycled') and not told_apart.is_reason_mapped,
        told_apart.record_id,
        told_apart.system,
        told_apart.mql_at nulls last,
        told_apart.recorded_at
    ) = 1`,
});
