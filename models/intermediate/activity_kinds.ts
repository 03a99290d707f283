import { sql } from "kysely";
import { flag, nullable, real, text, whole } from "../../src/table/columns.js";
import { model } from "../../src/table/model.js";
import { engagement_rules_matched } from "./engagement_rules_matched.js";

/** What activities_scored would else repeat for millions of activities. */
export const activity_kinds = model({
  name: "intermediate.activity_kinds",
  about: "One row per version, activity type and rule that it takes: what one such activity is worth.",
  materialized: "table",
  grain: ["kind_no"],
  from: { matched: engagement_rules_matched },
  columns: {
    activity_type: text("Canonical type"),
    rule_id: nullable(text("The rule that it takes; null if none fits: its type raises a hand or makes hot")),
    kind_no: whole("The number in this build of the version, type and rule"),
    version_no: whole("Version of the definition"),
    lane_no: whole("Cap that its points fall under; 0: uncapped"),
    points: real("Points of one before decay and recency; negative ones are a plain running sum", "points"),
    is_scored: flag("Whether the points are positive: they end a silence and make an evaluation instant"),
    is_hand_raiser: flag("Whether it bypasses the minimum: an evaluation instant whatever its points"),
    is_hot: flag("Whether it lifts an MQL to the hot tier"),
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
