import { sql } from "kysely";
import { stages } from "../../src/base/lifecycle.js";
import { flag, instant, nullable, oneOf, type RowOf, text, whole } from "../../src/table/columns.js";
import { hashKey } from "../../src/table/dialect.js";
import { model } from "../../src/table/model.js";
import { events_anchored } from "../intermediate/events_anchored.js";
import { events_assigned } from "../intermediate/events_assigned.js";
import { events_recorded } from "../intermediate/events_recorded.js";
import { mql_instants } from "../intermediate/mql_instants.js";
import { mqls_assigned } from "../intermediate/mqls_assigned.js";
import { run_context } from "../run/run_context.js";

const columns = {
  event_id: text("Key of person, stage, instant and opportunity"),
  person_id: text("Person"),
  record_id: nullable(text("Record that says so; null where computed")),
  opportunity_id: nullable(text("Opportunity; null where the source names none")),
  stage: oneOf(stages, "Stage reached"),
  origin: oneOf(["recorded", "computed"], "Who says so: a source, or the definition and the rules of expiry"),
  system: nullable(text("Source; null where computed")),
  entity: nullable(text("Object that says so; null where computed")),
  detail: nullable(text("Raw reason of a rejection or loss; null if none was given")),
  cycle_no: nullable(whole("The cycle it belongs to; 0: before any MQL; null: it counts nowhere")),
  is_approximate: flag("Whether the source gave no exact instant"),
  is_clamped: flag("Whether it was recorded before the MQL that it names, and moved to it"),
  occurred_at: instant("When, after clamping, UTC"),
  recorded_at: instant("When, as recorded, UTC"),
  mql_at: nullable(instant("The MQL that the source links it to, UTC; null if none")),
};

export const lifecycle_events = model({
  name: "marts.lifecycle_events",
  about: "One row per person, stage, instant and opportunity: every transition and who says so.",
  materialized: "table",
  grain: ["event_id"],
  from: {
    recorded: events_recorded,
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
    -- Few instants are recorded or count: what is known of them is found by one look.
    known_mqls as (
      select coalesce(recorded_mqls.person_id, mqls.person_id) as person_id,
        coalesce(recorded_mqls.occurred_at, mqls.mql_at) as occurred_at, recorded_mqls.person_id is not null as is_recorded,
        recorded_mqls.record_id, recorded_mqls.system, recorded_mqls.entity, recorded_mqls.detail,
        recorded_mqls.is_approximate, mqls.cycle_no
      from recorded_mqls
      full join mqls on mqls.person_id = recorded_mqls.person_id and mqls.mql_at = recorded_mqls.occurred_at
    ),
    all_mqls as (
      select person_id, record_id, 'recorded' as origin, system, entity, detail, cycle_no, is_approximate, occurred_at
      from known_mqls
      where is_recorded
      union all by name
      select instants.person_id, 'computed' as origin, known_mqls.cycle_no, false as is_approximate,
        instants.scored_at as occurred_at
      from instants
      inner join run on instants.scored_at <= run.as_of
      left join known_mqls on known_mqls.person_id = instants.person_id and known_mqls.occurred_at = instants.scored_at
      where known_mqls.is_recorded is not true
    )
    select ${hashKey("person_id", sql.lit("mql"), "occurred_at")} as event_id, person_id, record_id,
      null::varchar as opportunity_id, 'mql' as stage, origin, system, entity, detail, cycle_no, is_approximate,
      false as is_clamped, occurred_at, occurred_at as recorded_at, null::timestamp as mql_at
    from all_mqls
    union all
    select assigned.event_id, assigned.person_id, anchored.record_id, assigned.opportunity_id, assigned.stage,
      case when assigned.is_expiry then 'computed' else 'recorded' end, anchored.system, anchored.entity,
      assigned.detail, assigned.cycle_no, coalesce(anchored.is_approximate, false), assigned.is_clamped,
      assigned.occurred_at, coalesce(anchored.recorded_at, assigned.occurred_at), anchored.mql_at
    from assigned
    left join anchored on anchored.event_id = assigned.event_id`,
  checks: {
    "only what a source links to an MQL is clamped": (row) =>
      row.or([row("is_clamped", "=", false), row("mql_at", "is not", null)]),
    "clamping only moves forward": (row) => row("occurred_at", ">=", row.ref("recorded_at")),
  },
});
