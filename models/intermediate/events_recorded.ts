import { sql } from "kysely";
import { instant, nullable, oneOf, personal, pickColumns, type RowOf, text } from "../../src/table/columns.js";
import { model } from "../../src/table/model.js";
import { source_opportunities } from "../canonical/source_opportunities.js";
import { source_people } from "../canonical/source_people.js";
import { source_stage_events } from "../canonical/source_stage_events.js";
import { run_context } from "../run/run_context.js";
import { eventFault, eventFaults } from "../shared/event_fault.js";
import { opportunities_named } from "./opportunities_named.js";
import { opportunity_stage_events } from "./opportunity_stage_events.js";
import { people_on_opportunities } from "./people_on_opportunities.js";
import { person_records } from "./person_records.js";

const columns = {
  ...pickColumns(person_records, "person_id"),
  ...pickColumns(source_stage_events, "system"),
  entity: text("Object of the record that gives the event, e.g. lead, contact, people or opportunity"),
  record_id: text("Id of the record that gives the event: of that object, and of no other with the same number"),
  opportunity_id: nullable(text("Opportunity of the event; null if the source names none")),
  opportunity_key: nullable(
    text(
      "Key of that opportunity, as system:id; the system is the event's own unless it names another source's opportunity",
    ),
  ),
  ...pickColumns(source_stage_events, "owner_id", "stage"),
  detail: nullable(personal(text("Reason of a rejection or loss as typed; null if none was given"))),
  ...pickColumns(source_stage_events, "is_approximate", "is_guess", "mql_at"),
  fault: nullable(oneOf(eventFaults, "Why there cannot be such an event; null for an event that counts")),
  occurred_at: instant("When the stage was reached, as the source records it, UTC"),
};

/**
 * The parts cannot give the same row: each has the grain of the table that it reads, and rows of different parts differ in
 * entity or stage.
 */
export const events_recorded = model({
  name: "intermediate.events_recorded",
  about:
    "One row per record that says that a person reached a stage; events that several records tell are not merged yet.",
  materialized: "table",
  grain: ["person_id", "system", "entity", "record_id", "stage", "occurred_at", "opportunity_key", "mql_at"],
  from: {
    stage_events: source_stage_events,
    people: source_people,
    records: person_records,
    opportunities: source_opportunities,
    pipeline: opportunity_stage_events,
    on_opportunities: people_on_opportunities,
    named: opportunities_named,
    run: run_context,
  },
  columns,
  select: () => sql<RowOf<typeof columns>>`
    with of_records as (
      select
        records.person_id,
        stage_events.system,
        stage_events.entity,
        stage_events.record_id,
        coalesce(named.opportunity_id, stage_events.opportunity_id) as opportunity_id,
        coalesce(named.opportunity_key, stage_events.system || ':' || stage_events.opportunity_id) as opportunity_key,
        stage_events.owner_id,
        stage_events.stage,
        stage_events.reason as detail,
        stage_events.is_approximate,
        stage_events.is_guess,
        stage_events.mql_at,
        people.created_at as made_at,
        stage_events.occurred_at
      from stage_events
      inner join records on records.system = stage_events.system
        and records.entity = stage_events.entity
        and records.record_id = stage_events.record_id
      left join named on named.person_id = records.person_id
        and named.system = stage_events.system
        and named.named_id = stage_events.opportunity_id
      left join people on people.system = stage_events.system
        and people.entity = stage_events.entity
        and people.record_id = stage_events.record_id
      -- Two spellings of one opportunity's id are one event.
      qualify row_number() over (
        partition by records.person_id, stage_events.system, stage_events.entity, stage_events.record_id,
          stage_events.stage, stage_events.occurred_at, stage_events.mql_at,
          coalesce(named.opportunity_key, stage_events.opportunity_id)
        order by stage_events.is_approximate, stage_events.is_guess, stage_events.reason nulls last, stage_events.owner_id nulls last,
          stage_events.opportunity_id
      ) = 1
    ),
    opened as (
      select on_opportunities.person_id, opportunities.*
      from opportunities
      inner join on_opportunities on on_opportunities.system = opportunities.system
        and on_opportunities.opportunity_id = opportunities.opportunity_id
    ),
    everything as (
      select * from of_records
      union all by name
      -- The creation of an opportunity.
      select
        person_id,
        system,
        'opportunity' as entity,
        opportunity_id as record_id,
        opportunity_id,
        opportunity_key,
        owner_id,
        'opportunity' as stage,
        is_created_approximate as is_approximate,
        false as is_guess,
        created_at as made_at,
        created_at as occurred_at
      from opened
      where created_at is not null
      union all by name
      -- Its win or loss.
      select
        person_id,
        system,
        'opportunity' as entity,
        opportunity_id as record_id,
        opportunity_id,
        opportunity_key,
        owner_id,
        outcome as stage,
        reason as detail,
        is_closed_approximate as is_approximate,
        false as is_guess,
        created_at as made_at,
        closed_at as occurred_at
      from opened
      where outcome in ('won', 'lost') and closed_at is not null
      union all by name
      -- Its pipeline stages.
      select
        opened.person_id,
        opened.system,
        'opportunity' as entity,
        opened.opportunity_id as record_id,
        opened.opportunity_id,
        opened.opportunity_key,
        opened.owner_id,
        pipeline.stage,
        opened.reason as detail,
        pipeline.is_approximate,
        pipeline.is_guess,
        opened.created_at as made_at,
        pipeline.occurred_at
      from pipeline
      inner join opened on opened.system = pipeline.system and opened.opportunity_id = pipeline.opportunity_id
    )
    select
      everything.* exclude (made_at),
      ${eventFault("everything.occurred_at", "everything.made_at", "run.as_of")} as fault
    from everything
    cross join run`,
});
