import { sql } from "kysely";
import { flag, instant, money, nullable, oneOf, type RowOf, text } from "../../src/columns.js";
import { dayEndAsOf, folded } from "../../src/dialect.js";
import { model } from "../../src/model.js";
import { run_context } from "../sources/run_context.js";
import { stage_map } from "../sources/stage_map.js";
import { salesforce_opportunities } from "../staging/salesforce_opportunities.js";
import { salesforce_opportunity_history } from "../staging/salesforce_opportunity_history.js";
import { record_reasons } from "./record_reasons.js";

const columns = {
  system: text("Source"),
  opportunity_id: text("Opportunity"),
  account_id: nullable(text("Account")),
  campaign_id: nullable(text("Primary campaign source")),
  owner_id: nullable(text("Owner")),
  name: nullable(text("Name")),
  outcome: oneOf(["open", "won", "lost"], "By IsClosed and IsWon, else by the stage map"),
  reason: nullable(text("Raw reason of the loss")),
  currency: nullable(text("Currency of the amount; null: the org has one")),
  amount: nullable(money("Amount", "currency of the row")),
  is_closed_approximate: flag("Whether closed_at is the end of the close date"),
  created_at: instant("When it was made, UTC"),
  closed_at: nullable(
    instant("First history row of its present stage since it last had another, else the end of its close date, UTC"),
  ),
};

export const opportunity_closes = model({
  name: "intermediate.opportunity_closes",
  about: "One row per Salesforce opportunity that is not deleted: how it stands and since when.",
  materialized: "table",
  grain: ["system", "opportunity_id"],
  from: {
    opportunities: salesforce_opportunities,
    history: salesforce_opportunity_history,
    reasons: record_reasons,
    stage_map,
    run: run_context,
  },
  columns,
  select: () => sql<RowOf<typeof columns>>`
    with stage_words as (
      select ${folded("value")} as stage_name, stage
      from stage_map
      where system = 'salesforce' and lower(entity) = 'opportunity' and lower(field) = 'stagename'
    ),
    told as (
      select opportunities.*,
        case when opportunities.is_won then 'won'
          when opportunities.is_closed and opportunities.is_won is not null then 'lost'
          when opportunities.is_closed then case when stage_words.stage = 'won' then 'won' else 'lost' end
          when opportunities.is_closed is null and stage_words.stage in ('won', 'lost') then stage_words.stage
          else 'open' end as outcome
      from opportunities
      left join stage_words on stage_words.stage_name = ${folded("opportunities.stage_name")}
      where not opportunities.is_deleted and opportunities.created_at is not null
    ),
    of_present_stage as (
      select history.system, history.opportunity_id, history.created_at,
        history.stage_name = told.stage_name as is_present
      from history
      inner join told on told.system = history.system and told.opportunity_id = history.opportunity_id
      where not history.is_deleted
    ),
    last_other as (
      select system, opportunity_id, max(created_at) filter (where not is_present) as other_at
      from of_present_stage
      group by system, opportunity_id
    ),
    entered as (
      select present.system, present.opportunity_id, min(present.created_at) as entered_at
      from of_present_stage as present
      inner join last_other on last_other.system = present.system
        and last_other.opportunity_id = present.opportunity_id
      where present.is_present and coalesce(present.created_at >= last_other.other_at, true)
      group by present.system, present.opportunity_id
    )
    select told.system, told.opportunity_id, told.account_id, told.campaign_id, told.owner_id, told.name, told.outcome,
      reasons.reason, told.currency, told.amount, entered.entered_at is null as is_closed_approximate, told.created_at,
      greatest(told.created_at, coalesce(entered.entered_at,
        ${dayEndAsOf("run.time_zone", "told.close_date", "run.as_of")}, told.created_at)) as closed_at
    from told
    cross join run
    left join entered on entered.system = told.system and entered.opportunity_id = told.opportunity_id
    left join reasons on reasons.system = told.system and reasons.entity = 'opportunity'
      and reasons.record_id = told.opportunity_id`,
});
