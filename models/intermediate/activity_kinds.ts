import { sql } from "kysely";
import { flag, pickColumns } from "../../src/table/columns.js";
import { model } from "../../src/table/model.js";
import { engagement_rules_matched } from "./engagement_rules_matched.js";

/** A table of its own, so that activities_scored need not repeat these values for millions of activities. */
export const activity_kinds = model({
  name: "intermediate.activity_kinds",
  about: "One row per version of the definition, activity type and rule: what one such activity is worth.",
  materialized: "table",
  grain: ["kind_no"],
  from: { matched: engagement_rules_matched },
  columns: {
    ...pickColumns(engagement_rules_matched, "activity_type", "rule_id", "kind_no", "version_no", "lane_no", "points"),
    is_scored: flag(
      "True if the points are positive: the activity ends a silence and its instant is an evaluation instant",
    ),
    ...pickColumns(engagement_rules_matched, "is_hand_raiser", "is_hot"),
  },
  select: (db) =>
    db
      .selectFrom("matched")
      .distinct()
      .select([
        "activity_type",
        "rule_id",
        "kind_no",
        "version_no",
        "lane_no",
        "points",
        sql<boolean>`points > 0`.as("is_scored"),
        "is_hand_raiser",
        "is_hot",
      ]),
});
