import { buyingStages } from "../../src/config/scoring_rules.js";
import type { RunFacts } from "../../src/runs/run_facts.js";
import { nullable, oneOf, pickColumns, real, text, whole } from "../../src/table/columns.js";
import { source } from "../../src/table/model.js";
import { definition_versions } from "./definition_versions.js";

export const engagement_rules = source({
  name: "raw.engagement_rules",
  about: "One row per version of the definition and rule of its engagement.csv.",
  origin: {
    kind: "run",
    rows: ({ definitions }: RunFacts) =>
      definitions.flatMap(({ version, engagement }) =>
        engagement.map((rule, at) => ({ definition_version: version, ...rule, rule_no: BigInt(at) })),
      ),
  },
  grain: ["definition_version", "rule_id"],
  columns: {
    ...pickColumns(definition_versions, "definition_version"),
    rule_id: text("Id of the rule, e.g. webinar_attended"),
    label: text("Readable name of the rule"),
    activity_type: text("Canonical activity type that the rule is about"),
    asset: nullable(
      text("Pattern of the asset with * and ?, in any case, e.g. */pricing*; null matches any asset and none"),
    ),
    buying_stage: nullable(oneOf(buyingStages, "Buying stage that the activity shows; null if the rule does not say")),
    cap_group: nullable(text("Cap group of the rule; null if it has none")),
    rule_no: whole("Position in the file, from 0"),
    points: real("Points of one activity; 0 gives none, less than 0 deducts", "points"),
  },
});
