import { sql } from "kysely";
import { flag, instant, oneOf, type RowOf, real, text } from "../../src/table/columns.js";
import { model } from "../../src/table/model.js";
import { grades, instantScores, paths } from "../shared/scoring.js";
import { definition_periods } from "./definition_periods.js";
import { engagement_instants } from "./engagement_instants.js";
import { fit_scores } from "./fit_scores.js";

const columns = {
  person_id: text("Person"),
  definition_version: text("Version in force at that instant"),
  grade: oneOf(grades, "Grade of the fit then"),
  path: oneOf(paths, "Which of the two paths held; hand_raiser where both did"),
  tier: oneOf(["hot", "mql"], "Tier then"),
  fit_score: real("Fit then", "points"),
  engagement_score: real("Engagement then", "points"),
  total_score: real("Fit and engagement", "points"),
  is_fit_backfilled: flag("Whether an attribute that the fit reads was first observed later"),
  scored_at: instant("The evaluation instant, UTC"),
};

export const mql_instants = model({
  name: "intermediate.mql_instants",
  about: "One row per person and instant at which the definition calls the person an MQL.",
  materialized: "table",
  grain: ["person_id", "scored_at"],
  from: {
    engagement: engagement_instants,
    fits: fit_scores,
    periods: definition_periods,
  },
  columns,
  select: () => sql<RowOf<typeof columns>>`
    select person_id, definition_version, grade, path, tier, fit_score, engagement_score, total_score,
      is_fit_backfilled, scored_at
    from (${instantScores})
    where path is not null`,
});
