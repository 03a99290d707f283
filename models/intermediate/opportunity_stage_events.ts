import { sql } from "kysely";
import { stages } from "../../src/base/lifecycle.js";
import { flag, instant, oneOf, pickColumns, type RowOf } from "../../src/table/columns.js";
import { comparisonKey } from "../../src/table/dialect.js";
import { model } from "../../src/table/model.js";
import { field_stage_events } from "../canonical/field_stage_events.js";
import { source_opportunity_stages } from "../canonical/source_opportunity_stages.js";
import { source_opportunity_states } from "../canonical/source_opportunity_states.js";
import { stage_words } from "../lookups/stage_words.js";
import { source_systems } from "../run/source_systems.js";

const columns = {
  ...pickColumns(source_opportunity_states, "system", "opportunity_id"),
  stage: oneOf(stages, "Stage that the people on the opportunity reached: mql, sal, sql, rejected or recycled"),
  is_approximate: flag("True if no history gives the exact time of the stage change"),
  is_guess: flag("True if it follows only from a state that a load saw; a recorded date is no guess"),
  occurred_at: instant("When the opportunity entered the pipeline stage, UTC"),
};

/** opportunity, won and lost are left out: they follow from the opportunity's creation and outcome (lifecycle.md 2). */
export const opportunity_stage_events = model({
  name: "intermediate.opportunity_stage_events",
  about:
    "One row per opportunity and entry into a pipeline stage that the stage map calls mql, sal, sql, rejected or recycled.",
  materialized: "table",
  grain: ["system", "opportunity_id", "stage", "occurred_at"],
  from: {
    history: source_opportunity_stages,
    states: source_opportunity_states,
    field_events: field_stage_events,
    systems: source_systems,
    words: stage_words,
  },
  columns,
  select: () => sql<RowOf<typeof columns>>`
    with saves as (
      select
        history.system,
        history.opportunity_id,
        history.entity,
        history.field,
        ${comparisonKey("history.stage_name")} as value,
        history.occurred_at,
        lag(${comparisonKey("history.stage_name")}) over (
          partition by history.system, history.opportunity_id
          order by history.occurred_at, history.save_id
        ) as value_before
      from history
    ),
    -- Entries by the history of the stage, and by what the loads saw of stages that the history does not have.
    entered as (
      select
        saves.system,
        saves.opportunity_id,
        words.stage,
        false as is_approximate,
        false as is_guess,
        saves.occurred_at
      from saves
      inner join systems on systems.system = saves.system
      inner join words on words.product = systems.product
        and words.entity = saves.entity
        and words.field = saves.field
        and words.value = saves.value
      where saves.value is distinct from saves.value_before
      union all
      select
        field_events.system,
        field_events.record_id,
        field_events.stage,
        field_events.is_approximate,
        field_events.is_guess,
        field_events.occurred_at
      from field_events
      semi join states on states.system = field_events.system and states.entity = field_events.entity
      where not exists (
        from saves
        where saves.system = field_events.system
          and saves.opportunity_id = field_events.record_id
          and saves.value = field_events.value
      )
    )
    select system, opportunity_id, stage, bool_and(is_approximate) as is_approximate, bool_and(is_guess) as is_guess,
      occurred_at
    from entered
    where stage not in ('opportunity', 'won', 'lost') and occurred_at is not null
    group by system, opportunity_id, stage, occurred_at`,
});
