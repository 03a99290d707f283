import { sql } from "kysely";
import { flag, instant, nullable, pickColumns, type RowOf, real, text, whole } from "../../src/table/columns.js";
import { model } from "../../src/table/model.js";
import { source_opportunity_stages } from "../canonical/source_opportunity_stages.js";
import { source_opportunity_states } from "../canonical/source_opportunity_states.js";
import { states_observed } from "../canonical/states_observed.js";
import { opportunities_priced } from "../intermediate/opportunities_priced.js";
import { run_context } from "../run/run_context.js";

const columns = {
  ...pickColumns(opportunities_priced, "opportunity_key"),
  stage: text("Stage in the source's own words, e.g. Negotiation"),
  stage_no: whole("Number of the stay: 1 for the first known stage; a stage that is entered again is a new stay"),
  days: nullable(
    real("Days from entered_at to left_at; null while it is there, or if one of them is not known", "days"),
  ),
  is_approximate: flag(
    "True if entered_at is approximate: no history has the entry, only a date or a comparison of loads without a time",
  ),
  entered_at: nullable(instant("When it entered the stage, UTC; null if the source does not say")),
  left_at: nullable(
    instant("When it entered the next stage, UTC; null for its present stage, or if that entry is not known"),
  ),
};

/**
 * The entries come from the source's history of stages. Stages that it does not have come from comparing loads: the first
 * one is dated at the creation. A closed opportunity of which neither shows the present stage entered it when it closed.
 */
export const opportunity_stages = model({
  name: "marts.opportunity_stages",
  about: "One row per opportunity and stay in a stage of the pipeline, in order; none for sources without stages.",
  materialized: "table",
  grain: ["opportunity_key", "stage_no"],
  from: {
    history: source_opportunity_stages,
    states: source_opportunity_states,
    observed: states_observed,
    opportunities: opportunities_priced,
    run: run_context,
  },
  columns,
  select: () => sql<RowOf<typeof columns>>`
    with told as (
      select
        system,
        opportunity_id,
        stage_name,
        false as is_approximate,
        occurred_at,
        save_id as save_no
      from history
      where stage_name is not null
    ),
    seen as (
      select
        states.system,
        states.opportunity_id,
        observed.value as stage_name,
        observed.is_approximate,
        case
          when observed.is_first then coalesce(states.created_at, observed.occurred_at) else observed.occurred_at
        end as occurred_at,
        observed.change_id as save_no,
        observed.is_first
      from observed
      inner join states on states.system = observed.system and states.entity = observed.entity
        and states.opportunity_id = observed.record_id and states.field = observed.field
      where observed.value is not null
        and not exists (
          from told
          where told.system = states.system and told.opportunity_id = states.opportunity_id
            and told.stage_name = observed.value
        )
    ),
    known as (
      select * from told
      union all
      -- The first state that a load saw began at the creation only if nothing older is known and it is not how it closed.
      select seen.* exclude (is_first)
      from seen
      inner join opportunities on opportunities.system = seen.system
        and opportunities.opportunity_id = seen.opportunity_id
      where not seen.is_first
        or (
          not exists (
            from told
            where told.system = seen.system and told.opportunity_id = seen.opportunity_id
              and told.stage_name is distinct from opportunities.stage
          )
          and not (opportunities.outcome <> 'open' and opportunities.stage = seen.stage_name)
        )
    ),
    entries as (
      select
        opportunities.opportunity_key,
        known.stage_name as stage,
        known.is_approximate,
        known.occurred_at as entered_at,
        known.save_no,
        false as is_present
      from known
      inner join opportunities on opportunities.system = known.system
        and opportunities.opportunity_id = known.opportunity_id
      cross join run
      where known.occurred_at <= run.as_of
      union all
      -- The present stage; if the last known stage is the same, it adds nothing.
      select
        opportunity_key,
        stage,
        is_close_approximate or outcome = 'open',
        case when outcome <> 'open' and closed_at <= run.as_of then closed_at end,
        null,
        true
      from opportunities
      cross join run
      where stage is not null
    ),
    ordered as (
      select
        * replace (
          -- A close date may be before the last stage in the history.
          case when is_present and entered_at is not null then greatest(entered_at, lag(entered_at) over in_order) else entered_at end as entered_at
        ),
        lag(stage) over in_order as stage_before
      from entries
      window in_order as (partition by opportunity_key order by is_present, entered_at, save_no)
    ),
    stays as (
      select
        opportunity_key,
        stage,
        row_number() over in_order as stage_no,
        is_approximate,
        entered_at,
        lead(entered_at) over in_order as left_at
      from ordered
      where stage is distinct from stage_before
      window in_order as (partition by opportunity_key order by is_present, entered_at, save_no)
    )
    select
      opportunity_key,
      stage,
      stage_no,
      epoch_us(left_at - entered_at) / 86400000000 as days,
      is_approximate,
      entered_at,
      left_at
    from stays`,
});
