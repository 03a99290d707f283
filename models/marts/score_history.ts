import { sql } from "kysely";
import { flag, nullable, oneOf, pickColumns, type RowOf, real, text } from "../../src/table/columns.js";
import { model } from "../../src/table/model.js";
import { definition_periods } from "../intermediate/definition_periods.js";
import { engagement_instants } from "../intermediate/engagement_instants.js";
import { fit_scores } from "../intermediate/fit_scores.js";
import { grades, instantScores, paths, tiers } from "../shared/scoring.js";

const columns = {
  ...pickColumns(fit_scores, "person_id"),
  definition_version: text("Definition version in force at that instant, e.g. 2026-01-01"),
  grade: oneOf(grades, "Grade of the fit at that instant, A is best"),
  path: nullable(oneOf(paths, "Path by which the person met the definition at that instant; null if by none")),
  tier: nullable(
    oneOf(tiers, "hot, mql, or mql_light (enough engagement, but not the grade); null if none was reached"),
  ),
  fit_score: real("Fit score at that instant", "points"),
  engagement_score: real("Engagement score at that instant", "points"),
  total_score: real("Fit score plus engagement score", "points"),
  is_disqualified: flag("True if a disqualifying rule matched at that instant"),
  is_mql_eligible: flag("True if the person met the definition, so path is not null"),
  is_fit_backfilled: flag("True if fit_score looks ahead: it uses an attribute that was first observed later"),
  ...pickColumns(engagement_instants, "scored_at"),
};

export const score_history = model({
  name: "marts.score_history",
  about: "One row per person and evaluation instant: the scores at every instant at which they could rise.",
  materialized: "view",
  grain: ["person_id", "scored_at"],
  from: {
    engagement: engagement_instants,
    fits: fit_scores,
    periods: definition_periods,
  },
  columns,
  select: () => sql<RowOf<typeof columns>>`${instantScores}`,
});
