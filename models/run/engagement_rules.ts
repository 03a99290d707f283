import { buyingStages } from "../../src/config/scoring_rules.js";
import type { RunFacts } from "../../src/runs/run_facts.js";
import { nullable, oneOf, real, text, whole } from "../../src/table/columns.js";
import { source } from "../../src/table/model.js";

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
    definition_version: text("Name of the version's folder"),
    rule_id: text("Rule"),
    label: text("What people read"),
    activity_type: text("Canonical type that it is about"),
    asset: nullable(text("Glob of * and ? on the asset, without case; null: any asset, and none")),
    buying_stage: nullable(oneOf(buyingStages, "Stage of buying that it speaks of; null if not said")),
    cap_group: nullable(text("Cap that it falls under; null: uncapped")),
    rule_no: whole("Place in the file, from 0"),
    points: real("Points of one activity; 0 or less: not scored", "points"),
  },
});
