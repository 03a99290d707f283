import { sql } from "kysely";
import { buyingStages } from "../../src/config/scoring_rules.js";
import { instant, nullable, oneOf, type RowOf, real, text, whole } from "../../src/table/columns.js";
import { model } from "../../src/table/model.js";
import { people_resolved } from "../intermediate/people_resolved.js";
import { points_now } from "../intermediate/points_now.js";
import { engagement_rules } from "../run/engagement_rules.js";
import { fit_rules } from "../run/fit_rules.js";

const columns = {
  person_id: text("Person"),
  rule_id: text("Rule; cap:<group>, idle and floor complete the sum of engagement"),
  axis: oneOf(["fit", "engagement"], "The score that it adds to"),
  label: text("What the rule says, or what completes the sum"),
  buying_stage: nullable(oneOf(buyingStages, "Stage of buying that the rule speaks of; null if it does not")),
  hits: nullable(whole("Activities that took the rule; 1 of fit; null for cap:<group>, idle and floor")),
  raw_points: nullable(real("Points before decay and recency; null for cap:<group>, idle and floor", "points")),
  points: real("Points after decay and recency, before caps; unrounded: an axis sums to its score", "points"),
  first_at: nullable(instant("First hit, UTC; null for fit and what completes the sum")),
  last_at: nullable(instant("Last hit, UTC; null for fit and what completes the sum")),
};

export const score_breakdown = model({
  name: "marts.score_breakdown",
  about: "One row per person and rule as of the run: where the scores come from, losers of groups left out.",
  materialized: "table",
  grain: ["person_id", "rule_id"],
  from: { points: points_now, people: people_resolved, fit: fit_rules, engagement: engagement_rules },
  columns,
  select: () => sql<RowOf<typeof columns>>`
    select people.person_id, points.rule_id, points.axis,
      coalesce(fit.label, engagement.label,
        case points.rule_id when 'idle' then 'Silence' when 'floor' then 'Engagement is never below 0'
          else 'Over the cap ' || substr(points.rule_id, 5) end) as label,
      engagement.buying_stage, points.hits, points.raw_points, points.points, points.first_at, points.last_at
    from points
    inner join people on people.person_no = points.person_no
    left join fit on fit.definition_version = points.definition_version and fit.rule_id = points.rule_id
    left join engagement on engagement.definition_version = points.definition_version
      and engagement.rule_id = points.rule_id`,
});
