import { sql } from "kysely";
import { flag, instant, nullable, oneOf, type RowOf, real, text } from "../../src/columns.js";
import { model } from "../../src/model.js";
import { definition_periods } from "./definition_periods.js";

const columns = {
  person_id: text("Person"),
  definition_version: text("Version in force at that instant"),
  grade: oneOf(["A", "B", "C", "D"], "Grade of the fit then"),
  path: oneOf(["hand_raiser", "scored"], "Which of the two paths held"),
  tier: nullable(oneOf(["hot", "mql"], "Tier then")),
  fit_score: real("Fit then", "points"),
  engagement_score: real("Engagement then", "points"),
  total_score: real("Fit and engagement", "points"),
  is_fit_backfilled: flag("Whether an attribute that the fit reads was first observed later"),
  scored_at: instant("The evaluation instant, UTC"),
};

/** This version evaluates no scoring rules, so no instant is computed; cycles already read the table as the spec has it. */
export const mql_instants = model({
  name: "intermediate.mql_instants",
  about: "One row per person and instant at which the definition calls the person an MQL; none is evaluated yet.",
  materialized: "view",
  grain: ["person_id", "scored_at"],
  from: { periods: definition_periods },
  columns,
  select: () => sql<RowOf<typeof columns>>`
    select ''::varchar as person_id, definition_version, 'D'::varchar as grade, 'scored'::varchar as path,
      null::varchar as tier, 0::double as fit_score, 0::double as engagement_score, 0::double as total_score,
      false as is_fit_backfilled, from_at as scored_at
    from periods
    where false`,
});
