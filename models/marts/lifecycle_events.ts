import { sql } from "kysely";
import { stages } from "../../src/base/lifecycle.js";
import { flag, instant, nullable, oneOf, personal, pickColumns, type RowOf, text } from "../../src/table/columns.js";
import { hashKey } from "../../src/table/dialect.js";
import { model } from "../../src/table/model.js";
import { events_anchored } from "../intermediate/events_anchored.js";
import { events_assigned } from "../intermediate/events_assigned.js";
import { events_merged } from "../intermediate/events_merged.js";
import { mql_instants } from "../intermediate/mql_instants.js";
import { mqls_assigned } from "../intermediate/mqls_assigned.js";
import { run_context } from "../run/run_context.js";

const columns = {
  ...pickColumns(events_assigned, "event_id", "person_id"),
  record_id: nullable(text("Record that gives the event; null for a computed one")),
  ...pickColumns(events_assigned, "opportunity_id", "opportunity_key"),
  stage: oneOf(stages, "Stage that the person reached"),
  origin: oneOf(
    ["recorded", "computed"],
    "recorded by a source, or computed: an MQL by the definition, or a cycle that expired",
  ),
  system: nullable(text("Name of the source that gives the event; null for a computed one")),
  entity: nullable(text("Object of the record, e.g. lead or opportunity; null for a computed event")),
  detail: nullable(personal(text("Reason of a rejection or loss as typed; null if none was given"))),
  ...pickColumns(events_assigned, "cycle_no"),
  is_approximate: flag("True if occurred_at is approximate: the source gives only a date, or it was inferred"),
  is_clamped: flag("True if the event was recorded before the MQL that it is linked to, and moved to that MQL"),
  occurred_at: instant(
    "When the stage was reached, UTC. A linked event is never before its MQL; a win or loss is never before the creation of its opportunity",
  ),
  recorded_at: instant("When the stage was reached as the source records it, UTC; before clamping"),
  mql_at: nullable(instant("MQL to which the source links the event, UTC; null if it links none")),
};

export const lifecycle_events = model({
  name: "marts.lifecycle_events",
  about:
    "One row per person, stage, instant and opportunity (without one, per linked MQL): every stage that a person reached, and where that is recorded.",
  materialized: "table",
  grain: ["event_id"],
  from: {
    recorded: events_merged,
    anchored: events_anchored,
    assigned: events_assigned,
    mqls: mqls_assigned,
    instants: mql_instants,
    run: run_context,
  },
  columns,
  select: () => sql<RowOf<typeof columns>>`
    with recorded_mqls as (
      select *
      from recorded
      where stage = 'mql'
      qualify row_number() over (
        partition by person_id, occurred_at order by is_approximate, record_id, system, opportunity_id
      ) = 1
    ),
    -- Few instants are recorded or open a cycle: one row for each of them keeps the joins below small.
    known_mqls as (
      select
        coalesce(recorded_mqls.person_id, mqls.person_id) as person_id,
        coalesce(recorded_mqls.occurred_at, mqls.mql_at) as occurred_at,
        recorded_mqls.person_id is not null as is_recorded,
        recorded_mqls.record_id,
        recorded_mqls.system,
        recorded_mqls.entity,
        recorded_mqls.detail,
        recorded_mqls.is_approximate,
        mqls.cycle_no
      from recorded_mqls
      full join mqls on mqls.person_id = recorded_mqls.person_id and mqls.mql_at = recorded_mqls.occurred_at
    ),
    all_mqls as (
      select
        person_id,
        record_id,
        'recorded' as origin,
        system,
        entity,
        detail,
        cycle_no,
        is_approximate,
        occurred_at
      from known_mqls
      where is_recorded
      union all by name
      select
        instants.person_id,
        'computed' as origin,
        known_mqls.cycle_no,
        false as is_approximate,
        instants.scored_at as occurred_at
      from instants
      inner join run on instants.scored_at <= run.as_of
      left join known_mqls on known_mqls.person_id = instants.person_id and known_mqls.occurred_at = instants.scored_at
      where known_mqls.is_recorded is not true
    )
    select
      ${hashKey("person_id", sql.lit("mql"), "occurred_at")} as event_id,
      person_id,
      record_id,
      null::varchar as opportunity_id,
      null::varchar as opportunity_key,
      'mql' as stage,
      origin,
      system,
      entity,
      detail,
      cycle_no,
      is_approximate,
      false as is_clamped,
      occurred_at,
      occurred_at as recorded_at,
      null::timestamp as mql_at
    from all_mqls
    union all
    select
      assigned.event_id,
      assigned.person_id,
      anchored.record_id,
      assigned.opportunity_id,
      assigned.opportunity_key,
      assigned.stage,
      case when assigned.is_expiry then 'computed' else 'recorded' end,
      anchored.system,
      anchored.entity,
      assigned.detail,
      assigned.cycle_no,
      coalesce(anchored.is_approximate, false),
      assigned.is_clamped,
      assigned.occurred_at,
      coalesce(anchored.recorded_at, assigned.occurred_at),
      anchored.mql_at
    from assigned
    left join anchored on anchored.event_id = assigned.event_id`,
  checks: {
    "only an event that a source links to an MQL is clamped": (row) =>
      row.or([row("is_clamped", "=", false), row("mql_at", "is not", null)]),
    "clamping only moves forward": (row) => row("occurred_at", ">=", row.ref("recorded_at")),
  },
});
