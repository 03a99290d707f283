import { sql } from "kysely";
import { stages } from "../../src/base/lifecycle.js";
import { flag, instant, nullable, oneOf, type RowOf, text } from "../../src/table/columns.js";
import { model } from "../../src/table/model.js";
import { source_opportunities } from "../canonical/source_opportunities.js";
import { source_stage_events } from "../canonical/source_stage_events.js";
import { run_context } from "../run/run_context.js";
import { opportunity_stage_events } from "./opportunity_stage_events.js";
import { people_on_opportunities } from "./people_on_opportunities.js";
import { person_records } from "./person_records.js";

const columns = {
  person_id: text("Person"),
  system: text("Source"),
  entity: text("Object that says so"),
  record_id: text("Record that says so"),
  opportunity_id: nullable(text("Opportunity; null where the source names none")),
  owner_id: nullable(text("Who did it; null if the source does not say")),
  stage: oneOf(stages, "Stage reached"),
  detail: nullable(text("Raw reason")),
  is_approximate: flag("Whether the source gave no exact instant"),
  mql_at: nullable(instant("The MQL that the source links it to, UTC; null if none")),
  occurred_at: instant("As recorded, UTC, not after the run's as-of"),
};

/** No two of its rows agree in its grain: each part has the grain of what it reads, and only the latter are of an opportunity. */
export const events_recorded = model({
  name: "intermediate.events_recorded",
  about: "One row per record that says that a person reached a stage, as of the run; duplicates not yet removed.",
  materialized: "table",
  grain: ["person_id", "system", "entity", "record_id", "stage", "occurred_at", "opportunity_id", "mql_at"],
  from: {
    stage_events: source_stage_events,
    records: person_records,
    opportunities: source_opportunities,
    pipeline: opportunity_stage_events,
    on_opportunities: people_on_opportunities,
    run: run_context,
  },
  columns,
  select: () => sql<RowOf<typeof columns>>`
    with said as (
      select records.person_id, stage_events.system, stage_events.entity, stage_events.record_id,
        stage_events.opportunity_id, stage_events.owner_id, stage_events.stage, stage_events.reason as detail,
        stage_events.is_approximate, stage_events.mql_at, stage_events.occurred_at
      from stage_events
      inner join records on records.system = stage_events.system and records.record_id = stage_events.record_id
    ),
    opened as (
      select on_opportunities.person_id, opportunities.*
      from opportunities
      inner join on_opportunities on on_opportunities.system = opportunities.system
        and on_opportunities.opportunity_id = opportunities.opportunity_id
    ),
    everything as (
      select * from said
      union all by name
      select person_id, system, 'opportunity' as entity, opportunity_id as record_id, opportunity_id, owner_id,
        'opportunity' as stage, is_created_approximate as is_approximate, created_at as occurred_at
      from opened
      union all by name
      select person_id, system, 'opportunity' as entity, opportunity_id as record_id, opportunity_id, owner_id,
        outcome as stage, reason as detail, is_closed_approximate as is_approximate, closed_at as occurred_at
      from opened
      where outcome in ('won', 'lost')
      union all by name
      select opened.person_id, opened.system, 'opportunity' as entity, opened.opportunity_id as record_id,
        opened.opportunity_id, opened.owner_id, pipeline.stage, opened.reason as detail, pipeline.is_approximate,
        pipeline.occurred_at
      from pipeline
      inner join opened on opened.system = pipeline.system and opened.opportunity_id = pipeline.opportunity_id
    )
    select everything.*
    from everything
    cross join run
    where everything.occurred_at <= run.as_of`,
});
