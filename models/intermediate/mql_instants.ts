import { sql } from "kysely";
import { flag, oneOf, pickColumns, type RowOf, real } from "../../src/table/columns.js";
import { model } from "../../src/table/model.js";
import { instantScores, paths } from "../shared/scoring.js";
import { definition_periods } from "./definition_periods.js";
import { engagement_instants } from "./engagement_instants.js";
import { fit_scores } from "./fit_scores.js";

const columns = {
  ...pickColumns(fit_scores, "person_id"),
  ...pickColumns(definition_periods, "definition_version"),
  ...pickColumns(fit_scores, "grade"),
  path: oneOf(paths, "Path by which the person is an MQL; hand_raiser if both paths apply"),
  tier: oneOf(["hot", "mql"], "Tier of the MQL: hot or mql"),
  ...pickColumns(fit_scores, "fit_score"),
  ...pickColumns(engagement_instants, "engagement_score"),
  total_score: real("Fit score plus engagement score", "points"),
  is_fit_backfilled: flag(
    "True if the fit score looks ahead: an attribute that it reads was first observed after this instant",
  ),
  ...pickColumns(engagement_instants, "scored_at"),
};

export const mql_instants = model({
  name: "intermediate.mql_instants",
  about: "One row per person and evaluation instant at which the person is an MQL by the definition in force.",
  materialized: "table",
  grain: ["person_id", "scored_at"],
  from: {
    engagement: engagement_instants,
    fits: fit_scores,
    periods: definition_periods,
  },
  columns,
  select: () => sql<RowOf<typeof columns>>`
    select
      person_id,
      definition_version,
      grade,
      path,
      tier,
      fit_score,
      engagement_score,
      total_score,
      is_fit_backfilled,
      scored_at
    from (${instantScores})
    where path is not null`,
});
