import { sql } from "kysely";
import { flag, instant, money, nullable, oneOf, type RowOf, text } from "../../src/table/columns.js";
import { comparisonKey } from "../../src/table/dialect.js";
import { model } from "../../src/table/model.js";
import { stage_words } from "../lookups/stage_words.js";
import { record_reasons } from "../run/record_reasons.js";
import { source_systems } from "../run/source_systems.js";
import { source_opportunity_stages } from "./source_opportunity_stages.js";
import { source_opportunity_states } from "./source_opportunity_states.js";
import { states_observed } from "./states_observed.js";

const columns = {
  system: text("Source"),
  opportunity_id: text("Opportunity"),
  account_id: nullable(text("Account")),
  campaign_id: nullable(text("Primary campaign source")),
  owner_id: nullable(text("Owner")),
  name: nullable(text("Name")),
  outcome: oneOf(["open", "won", "lost"], "Where it stands now"),
  reason: nullable(text("Raw reason of the loss")),
  currency: nullable(text("Currency of the amount; null: the reporting currency")),
  amount: nullable(money("Amount", "currency of the row")),
  is_created_approximate: flag("Whether created_at is a date without a time"),
  is_closed_approximate: flag("Whether closed_at is the end of a close date"),
  created_at: instant("When it was made, UTC"),
  closed_at: nullable(
    instant("When it was won or lost, never before created_at, UTC; of an open one the end of its close date"),
  ),
};

/** Closed at the first save of its present stage since it last had another, where a history, or what consecutive loads saw, tells; else when its row says. */
export const source_opportunities = model({
  name: "intermediate.source_opportunities",
  about: "One row per opportunity, of any source; deleted ones are left out.",
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
    with told as (
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
    -- Where no history tells of an opportunity, what consecutive loads saw does; a stage that they all saw has no beginning.
    seen as (
      select told.system, told.opportunity_id, observed.value as stage_name, observed.occurred_at
      from observed
      inner join told on told.system = observed.system and told.entity = observed.entity
        and told.opportunity_id = observed.record_id and told.field = observed.field
      where not exists (
        from history where history.system = told.system and history.opportunity_id = told.opportunity_id
      )
      qualify count(*) over (partition by told.system, told.opportunity_id) > 1
    ),
    saves as (
      select system, opportunity_id, stage_name, occurred_at from history
      union all
      select system, opportunity_id, stage_name, occurred_at from seen
    ),
    of_present_stage as (
      select history.system, history.opportunity_id, history.occurred_at,
        history.stage_name = told.stage_name as is_present
      from saves as history
      inner join told on told.system = history.system and told.opportunity_id = history.opportunity_id
    ),
    last_other as (
      select system, opportunity_id, max(occurred_at) filter (where not is_present) as other_at
      from of_present_stage
      group by system, opportunity_id
    ),
    entered as (
      select present.system, present.opportunity_id, min(present.occurred_at) as entered_at
      from of_present_stage as present
      inner join last_other on last_other.system = present.system
        and last_other.opportunity_id = present.opportunity_id
      where present.is_present and coalesce(present.occurred_at >= last_other.other_at, true)
      group by present.system, present.opportunity_id
    )
    select told.system, told.opportunity_id, told.account_id, told.campaign_id, told.owner_id, told.name, told.outcome,
      reasons.reason, told.currency, told.amount, told.is_created_approximate,
      entered.entered_at is null and told.is_closed_approximate as is_closed_approximate, told.created_at,
      greatest(told.created_at, coalesce(entered.entered_at, told.closed_at, told.created_at)) as closed_at
    from told
    left join entered on entered.system = told.system and entered.opportunity_id = told.opportunity_id
    left join reasons on reasons.system = told.system and reasons.entity = told.entity
      and reasons.record_id = told.opportunity_id`,
});
