import { sql } from "kysely";
import { flag, instant, oneOf, type RowOf, text } from "../../src/columns.js";
import { folded } from "../../src/dialect.js";
import { stages } from "../../src/lifecycle.js";
import { model } from "../../src/model.js";
import { salesforce_opportunity_history } from "../staging/salesforce_opportunity_history.js";
import { field_stage_events } from "./field_stage_events.js";
import { stage_words } from "./stage_words.js";

const columns = {
  system: text("Source"),
  opportunity_id: text("Opportunity"),
  stage: oneOf(stages, "Stage that its people reached by it"),
  is_approximate: flag("Whether no history gives the instant"),
  occurred_at: instant("When it entered the pipeline stage that means so, UTC"),
};

/** opportunity, won and lost follow from the opportunity's creation and outcome, whatever the stage map says of its stages. */
export const opportunity_stage_events = model({
  name: "intermediate.opportunity_stage_events",
  about:
    "One row per opportunity and entry into a pipeline stage that the stage map calls an mql, sal, sql or rejection.",
  materialized: "table",
  grain: ["system", "opportunity_id", "stage", "occurred_at"],
  from: { history: salesforce_opportunity_history, field_events: field_stage_events, words: stage_words },
  columns,
  select: () => sql<RowOf<typeof columns>>`
    with saves as (
      select history.system, history.opportunity_id, ${folded("history.stage_name")} as value, history.created_at,
        lag(${folded("history.stage_name")}) over (
          partition by history.system, history.opportunity_id
          order by history.created_at, history.opportunity_history_id
        ) as value_before
      from history
      where not history.is_deleted
    ),
    told as (
      select saves.system, saves.opportunity_id, words.stage, false as is_approximate, saves.created_at as occurred_at
      from saves
      inner join words on words.product = 'salesforce' and words.entity = 'opportunity' and words.field = 'stagename'
        and words.value = saves.value
      where saves.value is distinct from saves.value_before
      union all
      select field_events.system, field_events.record_id, field_events.stage, field_events.is_approximate,
        field_events.occurred_at
      from field_events
      where field_events.entity = 'opportunity' and not exists (
        from saves
        where saves.system = field_events.system and saves.opportunity_id = field_events.record_id
          and saves.value = field_events.value
      )
    )
    select system, opportunity_id, stage, bool_and(is_approximate) as is_approximate, occurred_at
    from told
    where stage not in ('opportunity', 'won', 'lost') and occurred_at is not null
    group by system, opportunity_id, stage, occurred_at`,
});
