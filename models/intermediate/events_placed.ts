import { sql } from "kysely";
import { stages } from "../../src/base/lifecycle.js";
import { flag, instant, nullable, oneOf, type RowOf, text } from "../../src/table/columns.js";
import { hashKey } from "../../src/table/dialect.js";
import { model } from "../../src/table/model.js";
import { run_context } from "../run/run_context.js";
import { events_recorded } from "./events_recorded.js";
import { mqls_counted } from "./mqls_counted.js";

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
  occurred_at: instant("After clamping, UTC, not after the run's as-of; of a win or loss not before its opportunity"),
};

/**
 * What names an MQL does not stand before it, and no opportunity is closed before it was made: else a cycle would hold
 * events older than itself. Who was a customer before any MQL has no cycle that a link could lead to.
 */
export const events_placed = model({
  name: "intermediate.events_placed",
  about: "One row per person, stage but mql, instant and opportunity: where it stands in time.",
  materialized: "table",
  grain: ["event_id"],
  from: { events: events_recorded, mqls: mqls_counted, run: run_context },
  columns,
  select: () => sql<RowOf<typeof columns>>`
    with told as (
      select *, min(occurred_at) filter (where stage = 'opportunity' and opportunity_id is not null) over (
        partition by person_id, opportunity_id
      ) as made_at
      from events
    ),
    first_mqls as (select person_id, min(mql_at) as mql_at from mqls group by person_id),
    first_cycles as (
      select first_mqls.person_id, first_mqls.mql_at
      from first_mqls
      cross join run
      where run.requalify_customers or not exists (
        from told as wins
        where wins.person_id = first_mqls.person_id and wins.stage = 'won'
          and greatest(wins.occurred_at, wins.made_at) < first_mqls.mql_at
          and coalesce(wins.mql_at < first_mqls.mql_at, true)
      )
    ),
    linked as (
      select events.* exclude (mql_at, occurred_at), events.occurred_at as recorded_at,
        case when events.mql_at >= first_cycles.mql_at then events.mql_at end as mql_at,
        events.mql_at is not null and coalesce(events.mql_at < first_cycles.mql_at, true) as is_link_ignored
      from events
      left join first_cycles on first_cycles.person_id = events.person_id
      where events.stage <> 'mql'
    ),
    clamped as (
      select *, greatest(recorded_at, mql_at) as clamped_at, coalesce(recorded_at < mql_at, false) as is_clamped
      from linked
    ),
    placed as (
      select * exclude (clamped_at),
        case when stage in ('won', 'lost') then greatest(clamped_at, min(clamped_at) filter (
            where stage = 'opportunity' and opportunity_id is not null
          ) over (partition by person_id, opportunity_id)) else clamped_at end as occurred_at
      from clamped
    )
    select ${hashKey("placed.person_id", "placed.stage", "placed.occurred_at", "placed.opportunity_id")} as event_id,
      placed.*
    from placed
    cross join run
    where placed.occurred_at <= run.as_of
    qualify row_number() over (
      partition by placed.person_id, placed.stage, placed.occurred_at, placed.opportunity_id
      order by placed.record_id, placed.system, placed.mql_at nulls last, placed.recorded_at
    ) = 1`,
});
