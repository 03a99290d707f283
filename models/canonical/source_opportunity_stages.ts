import { sql } from "kysely";
import type { RowOf } from "../../src/table/columns.js";
import { comparisonKey } from "../../src/table/dialect.js";
import { model } from "../../src/table/model.js";
import { source_opportunity_stages_given } from "./source_opportunity_stages_given.js";
import { source_opportunity_states } from "./source_opportunity_states.js";

const columns = source_opportunity_stages_given.columns;

/** The present stage comes from the opportunity itself, e.g. from LastStageChangeDate, only if no save of a history has it. */
export const source_opportunity_stages = model({
  name: "intermediate.source_opportunity_stages",
  about:
    "One row per save of an opportunity in a history, with its stage from then on, and per entry into the present stage that only the opportunity dates.",
  materialized: "table",
  grain: ["system", "save_id"],
  from: { given: source_opportunity_stages_given, states: source_opportunity_states },
  columns,
  select: () => sql<RowOf<typeof columns>>`
    select system, save_id, opportunity_id, entity, field, stage_name, occurred_at
    from given
    union all
    select
      states.system,
      'present:' || states.opportunity_id,
      states.opportunity_id,
      states.entity,
      states.field,
      states.stage_name,
      states.stage_changed_at
    from states
    anti join given on given.system = states.system and given.opportunity_id = states.opportunity_id
      and ${comparisonKey("given.stage_name")} = ${comparisonKey("states.stage_name")}
    where states.stage_changed_at is not null and states.stage_name is not null
      and states.entity is not null and states.field is not null`,
});
