import { sql } from "kysely";
import { flag, instant, nullable, oneOf, type RowOf, real, text } from "../../src/table/columns.js";
import { model } from "../../src/table/model.js";
import { definition_periods } from "../intermediate/definition_periods.js";
import { engagement_instants } from "../intermediate/engagement_instants.js";
import { fit_scores } from "../intermediate/fit_scores.js";
import { grades, instantScores, paths, tiers } from "../shared/scoring.js";

const columns = {
  person_id: text("Person"),
  definition_version: text("Version of the definition in force at that instant"),
  grade: oneOf(grades, "Grade of the fit then"),
  path: nullable(oneOf(paths, "Path by which the person was an MQL then; null: it was none")),
  tier: nullable(oneOf(tiers, "hot, mql, or mql_light (enough interest, wrong grade: nurture); null if not reached")),
  fit_score: real("Fit then", "points"),
  engagement_score: real("Engagement then", "points"),
  total_score: real("Fit and engagement", "points"),
  is_disqualified: flag("Whether a disqualifying rule hit then"),
  is_mql_eligible: flag("Whether a path held"),
  is_fit_backfilled: flag("Whether an attribute that the fit reads was first observed later"),
  scored_at: instant("The evaluation instant, UTC"),
};

export const score_history = model({
  name: "marts.score_history",
  about: "One row per person and evaluation instant: every instant at which a score could rise.",
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
