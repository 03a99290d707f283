import { sql } from "kysely";
import type { RowOf } from "../../src/table/columns.js";
import { model } from "../../src/table/model.js";
import { opportunity_copies } from "./opportunity_copies.js";
import { source_opportunity_states_given } from "./source_opportunity_states_given.js";

const { is_deleted: _, ...columns } = source_opportunity_states_given.columns;

export const source_opportunity_states = model({
  name: "intermediate.source_opportunity_states",
  about:
    "One row per opportunity that is neither deleted nor a copy of one that is there, with its current state in the export.",
  materialized: "table",
  grain: ["system", "opportunity_id"],
  from: { given: source_opportunity_states_given, copies: opportunity_copies },
  columns,
  select: () => sql<RowOf<typeof columns>>`
    select given.* exclude (is_deleted)
    from given
    anti join copies on copies.system = given.system and copies.opportunity_id = given.opportunity_id
    where given.is_deleted is not true`,
});
