import { sql } from "kysely";
import { buyingStages } from "../../src/config/scoring_rules.js";
import { nullable, oneOf, pickColumns, type RowOf, text } from "../../src/table/columns.js";
import { model } from "../../src/table/model.js";
import { people_resolved } from "../intermediate/people_resolved.js";
import { points_now } from "../intermediate/points_now.js";
import { engagement_rules } from "../run/engagement_rules.js";
import { fit_rules } from "../run/fit_rules.js";

const columns = {
  ...pickColumns(people_resolved, "person_id"),
  ...pickColumns(points_now, "rule_id", "axis"),
  label: text("Label of the rule; for cap:<group>, idle and floor, what the row means"),
  buying_stage: nullable(oneOf(buyingStages, "Buying stage of the rule; null if the rule names none")),
  ...pickColumns(points_now, "hits", "raw_points", "points", "first_at", "last_at"),
};

export const score_breakdown = model({
  name: "marts.score_breakdown",
  about: "One row per person and rule that counts as of the run: the points that make up the scores.",
  materialized: "table",
  grain: ["person_id", "rule_id"],
  from: { points: points_now, people: people_resolved, fit: fit_rules, engagement: engagement_rules },
  columns,
  select: () => sql<RowOf<typeof columns>>`
    select
      people.person_id,
      points.rule_id,
      points.axis,
      coalesce(
        fit.label,
        engagement.label,
        case points.rule_id
          when 'idle' then 'Silence'
          when 'floor' then 'Engagement is never below 0'
          else 'Over the cap ' || substr(points.rule_id, 5)
        end
      ) as label,
      engagement.buying_stage,
      points.hits,
      points.raw_points,
      points.points,
      points.first_at,
      points.last_at
    from points
    inner join people on people.person_no = points.person_no
    left join fit on fit.definition_version = points.definition_version and fit.rule_id = points.rule_id
    left join engagement on engagement.definition_version = points.definition_version
      and engagement.rule_id = points.rule_id`,
});
