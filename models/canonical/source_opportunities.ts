import { sql } from "kysely";
import { flag, instant, nullable, oneOf, personal, pickColumns, type RowOf, text } from "../../src/table/columns.js";
import { comparisonKey } from "../../src/table/dialect.js";
import { model } from "../../src/table/model.js";
import { stage_words } from "../lookups/stage_words.js";
import { record_reasons } from "../run/record_reasons.js";
import { source_systems } from "../run/source_systems.js";
import { source_opportunity_stages } from "./source_opportunity_stages.js";
import { source_opportunity_states } from "./source_opportunity_states.js";
import { states_observed } from "./states_observed.js";

const columns = {
  opportunity_key: text("Key of the opportunity, as system:id: two sources may use the same id"),
  ...pickColumns(
    source_opportunity_states,
    "system",
    "opportunity_id",
    "account_id",
    "campaign_id",
    "owner_id",
    "name",
    "stage_name",
  ),
  outcome: oneOf(["open", "won", "lost"], "Outcome so far"),
  reason: nullable(personal(text("Reason of the loss, in the source's own words"))),
  ...pickColumns(source_opportunity_states, "currency", "amount", "is_created_approximate"),
  is_closed_approximate: flag("True if closed_at comes from a close date without a time: it is the end of that day"),
  ...pickColumns(source_opportunity_states, "created_at"),
  closed_at: nullable(
    instant(
      "When it was won or lost, UTC, never before created_at; for an open one the end of its close date; null if nothing says when",
    ),
  ),
};

/**
 * An opportunity closed when it last entered its present stage. That time comes from a history or from the opportunity itself,
 * else from comparing loads; if none has it, closed_at is e.g. its close date.
 */
export const source_opportunities = model({
  name: "intermediate.source_opportunities",
  about: "One row per opportunity, from all sources; without deleted opportunities.",
  materialized: "table",
  grain: ["system", "opportunity_id"],
  from: {
    opportunities: source_opportunity_states,
    history: source_opportunity_stages,
    observed: states_observed,
    reasons: record_reasons,
    systems: source_systems,
    words: stage_words,
  },
  columns,
  select: () => sql<RowOf<typeof columns>>`
    with outcomes as (
      select opportunities.* replace (
          case when opportunities.outcome is not null then opportunities.outcome
            when opportunities.is_won then 'won'
            when opportunities.is_closed and opportunities.is_won is not null then 'lost'
            when opportunities.is_closed then case when words.stage = 'won' then 'won' else 'lost' end
            when opportunities.is_closed is null and words.stage in ('won', 'lost') then words.stage
            else 'open' end as outcome)
      from opportunities
      left join systems on systems.system = opportunities.system
      left join words on words.product = systems.product and words.entity = opportunities.entity
        and words.field = opportunities.field and words.value = ${comparisonKey("opportunities.stage_name")}
    ),
    -- Stages from comparing loads, for opportunities without a history. If all loads saw the same stage, its beginning
    -- is unknown.
    observed_saves as (
      select
        outcomes.system,
        outcomes.opportunity_id,
        observed.value as stage_name,
        observed.occurred_at
      from observed
      inner join outcomes on outcomes.system = observed.system and outcomes.entity = observed.entity
        and outcomes.opportunity_id = observed.record_id and outcomes.field = observed.field
      where not exists (
        from history where history.system = outcomes.system and history.opportunity_id = outcomes.opportunity_id
      )
      qualify count(*) over (partition by outcomes.system, outcomes.opportunity_id) > 1
    ),
    saves as (
      select system, opportunity_id, stage_name, occurred_at
      from history
      union all
      select system, opportunity_id, stage_name, occurred_at
      from observed_saves
    ),
    compared_saves as (
      select
        saves.system,
        saves.opportunity_id,
        saves.occurred_at,
        ${comparisonKey("saves.stage_name")} = ${comparisonKey("outcomes.stage_name")} as is_present_stage
      from saves
      inner join outcomes on outcomes.system = saves.system and outcomes.opportunity_id = saves.opportunity_id
    ),
    last_other_stage as (
      select
        system,
        opportunity_id,
        max(occurred_at) filter (where not is_present_stage) as other_at
      from compared_saves
      group by system, opportunity_id
    ),
    entries as (
      select
        compared_saves.system,
        compared_saves.opportunity_id,
        min(compared_saves.occurred_at) as entered_at
      from compared_saves
      inner join last_other_stage on last_other_stage.system = compared_saves.system
        and last_other_stage.opportunity_id = compared_saves.opportunity_id
      where compared_saves.is_present_stage
        and coalesce(compared_saves.occurred_at >= last_other_stage.other_at, true)
      group by compared_saves.system, compared_saves.opportunity_id
    ),
    dated as (
      select outcomes.*, entries.entered_at, coalesce(entries.entered_at, outcomes.closed_at) as known_at
      from outcomes
      left join entries on entries.system = outcomes.system and entries.opportunity_id = outcomes.opportunity_id
        and outcomes.outcome <> 'open'
    )
    select
      dated.system || ':' || dated.opportunity_id as opportunity_key,
      dated.system,
      dated.opportunity_id,
      dated.account_id,
      dated.campaign_id,
      dated.owner_id,
      dated.name,
      dated.stage_name,
      dated.outcome,
      reasons.reason,
      dated.currency,
      dated.amount,
      dated.is_created_approximate,
      dated.entered_at is null and dated.is_closed_approximate as is_closed_approximate,
      dated.created_at,
      -- A win or loss without any date is not dated at the creation: it would look as if it had taken no time.
      case when known_at is not null then greatest(dated.created_at, known_at) end as closed_at
    from dated
    left join reasons on reasons.system = dated.system and reasons.entity = dated.entity
      and reasons.record_id = dated.opportunity_id`,
});
